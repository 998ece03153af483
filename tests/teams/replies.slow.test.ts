import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultOptions } from '../../simulator/faults.ts';
import type { Chat } from '../../simulator/world-events.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import { startBot, type TestBot } from '../support/bot.ts';
import { buttons, readAloud } from '../support/cards.ts';

type Effect = FaultOptions['effect'];

let bot: TestBot;
let passed: number;
beforeEach(async () => {
  passed = 0;
  const now = () => new Date(Date.now() + passed).toISOString();
  bot = await startBot({}, { now, replyWithinMs: 1500 });
});
afterEach(() => bot.close());

const amara = () => bot.teams.cast.people.amara;
const elena = () => bot.teams.cast.people.elena;
const chat = () => bot.teams.cast.chats.amara;
const team = () => bot.teams.cast.chats.esrTeam;

/** A fault of the calls that post to a chat. */
const fault = (effect: Effect, more: Partial<FaultOptions> = {}, where = chat()) =>
  bot.teams.faults.add({ match: { chat: where.id }, times: 1, effect, ...more });

/** What the bot said, oldest first. */
const said = (where: Chat) =>
  bot.teams
    .activities(where)
    .filter(({ from }) => from.id === bot.teams.bot.id)
    .map(readAloud);
const dispatchSoon = () =>
  bot.app.database.db
    .selectFrom('outbox')
    .select(['conversation_id', 'state', 'payload', 'run_at'])
    .where('name', '=', 'reply')
    .execute();
const later = async (seconds: number) => {
  // A clock that jumps while something is being sent would look like a worker that died.
  await bot.app.poll();
  passed += seconds * 1000;
  await bot.app.poll();
};
/** Until the outbox, which keeps to Teams' pace, has caught up. */
const caughtUp = async () => {
  for (let rounds = 0; rounds < 20 && (await dispatchSoon()).length > 0; rounds += 1) await later(2);
};
const newest = () => bot.teams.activities(chat()).at(-1);
const press = (button: string) => bot.teams.press(amara(), chat(), newest()?.id ?? '', button);

/** What the bot says to "help" with nothing in its way. */
async function undisturbed(where: Chat = chat(), who = amara()): Promise<string[]> {
  const before = said(where).length;
  await bot.teams.say(who, where, 'help');
  return said(where).slice(before);
}

describe('a reply that Teams refuses once', () => {
  it.each<[string, Effect]>([
    ['412', { status: 412 }],
    ['429', { status: 429 }],
    ['429 with Retry-After', { status: 429, retryAfter: 1 }],
    ['500', { status: 500 }],
    ['502', { status: 502 }],
    ['503', { status: 503 }],
    ['504', { status: 504 }],
    ['a dropped connection', { drop: true }],
  ])('is said in the same turn, once and in order: %s', async (_, effect) => {
    const expected = await undisturbed();
    expect(expected.length).toBeGreaterThan(1);
    fault(effect);
    expect(await undisturbed()).toEqual(expected);
    expect(await dispatchSoon()).toEqual([]);
  });

  it('answers a press as if nothing had been', async () => {
    await bot.teams.say(amara(), chat(), 'it says my smartcard is not linked to esr');
    fault({ status: 503 });
    const { status, outcome } = await press('Carry on');
    expect([status, outcome.kind]).toEqual([200, 'card']);
    expect(buttons(newest())).toContain('Yes, it worked');
    expect(said(chat()).join()).not.toContain(SENTENCES.failed);
  });

  it('is said in group chats too', async () => {
    const expected = await undisturbed(team(), elena());
    fault({ status: 429 }, {}, team());
    expect(await undisturbed(team(), elena())).toEqual(expected);
  });

  it('changes the card that was answered on an old phone, and then asks the next question', async () => {
    bot.teams.oldPhones.add(amara().id);
    await bot.teams.say(amara(), chat(), 'it says my smartcard is not linked to esr');
    const pressed = newest()?.id;
    fault({ status: 503 }, { match: { chat: chat().id, operation: 'update' } });
    await press('Carry on');
    expect(bot.teams.activities(chat()).find(({ id }) => id === pressed)?.edited).toBe(true);
    expect(buttons(newest())).toContain('Yes, it worked');
  });
});

describe('a Teams that is busy for longer than a turn may take', () => {
  it('gets the reply later, and what is said meanwhile after it', async () => {
    const expected = await undisturbed();
    fault({ status: 429, retryAfter: 40 });
    const before = said(chat()).length;
    const { status } = await bot.teams.say(amara(), chat(), 'help');
    expect(status).toBe(200);
    await bot.teams.say(amara(), chat(), 'asdfghjkl');
    expect(said(chat()).length).toBe(before);
    await later(20);
    expect(said(chat()).length).toBe(before);
    await later(30);
    await caughtUp();
    const came = said(chat()).slice(before);
    expect(came.slice(0, expected.length)).toEqual(expected);
    expect(came[expected.length]).toContain('I did not understand that');
    expect(await dispatchSoon()).toEqual([]);
    // Nothing waits any more: what is said now is said at once.
    expect(await undisturbed()).toEqual(expected);
  });

  it('lets no reply overtake one that is refused again and again', async () => {
    const expected = await undisturbed();
    const out = fault({ status: 503 }, { times: 100 });
    const before = said(chat()).length;
    for (let round = 0; round < 3; round += 1) {
      await bot.teams.say(amara(), chat(), 'help');
      await later(1);
    }
    expect(said(chat()).length).toBe(before);
    bot.teams.faults.clear(out.id);
    await later(600);
    await caughtUp();
    expect(said(chat()).slice(before)).toEqual([...expected, ...expected, ...expected]);
    expect(await dispatchSoon()).toEqual([]);
  });

  it('answers a press within the time that Teams waits, and asks the next question later', async () => {
    await bot.teams.say(amara(), chat(), 'it says my smartcard is not linked to esr');
    const pressed = newest()?.id;
    const out = fault({ status: 503 }, { times: 100 });
    const started = performance.now();
    const { status, outcome } = await press('Carry on');
    expect(performance.now() - started).toBeLessThan(10_000);
    expect([status, outcome.kind]).toEqual([200, 'card']);
    // The wait is said where it can be.
    expect(JSON.stringify(outcome)).toContain(SENTENCES.answerWaits);
    expect(newest()?.id).toBe(pressed);
    bot.teams.faults.clear(out.id);
    await later(60);
    expect(buttons(newest())).toContain('Yes, it worked');
    await press('Yes, it worked');
    expect(readAloud(newest())).not.toContain(SENTENCES.staleCard);
  });

  it('says nothing twice when it takes a reply slowly', async () => {
    const expected = await undisturbed();
    fault({ delayMs: 2500 });
    const before = said(chat()).length;
    await bot.teams.say(amara(), chat(), 'help');
    await bot.teams.until(() => said(chat()).length === before + expected.length);
    await later(120);
    await caughtUp();
    expect(said(chat()).slice(before)).toEqual(expected);
    expect(await dispatchSoon()).toEqual([]);
  });

  it('is asked again after an hour at most, however long a pause it names', async () => {
    const expected = await undisturbed();
    fault({ status: 429, retryAfter: 86_400 });
    const before = said(chat()).length;
    await bot.teams.say(amara(), chat(), 'help');
    const due = async () => (await dispatchSoon()).map(({ run_at }) => Date.parse(run_at ?? '') - Date.now());
    for (const ms of await due()) expect(ms).toBeLessThanOrEqual(3_600_000);
    await later(3000);
    // The clock's minder has seen nothing odd: it is still due when Teams was told it would be.
    expect(said(chat()).length).toBe(before);
    await later(700);
    await caughtUp();
    expect(said(chat()).slice(before)).toEqual(expected);
  });

  it.each([
    ['no JSON', '{"activity":"{\\"type\\":'],
    ['half a message', JSON.stringify({ activity: '{"type":"mess' })],
    ['no message', JSON.stringify({ activity: 'null' })],
    ['nothing', '{}'],
  ])(
    'is not asked again about a reply that is stored as %s, and what waits behind it comes',
    async (_, payload) => {
      const expected = await undisturbed();
      fault({ status: 429, retryAfter: 40 });
      const before = said(chat()).length;
      await bot.teams.say(amara(), chat(), 'help');
      const { db } = bot.app.database;
      const rows = await db
        .selectFrom('outbox')
        .select('id')
        .where('name', '=', 'reply')
        .orderBy('id')
        .execute();
      await db
        .updateTable('outbox')
        .set({ payload })
        .where('id', '=', rows[0]?.id ?? 0)
        .execute();
      await later(60);
      await caughtUp();
      expect(said(chat()).slice(before)).toEqual(expected.slice(1));
      expect(await dispatchSoon()).toEqual([]);
    },
  );

  it('keeps the newest twenty replies of somebody who writes on and on', async () => {
    fault({ status: 429, retryAfter: 600 }, { times: 100 });
    const before = said(chat()).length;
    await bot.teams.say(amara(), chat(), 'help');
    for (let count = 0; count < 25; count += 1) await bot.teams.say(amara(), chat(), 'asdfghjkl');
    expect((await dispatchSoon()).length).toBeLessThanOrEqual(20);
    await bot.teams.say(amara(), chat(), 'talk to someone');
    expect((await dispatchSoon()).length).toBeLessThanOrEqual(20);
    bot.teams.faults.clear();
    await later(660);
    await caughtUp();
    expect(said(chat()).length - before).toBeLessThanOrEqual(20);
    expect(buttons(newest())).toContain('Check my answers');
  });

  it('holds up no other chat', async () => {
    fault({ status: 429, retryAfter: 40 });
    await bot.teams.say(amara(), chat(), 'help');
    const ben = bot.teams.cast.chats.ben;
    expect((await undisturbed(ben, bot.teams.cast.people.ben)).length).toBeGreaterThan(0);
  });

  it('is asked no more about a reply after an hour, and what comes then is said', async () => {
    fault({ status: 503 }, { times: 1000 });
    await bot.teams.say(amara(), chat(), 'help');
    for (let tries = 0; tries < 8; tries += 1) await later(600);
    expect(await dispatchSoon()).toEqual([]);
    bot.teams.faults.clear();
    expect((await undisturbed()).length).toBeGreaterThan(0);
  });
});

describe('a reply that Teams will never take', () => {
  it('is not tried again, and leaves nothing behind', async () => {
    fault({ status: 400, code: 'BadSyntax' });
    await bot.teams.say(amara(), chat(), 'help');
    expect(await dispatchSoon()).toEqual([]);
  });

  it('waits, where the bot was blocked meanwhile, until the person is back', async () => {
    const expected = await undisturbed();
    fault({ status: 429, retryAfter: 40 });
    const before = said(chat()).length;
    await bot.teams.say(amara(), chat(), 'help');
    const blocked = fault({ status: 403, code: 'ConversationBlockedByUser' }, { times: 100 });
    await later(60);
    await later(6000);
    bot.teams.faults.clear(blocked.id);
    await bot.teams.say(amara(), chat(), 'help');
    await caughtUp();
    expect(said(chat()).slice(before)).toEqual([...expected, ...expected]);
  });
});
