import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Shown } from '../../simulator/teams-options.ts';
import type { Database } from '../../src/store/database.ts';
import { type Balancer, startBalancer } from '../support/balancer.ts';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { readAloud } from '../support/cards.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { LONG, TOWN_TRUSTS, Town } from './town.ts';

const KILLS = LONG ? 200 : 4;
const CASES = LONG ? 2000 : 12;
/** A card posted this long before a kill may not have been kept as posted. */
const WINDOW_MS = 2000;

onEveryDatabase('bots killed at random instants', (databases) => {
  let url: string;
  let database: Database;
  let town: Town;
  let balancer: Balancer;
  let bots: BotProcess[];
  let kills: number[];
  let over: boolean;
  let restarting: Promise<void>;

  const start = async () => {
    const bot = await startBotProcess(url, 'trial', { TRUSTS: TOWN_TRUSTS.join(','), LOG_LEVEL: 'info' });
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

  /** After so many more things have happened: in the middle of whatever is going on. */
  const instant = (events: number) =>
    new Promise<void>((resolve) => {
      let left = events;
      const seen = () => {
        left -= 1;
        if (left > 0) return;
        town.teams.events.off('called', seen).off('delivered', seen);
        resolve();
      };
      town.teams.events.on('called', seen).on('delivered', seen);
    });

  async function killAndRestart(index: number): Promise<void> {
    const bot = bots[index];
    if (bot === undefined) throw new Error('no such bot');
    kills.push(Date.now());
    await bot.kill('SIGKILL');
    balancer.down(bot.url);
    const held = await leases();
    bots[index] = await start();
    // What the others had taken is done by now. The rest was the dead one's: its leases would end by themselves.
    if (databases.kind === 'postgres' && held.length > 0) {
      await database.db
        .updateTable('deliveries')
        .set({ due_at: new Date().toISOString() })
        .where('lease', 'in', held)
        .execute();
    }
  }

  const leases = async () => {
    const rows = await database.db
      .selectFrom('deliveries')
      .select('lease')
      .where('lease', 'is not', null)
      .execute();
    return rows.flatMap(({ lease }) => lease ?? []);
  };

  /** Shown once, or once more for a kill right after it was posted: the documented window. */
  const extras = (shown: readonly Shown[]) =>
    shown.slice(0, -1).map((one) => {
      const at = Date.parse(String(one.timestamp));
      return kills.some((kill) => at > kill - WINDOW_MS && at < kill + WINDOW_MS)
        ? 'by a kill'
        : 'unexplained';
    });

  async function live(processes: number): Promise<void> {
    for (let index = 0; index < processes; index += 1) bots.push(await start());
    await town.install();
    let finished = false;
    const killing = (async () => {
      for (let count = 0; count < KILLS; count += 1) {
        await instant(1 + Math.floor(Math.random() * 30));
        if (over) return;
        restarting = killAndRestart(count % processes);
        await restarting;
      }
      finished = true;
    })();
    await Promise.all([town.live(CASES, () => finished), killing]);
    await town.settled();
  }

  function lostNothing(): void {
    expect(kills).toHaveLength(KILLS);
    expect(town.told.length).toBeGreaterThanOrEqual(CASES);
    const duplicates = town.told.flatMap((told) => {
      const cards = town.handoffs(told);
      const outcomes = town.outcomes(told);
      expect(cards.length, `${told.reference}: cards`).toBeGreaterThan(0);
      expect(outcomes.length, `${told.reference}: outcomes`).toBeGreaterThan(0);
      // One of them, the newest, is kept up to date.
      expect(cards.filter((card) => readAloud(card).includes('resolved it'))).toHaveLength(1);
      return [...extras(cards), ...extras(outcomes)];
    });
    expect(duplicates).not.toContain('unexplained');
  }

  describe.each(databases.kind === 'sqlite' ? [1] : [1, LONG ? 4 : 2])('with %i at work', (processes) => {
    it(
      'lose no case, show each card once and tell each requester once',
      async () => {
        await live(processes);
        lostNothing();
        const known = await database.db.selectFrom('cases').select('reference').execute();
        const references = known.map(({ reference }) => reference);
        expect(references).toEqual(expect.arrayContaining(town.told.map(({ reference }) => reference)));
      },
      LONG ? 14_400_000 : 60_000,
    );
  });
});
