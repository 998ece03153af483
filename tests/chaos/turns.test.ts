import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Activity } from '../../simulator/activity.ts';
import { createTeams, type Teams } from '../../simulator/teams.ts';
import type { Shown } from '../../simulator/teams-options.ts';
import { openDatabase } from '../../src/store/database.ts';
import { type BotProcess, startQuickBot } from '../shared/bot-process.ts';
import { buttons, readAloud } from '../support/cards.ts';
import { linkTeam } from '../support/link-team.ts';
import { newPostgresDatabase } from '../support/new-database.ts';
import { LONG, QUICK } from './pace.ts';

const ROUNDS = LONG ? 40 : 4;
const BURST = 12;

let databaseUrl: string;
let bots: BotProcess[];
let teams: Teams;
beforeAll(async () => {
  databaseUrl = await newPostgresDatabase();
  const database = await openDatabase(databaseUrl);
  teams = await createTeams();
  await linkTeam(database, 'esneft', teams.cast.chats.esrTeam.id);
  await database.close();
  const start = () => startQuickBot(databaseUrl, { TRUSTS: 'esneft' }, QUICK);
  bots = await Promise.all([start(), start()]);
});
afterAll(async () => {
  await Promise.all(bots.map((bot) => bot.kill('SIGKILL')));
  await teams.close();
});
beforeEach(async () => {
  teams.botUrl = bots[0]?.url ?? '';
  await teams.install(teams.cast.chats.esrTeam);
  await teams.say(amara(), chat(), 'talk to someone');
});
afterEach(() => teams.faults.clear());

const amara = () => teams.cast.people.amara;
const chat = () => teams.cast.chats.amara;

/** The very activity, as another one that comes now; straight to this process, whatever else is under way. */
async function post(bot: BotProcess | undefined, activity: Activity, id: string): Promise<string> {
  const response = await fetch(bot?.url ?? '', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...activity, id }),
  });
  return response.text();
}

/** What each message was answered with, in the order in which the chat got it: `[[message, words], ...]`. */
const replies = (since: number) =>
  teams.calls
    .slice(since)
    .filter((call) => call.operation === 'reply')
    .map(({ body }): [string, string] => {
      const said = body as Shown;
      return [String(said.replyToId), readAloud(said)];
    });

const words = (said: readonly [string, string][]) => said.map(([, words]) => words);

describe('a burst of messages in one conversation, to two processes', () => {
  it('is answered, each message once and in full, in the order in which each process got its own', async () => {
    const { activity } = await teams.say(amara(), chat(), 'help');
    const alone = replies(0).filter(([id]) => id === activity.id);
    expect(alone.length).toBeGreaterThan(1);
    // Teams takes its time, and not the same each time.
    teams.faults.add({ rate: 0.5, seed: 3, effect: { delayMs: 15 } });
    for (let round = 0; round < ROUNDS; round += 1) {
      const since = teams.calls.length;
      const ids = Array.from({ length: BURST }, (_, index) => `burst-${round}-${index}`);
      await Promise.all(ids.map((id, index) => post(bots[index % 2], activity, id)));
      const said = replies(since);
      for (const id of ids)
        expect(said.filter(([to]) => to === id).map(([, words]) => words)).toEqual(words(alone));
      for (const half of [0, 1]) {
        const mine = ids.filter((_, index) => index % 2 === half);
        const order = said.map(([id]) => id).filter((id) => mine.includes(id));
        expect(order.filter((id, index) => id !== order[index - 1])).toEqual(mine);
      }
    }
  });
});

describe('"send" and "start over" at the same instant, to two processes', () => {
  it('lose nothing: a case that was raised is told to the person who raised it, and there is one of it', async () => {
    const press = (button: string, inputs = {}) => {
      const card = teams.view(amara(), chat()).findLast((shown) => buttons(shown).includes(button));
      return teams.press(amara(), chat(), card?.id ?? '', button, inputs);
    };
    const database = await openDatabase(databaseUrl);
    const raised = async () =>
      (await database.db.selectFrom('cases').select('reference').execute()).map(({ reference }) => reference);
    try {
      const { activity: over } = await teams.say(amara(), chat(), 'start over');
      for (let round = 0; round < ROUNDS * 2; round += 1) {
        const before = await raised();
        await teams.say(amara(), chat(), 'talk to someone');
        const username = `432OKAFO${String.fromCharCode(65 + (round % 26))}A0${1 + Math.floor(round / 26)}`;
        await press('Check my answers', {
          username,
          email: 'amara.okafor@nhs.net',
          words: 'It does not let me in',
        });
        teams.botUrl = bots[round % 2]?.url ?? '';
        await Promise.all([
          press('Yes, send to the ESR Team'),
          post(bots[(round + 1) % 2], over, `over-${round}`),
        ]);
        const [reference, ...others] = (await raised()).filter((one) => !before.includes(one));
        expect(others).toEqual([]);
        // By the answer to the press, or by the case's own card.
        if (reference === undefined) continue;
        await teams.until(() =>
          teams.view(amara(), chat()).some((shown) => readAloud(shown).includes(reference)),
        );
      }
    } finally {
      await database.close();
    }
  });
});
