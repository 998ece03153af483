import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Shown } from '../../simulator/teams-options.ts';
import type { Database } from '../../src/store/database.ts';
import { type BotProcess, startQuickBot } from '../shared/bot-process.ts';
import { type Balancer, startBalancer } from '../support/balancer.ts';
import { readAloud } from '../support/cards.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { writtenByHalf } from './books.ts';
import { LONG, QUICK, report } from './pace.ts';
import { TOWN_TRUSTS, Town } from './town.ts';

const KILLS = LONG ? 200 : 4;
const CASES = LONG ? 200 : 12;

/** A delivery that a bot had in its hands when it was killed. */
interface Held {
  readonly lock_token: string | null;
  readonly reference: string | null;
  readonly name: string;
}

onEveryDatabase('bots killed at random instants', (databases) => {
  let url: string;
  let database: Database;
  let town: Town;
  let balancer: Balancer;
  let bots: BotProcess[];
  /** What was held at each kill: what may be there once more for it. */
  let kills: (readonly Held[])[];
  let over: boolean;
  let restarting: Promise<void>;

  const start = async () => {
    const bot = await startQuickBot(url, { TRUSTS: TOWN_TRUSTS.join(',') }, QUICK);
    balancer.up(bot.url);
    return bot;
  };

  beforeEach(async () => {
    url = await databases.url();
    database = await databases.open(url);
    town = await Town.build(database);
    balancer = await startBalancer();
    town.teams.botUrl = balancer.url;
    town.ready = balancer.ready;
    bots = [];
    kills = [];
    over = false;
    restarting = Promise.resolve();
  });
  afterEach(async () => {
    over = true;
    await restarting;
    await Promise.all(bots.map((bot) => bot.kill('SIGKILL')));
    await balancer.close();
    await town.close();
  });

  async function killAndRestart(index: number): Promise<void> {
    const bot = bots[index];
    if (bot === undefined) throw new Error('no such bot');
    await bot.kill('SIGKILL');
    balancer.down(bot.url);
    const held = await heldNow();
    kills.push(held);
    bots[index] = await start();
    const locks = held.map(({ lock_token }) => lock_token);
    // What the others had taken is done by now. The rest was the dead one's: its leases would end by themselves.
    if (databases.kind === 'postgres' && locks.length > 0) {
      await database.db
        .updateTable('outbox')
        .set({ run_at: new Date().toISOString() })
        .where('lock_token', 'in', locks)
        .execute();
    }
  }

  const heldNow = (): Promise<readonly Held[]> =>
    database.db
      .selectFrom('outbox')
      .select(['lock_token', 'reference', 'name'])
      .where('lock_token', 'is not', null)
      .execute();

  async function live(processes: number): Promise<void> {
    for (let index = 0; index < processes; index += 1) bots.push(await start());
    await town.install();
    let finished = false;
    const killing = (async () => {
      while (kills.length < KILLS) {
        await town.someTime();
        if (over) return;
        restarting = killAndRestart(Math.floor(Math.random() * processes));
        await restarting;
      }
      finished = true;
    })();
    await Promise.all([town.live(CASES, () => finished), killing]);
    await town.settled();
  }

  /** Each is there once, or once more for each kill that found it in the bot's hands; how many were more. */
  function extras(reference: string, name: string, shown: readonly Shown[]): number {
    const held = kills.filter((one) => one.some((row) => row.reference === reference && row.name === name));
    expect(shown.length, `${reference}: ${name}`).toBeGreaterThan(0);
    expect(shown.length, `${reference}: ${name}`).toBeLessThanOrEqual(1 + held.length);
    return shown.length - 1;
  }

  function lostNothing(processes: number): void {
    expect(kills).toHaveLength(KILLS);
    expect(town.told.length).toBeGreaterThanOrEqual(CASES);
    let twice = 0;
    for (const told of town.told) {
      const handoffs = town.handoffs(told);
      const statuses = town.statuses(told);
      twice += extras(told.reference, 'handoff', handoffs);
      twice += extras(told.reference, 'status', statuses);
      twice += extras(told.reference, 'resolved', town.outcomes(told));
      // The one that was posted last is kept up to date.
      expect(readAloud(handoffs.at(-1)), told.reference).toContain('resolved it');
      expect(readAloud(statuses.at(-1)), told.reference).toContain('Resolved');
    }
    const inHand = kills.flat().length;
    report(`kills of ${processes} on ${databases.kind}`, {
      ...{ kills: kills.length, cases: town.told.length, calls: town.teams.calls.length },
      ...{ inHand, twice },
    });
  }

  const processes = databases.kind === 'sqlite' ? [1] : LONG ? [1, 2, 4] : [1, 2];
  describe.each(processes)('with %i at work', (count) => {
    it('lose no case, show each card once and tell each requester once', async () => {
      await live(count);
      lostNothing(count);
      const known = await database.db.selectFrom('cases').select('reference').execute();
      const references = known.map(({ reference }) => reference);
      expect(references).toEqual(expect.arrayContaining(town.told.map(({ reference }) => reference)));
      expect(await writtenByHalf(database)).toEqual([]);
    });
  });
});
