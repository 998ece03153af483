import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultOptions } from '../../simulator/faults.ts';
import type { Shown } from '../../simulator/teams-options.ts';
import { SqlCaseStore } from '../../src/store/cases/sql-case-store.ts';
import { AMARA, aCase } from '../shared/a-case.ts';
import { startBot, type TestBot } from '../support/bot.ts';
import { writtenByHalf } from './books.ts';
import { busiest, LIMITS, LONG, PACED, report } from './pace.ts';
import { TOWN_TRUSTS, type Told, Town } from './town.ts';

const CASES = LONG ? 2000 : 15;
const SHARE = 0.3;

type Effect = FaultOptions['effect'];
const PASSING: Effect[] = [
  ...[{ status: 412 }, { status: 429 }, { status: 429, retryAfter: 1 }],
  ...[{ status: 500 }, { status: 502 }, { status: 503 }, { status: 504 }, { drop: true }],
];
const THROWN_OUT: Effect[] = [
  'BotNotInConversationRoster',
  'ConversationBlockedByUser',
  'MessageWritesBlocked',
].map((code) => ({ status: 403, code }));
/** Teams did what was asked, and its answer was lost: what it posted is posted again. */
const UNSAID: Effect = { accept: true, drop: true };
/** A card's message that seems to be gone is posted anew; here it is still there. */
const SEEMS_GONE: Effect = { status: 404, code: 'ActivityNotFoundInConversation' };
/** These hold a chat up for 15 seconds, or a delivery for a minute: few, and in the long run only. */
const SLOW: Effect[] = [
  { delayMs: 16_000, drop: true },
  { status: 403, code: 'BotDisabledByAdmin' },
];

let bot: TestBot;
let town: Town;
beforeEach(async () => {
  // As long as in production: then the outbox takes over.
  bot = await startBot({ TRUSTS: TOWN_TRUSTS.join(',') }, { ...PACED, replyWithinMs: 6000 });
  town = await Town.build(bot.app.database);
  town.teams.botUrl = bot.teams.botUrl;
  await town.install();
});
afterEach(async () => {
  await town.close();
  await bot.close();
});

/** Together they strike three calls in ten; returns the ids of those after which a message is there twice. */
function breakTeams(): number[] {
  const often = [...PASSING, ...THROWN_OUT, UNSAID];
  const rate = 1 - (1 - SHARE) ** (1 / often.length);
  const { faults } = town.teams;
  // Before the others, or it would not get its share.
  const gone = faults.add({ match: { operation: 'update' }, rate: 0.05, seed: 100, effect: SEEMS_GONE });
  if (LONG)
    for (const [seed, effect] of SLOW.entries()) faults.add({ rate: 0.002, seed: 200 + seed, effect });
  const added = often.map((effect, seed) => faults.add({ rate, seed, effect }));
  return [gone, ...added.filter(({ effect }) => effect.accept)].map(({ id }) => id);
}

/** So many cases at the same instant, all to one team: more than may be sent there at once. */
async function crowd(cases: number): Promise<void> {
  const chat = town.chats.at(-1)?.id ?? '';
  const store = new SqlCaseStore(bot.app.database);
  const now = new Date().toISOString();
  for (let index = 0; index < cases; index += 1) {
    const it = aCase({
      ...{ reference: `CRD-${100 + index}`, trust: 'esneft', openedAt: now, changedAt: now },
      ...{ details: { esrUsername: `432CROWDA${10 + index}` } },
      requesters: [{ kind: 'staff', person: AMARA, chat, at: now }],
    });
    await store.save({ case: it, events: [{ type: 'raise', at: now, by: AMARA }], messages: [] });
  }
}

describe('a Teams that fails three calls in ten', () => {
  it('gets every case, never above its limits; twice only what it took without saying so', async () => {
    const twice = breakTeams();
    town.putBack();
    await Promise.all([town.live(CASES), crowd(10)]);
    await town.settled();
    const { calls, faults } = town.teams;
    const struck = calls.filter(({ fault }) => fault !== undefined);
    expect(struck.length / calls.length).toBeGreaterThan(LONG ? SHARE : SHARE / 2);
    if (LONG)
      for (const { hits, effect } of faults.list()) expect(hits, JSON.stringify(effect)).toBeGreaterThan(0);

    expect(town.told.length).toBeGreaterThanOrEqual(CASES);
    const explained = new Set(
      struck.filter(({ fault = 0 }) => twice.includes(fault)).map(({ activityId }) => activityId),
    );
    const unexplained = (shown: readonly Shown[]) =>
      shown.slice(0, -1).filter(({ id }) => !explained.has(id));
    for (const told of town.told) {
      for (const shown of [town.handoffs(told), town.statuses(told), town.outcomes(told)]) {
        expect(shown.length, told.reference).toBeGreaterThan(0);
        expect(unexplained(shown), told.reference).toEqual([]);
      }
    }
    expect(await writtenByHalf(bot.app.database)).toEqual([]);

    const sends = town.teamChats.map((chat) =>
      calls.flatMap((call) => (call.chat === chat.id ? call.at : [])),
    );
    for (const limit of LIMITS.chat) {
      for (const times of sends) expect(busiest(times, limit)).toBeLessThanOrEqual(limit.sends);
    }
    for (const limit of LIMITS.tenant) expect(busiest(sends.flat(), limit)).toBeLessThanOrEqual(limit.sends);
    const count = (shown: (told: Told) => Shown[]) =>
      town.told.reduce((sum, told) => sum + shown(told).length, 0);
    report('a Teams that fails', {
      ...{ cases: town.told.length, calls: calls.length, struck: struck.length },
      ...{ handoffs: count(town.handoffs), statuses: count(town.statuses), outcomes: count(town.outcomes) },
      hits: faults.list().map(({ effect, hits }) => `${JSON.stringify(effect)} ${hits}`),
      busiest: LIMITS.chat.map((limit) => sends.map((times) => `${busiest(times, limit)} of ${limit.sends}`)),
    });
  });
});
