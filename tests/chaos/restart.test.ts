import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../../simulator/bot-endpoint.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { type BotProcess, startQuickBot } from '../shared/bot-process.ts';
import { type Postgres, startPostgres } from '../shared/postgres.ts';
import { type Balancer, startBalancer } from '../support/balancer.ts';
import { readAloud } from '../support/cards.ts';
import { eventually } from '../support/eventually.ts';
import { writtenByHalf } from './books.ts';
import { LONG, QUICK, report } from './pace.ts';
import { TOWN_TRUSTS, Town } from './town.ts';

const RESTARTS = LONG ? 20 : 2;
const CASES = LONG ? 200 : 6;

let postgres: Postgres;
let database: Database;
let town: Town;
let balancer: Balancer;
let bots: BotProcess[] = [];
beforeEach(async () => {
  postgres = await startPostgres();
  const url = await postgres.createDatabase();
  database = await openDatabase(url);
  town = await Town.build(database);
  balancer = await startBalancer();
  const start = () => startQuickBot(url, { TRUSTS: TOWN_TRUSTS.join(',') }, QUICK);
  bots = await Promise.all([start(), start()]);
  for (const bot of bots) balancer.up(bot.url);
  town.teams.botUrl = balancer.url;
  await town.install();
});
afterEach(async () => {
  await Promise.all(bots.map((bot) => bot.kill('SIGKILL')));
  await balancer.close();
  await town.close();
  await database.close();
  await postgres.stop();
});

const ready = async () =>
  Promise.all(bots.map(async ({ port }) => (await fetch(`http://127.0.0.1:${port}/readyz`)).status));

describe('a PostgreSQL server that is restarted under load', () => {
  it('loses nothing and leaves nothing half-written; whoever acts meanwhile is told; no bot is restarted', async () => {
    const { amara } = town.teams.cast.people;
    const chat = town.teams.cast.chats.amara;
    const answers: Delivery[] = [];
    let restarts = 0;
    const restarting = (async () => {
      while (restarts < RESTARTS) {
        await town.someTime();
        const back = Promise.withResolvers<void>();
        town.ready = () => back.promise;
        await postgres.without(async () => {
          const down = new Date().toISOString();
          const seen = (delivery: Delivery) => delivery.activity.timestamp > down && answers.push(delivery);
          town.teams.events.on('delivered', seen);
          expect(await ready()).toEqual([503, 503]);
          await town.teams.say(amara, chat, 'hello');
          expect(readAloud(town.teams.activities(chat).at(-1))).toBe(SENTENCES.failed);
          town.teams.events.off('delivered', seen);
        });
        restarts += 1;
        town.ready = async () => undefined;
        back.resolve();
        await eventually(async () => expect(await ready()).toEqual([200, 200]));
      }
    })();
    await Promise.all([town.live(CASES, () => restarts === RESTARTS), restarting]);
    await town.settled();

    const presses = answers.filter(({ activity }) => activity.type === 'invoke');
    for (const { status, body } of presses)
      expect({ status, told: JSON.stringify(body).includes(SENTENCES.failed) }).toEqual({
        status: 200,
        told: true,
      });
    expect(await writtenByHalf(database)).toEqual([]);
    for (const told of town.told) {
      const shown = [town.handoffs(told), town.statuses(told), town.outcomes(told)];
      for (const cards of shown) expect(cards.length, told.reference).toBeGreaterThan(0);
    }
    report('restarts of PostgreSQL', {
      ...{ restarts, cases: town.told.length, answeredMeanwhile: answers.length, presses: presses.length },
    });
  });
});
