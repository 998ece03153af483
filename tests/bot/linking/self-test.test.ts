import { afterEach, describe, expect, it } from 'vitest';
import { startBot } from '../../support/bot.ts';
import { readAloud } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';
import { readFigures } from '../../support/metrics.ts';

let bot: CaseBot;

/** Sunday evening: the next self-test is at seven on Monday. */
const EVENING = '2026-11-22T19:00:00.000Z';
const start = async () => {
  bot = await startCaseBot(EVENING);
  linked = asked().length;
  return bot.teams.cast.chats;
};
/** A link asks who is in the chat, too. */
let linked = 0;
/** To the next morning, and a minute past, so that every chat's turn has come. */
const nextMorning = () => bot.forward({ hours: 12 }).then(() => bot.forward({ minutes: 1 }));
const nextDay = () => bot.forward({ days: 1 }).then(() => bot.forward({ minutes: 1 }));
const asked = () => bot.teams.calls.filter((call) => call.operation === 'pagedMembers');
const shown = (chat: Parameters<CaseBot['shows']>[0], words: string) =>
  bot.teams.activities(chat).filter((message) => readAloud(message).includes(words)).length;
const ready = async () => {
  const { status, text } = await readFigures(bot.app.port, '/readyz');
  const body = JSON.parse(text) as { warnings?: string[] };
  return { ...body, status };
};
const removed = (chat: { id: string }) =>
  bot.teams.faults.add({
    match: { chat: chat.id },
    effect: { status: 403, code: 'BotNotInConversationRoster' },
  });

const CANNOT = 'I cannot reach';
const AGAIN = 'I can reach';

describe('the daily self-test', () => {
  afterEach(() => bot.close());

  it('asks Teams of each linked chat once a morning, and posts nothing', async () => {
    const chats = await start();
    await bot.forward({ hours: 11, minutes: 59 });
    expect(asked()).toHaveLength(linked);
    const before = [chats.esrTeam, chats.escalation].map((chat) => bot.teams.activities(chat).length);
    await bot.forward({ minutes: 1 });
    await bot.forward({ minutes: 1 });
    expect(new Set(asked().map((call) => call.chat))).toEqual(
      new Set([chats.esrTeam.id, chats.escalation.id]),
    );
    expect(asked()).toHaveLength(linked + 2);
    await nextDay();
    expect(asked()).toHaveLength(linked + 4);
    const after = [chats.esrTeam, chats.escalation].map((chat) => bot.teams.activities(chat).length);
    expect(after).toEqual(before);
  });

  it('finds people of other organisations who came unnoticed, and links the chat no longer', async () => {
    const { esrTeam, escalation } = await start();
    const tenantId = '11111111-2222-3333-4444-555555555555';
    escalation.members.push(bot.teams.createPerson('Guest Elsewhere', { tenantId }).id);
    await nextMorning();
    await bot.teams.until(() => shown(escalation, 'no longer the escalation chat') === 1);
    expect(shown(esrTeam, 'no longer')).toBe(0);
    await nextDay();
    expect(shown(escalation, 'no longer the escalation chat')).toBe(1);
  });

  it('keeps when each chat was last reached, and names no chat on /readyz', async () => {
    const chats = await start();
    await nextMorning();
    const answer = await ready();
    expect(answer).toMatchObject({
      status: 200,
      details: {
        chats: [
          { trust: 'esneft', role: 'escalation', lastReached: expect.stringMatching(/^2026-11-23T07:0/) },
          { trust: 'esneft', role: 'esr-team', lastReached: expect.stringMatching(/^2026-11-23T07:0/) },
        ],
      },
    });
    expect(answer.warnings).toBeUndefined();
    expect(JSON.stringify(answer)).not.toContain(chats.esrTeam.id);
  });

  it.each([
    ['esrTeam', 'escalation', 'esr-team', "the ESR Team's chat"],
    ['escalation', 'esrTeam', 'escalation', "the Epic trainers' chat"],
  ] as const)(
    'warns the other chat and operations when %s cannot be reached',
    async (lost, other, role, words) => {
      const chats = await start();
      removed(chats[lost]);
      await nextMorning();
      await bot.shows(chats[other], CANNOT, words);
      expect(shown(chats[lost], CANNOT)).toBe(0);
      expect(await ready()).toMatchObject({
        status: 200,
        warnings: ['chat-unreachable'],
        details: { warnings: [{ about: 'chat-unreachable', trust: 'esneft', role }] },
      });
      const { text } = await readFigures(bot.app.port);
      expect(text).toContain('esr_bot_warnings{warning="chat-unreachable"} 1');
    },
  );

  it('says it once, however many days it lasts, and once when it is over', async () => {
    const chats = await start();
    const block = removed(chats.esrTeam);
    await nextMorning();
    await nextDay();
    await nextDay();
    expect(shown(chats.escalation, CANNOT)).toBe(1);
    bot.teams.faults.clear(block.id);
    await nextDay();
    await nextDay();
    expect(shown(chats.escalation, AGAIN)).toBe(1);
    expect((await ready()).warnings).toBeUndefined();
    removed(chats.esrTeam);
    await nextDay();
    expect(shown(chats.escalation, CANNOT)).toBe(2);
  });

  it('tries again when Teams is only busy, and gives it an hour before anybody is told', async () => {
    const chats = await start();
    const busy = bot.teams.faults.add({
      match: { operation: 'pagedMembers', chat: chats.esrTeam.id },
      effect: { status: 503 },
    });
    await nextMorning();
    await bot.forward({ minutes: 10 });
    expect(busy.hits).toBe(2);
    bot.teams.faults.clear(busy.id);
    await bot.forward({ minutes: 60 });
    expect(shown(chats.escalation, CANNOT)).toBe(0);
    expect((await ready()).warnings).toBeUndefined();
  });

  it('counts it as unreachable when it stays busy', async () => {
    const chats = await start();
    bot.teams.faults.add({
      match: { operation: 'pagedMembers', chat: chats.esrTeam.id },
      effect: { status: 503 },
    });
    await nextMorning();
    for (let tries = 2; tries <= 6; tries += 1) {
      expect(shown(chats.escalation, CANNOT)).toBe(0);
      await bot.forward({ minutes: 10 });
    }
    expect(shown(chats.escalation, CANNOT)).toBe(1);
  });

  it('does not wait for the next morning to see that something reached the chat', async () => {
    const chats = await start();
    const block = bot.teams.faults.add({
      match: { operation: 'pagedMembers', chat: chats.esrTeam.id },
      effect: { status: 403, code: 'BotNotInConversationRoster' },
    });
    await nextMorning();
    expect((await ready()).warnings).toEqual(['chat-unreachable']);
    bot.teams.faults.clear(block.id);
    await bot.forward({ minutes: 15 });
    await bot.raise(bot.teams.cast.people.amara, chats.amara, '432OKAFORA01');
    await bot.settled();
    expect((await ready()).warnings).toBeUndefined();
    await nextDay();
    await nextDay();
    expect(shown(chats.escalation, AGAIN)).toBe(1);
  });

  it('asks nothing of a chat that lost its role', async () => {
    const chats = await start();
    await bot.link('esneft', 'escalation', chats.esrTeam);
    linked = asked().length;
    await nextMorning();
    expect(
      asked()
        .slice(linked)
        .map((call) => call.chat),
    ).toEqual([chats.esrTeam.id]);
  });
});

it('finds people of other organisations who came while the bot was away, when it starts', async () => {
  const restarted = await startBot();
  const { teams } = restarted;
  const { escalation } = teams.cast.chats;
  const tenantId = '11111111-2222-3333-4444-555555555555';
  escalation.members.push(teams.createPerson('Guest Elsewhere', { tenantId }).id);
  await restarted.restart();
  await teams.until(() =>
    teams.activities(escalation).some((one) => readAloud(one).includes('no longer the escalation chat')),
  );
  await restarted.close();
});
