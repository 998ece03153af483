import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Activity } from '../../simulator/activity.ts';
import { type App, startApp } from '../../src/app.ts';
import { trialConfig } from '../../src/config/config.ts';
import { QUICK_TYPISTS, startBot, type TestBot } from '../support/bot.ts';
import { readAloud } from '../support/cards.ts';
import { METRICS_TOKEN } from '../support/metrics.ts';
import { newPostgresDatabase } from '../support/new-database.ts';

let bot: TestBot;
let other: App;
beforeAll(async () => {
  const DATABASE_URL = await newPostgresDatabase();
  bot = await startBot({ DATABASE_URL });
  const settings = { TRUSTS: 'esneft', PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL, METRICS_TOKEN };
  other = await startApp(trialConfig(settings), { allowances: QUICK_TYPISTS, replyWithinMs: 45_000 });
});
afterAll(async () => {
  await other.close();
  await bot.close();
});

/** Posts to each process what Teams sends it, at the same time. */
const post = async (...sent: readonly Activity[]) => {
  const answers = await Promise.all(
    sent.map((activity, index) =>
      fetch(`http://127.0.0.1:${(index === 0 ? bot.app : other).port}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(activity),
      }),
    ),
  );
  for (const { status } of answers) expect(status).toBe(200);
};

describe('two processes that Teams sends the same at the same time', () => {
  it.each(['help', '432PATELR02 r.patel@nhs.net', 'escalate'])('answer it once: %s', async (text) => {
    const { people, chats } = bot.teams.cast;
    const said = await bot.teams.say(people.chloe, chats.escalation, text);
    const before = bot.teams.activities(chats.escalation).length;
    const again = { ...said.activity, id: `${said.activity.id}1` };
    await post(again, again);
    expect(bot.teams.activities(chats.escalation)).toHaveLength(before + 1);
  });

  it('greet a chat once', async () => {
    const { people, chats } = bot.teams.cast;
    const chat = bot.teams.createGroupChat('A new chat', [people.elena]);
    const {
      text: _,
      entities: __,
      ...said
    } = (await bot.teams.say(people.elena, chats.esrTeam, 'help')).activity;
    const added = { ...said, conversation: { ...said.conversation, id: chat.id } };
    await post(
      { ...added, id: 'f:1', type: 'installationUpdate', action: 'add' },
      { ...added, id: 'f:2', type: 'conversationUpdate', membersAdded: [{ id: bot.teams.bot.id }] },
    );
    expect(bot.teams.activities(chat).map(readAloud)).toEqual([expect.stringContaining('not linked')]);
  });
});
