import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../simulator/faults.ts';
import { startBot, type TestBot } from '../support/bot.ts';
import { LONG, TOWN_TRUSTS, Town } from './town.ts';

const CASES = LONG ? 2000 : 15;
const accepted = { accept: true, drop: true };

/** Together about three calls in ten. */
const FAULTS = [
  ...[{ status: 412 }, { status: 429 }, { status: 429, retryAfter: 1 }],
  ...[{ status: 500 }, { status: 502 }, { status: 503 }, { status: 504 }, { drop: true }],
  ...(LONG ? [{ delayMs: 16_000, drop: true }] : []),
];
const RATE = 0.3 / (FAULTS.length + 2);

let bot: TestBot;
let town: Town;
beforeEach(async () => {
  bot = await startBot({ TRUSTS: TOWN_TRUSTS.join(',') });
  town = await Town.build(bot.app.database);
  town.teams.botUrl = bot.teams.botUrl;
  await town.install();
});
afterEach(async () => {
  await town.close();
  await bot.close();
});

describe('a Teams that fails three calls in ten', () => {
  it(
    'gets every case, never above its limits; twice only what it took without saying so',
    async () => {
      FAULTS.forEach((effect, index) => {
        town.teams.faults.add({ rate: RATE, seed: index + 1, effect });
      });
      const unsaid: Fault = town.teams.faults.add({ rate: RATE, seed: 99, effect: accepted });
      // A message that is gone is posted anew. Here it only seems to be gone, so it is there twice.
      const gone = town.teams.faults.add({
        match: { operation: 'update' },
        rate: RATE,
        seed: 100,
        effect: { status: 404, code: 'ActivityNotFoundInConversation' },
      });
      await town.live(CASES);
      await town.settled();
      town.teams.faults.clear();

      expect(town.told.length).toBeGreaterThanOrEqual(CASES);
      const counts = town.told.map((told) => [town.handoffs(told).length, town.outcomes(told).length]);
      for (const [cards = 0, outcomes = 0] of counts) {
        expect(cards).toBeGreaterThanOrEqual(1);
        expect(outcomes).toBeGreaterThanOrEqual(1);
      }
      const extras = counts.flat().reduce((sum, count) => sum + count - 1, 0);
      expect(extras).toBeLessThanOrEqual(unsaid.hits + gone.hits);
      for (const chat of town.teamChats) {
        for (const { peak, limit } of town.teams.peakRate(chat)) expect(peak).toBeLessThanOrEqual(limit);
      }
    },
    LONG ? 7_200_000 : 60_000,
  );
});
