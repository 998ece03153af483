import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { TOWN_TRUSTS, Town } from '../chaos/town.ts';
import { type BotProcess, startBotProcess } from '../shared/bot-process.ts';
import { type Balancer, startBalancer } from '../support/balancer.ts';
import { newPostgresDatabase } from '../support/new-database.ts';

const NEXT_VERSION = pathToFileURL(resolve(import.meta.dirname, '../support/next-version.ts')).href;

let url: string;
let database: Database;
let balancer: Balancer;
let town: Town;
let bots: BotProcess[];

beforeEach(async () => {
  url = await newPostgresDatabase();
  database = await openDatabase(url);
  balancer = await startBalancer();
  town = await Town.build(database);
  town.teams.botUrl = balancer.url;
  town.ready = balancer.ready;
  bots = [];
});
afterEach(async () => {
  await Promise.all(bots.map((bot) => bot.kill('SIGKILL')));
  await balancer.close();
  await town.close();
  await database.close();
});

async function start(settings: Record<string, string> = {}): Promise<BotProcess> {
  const all = { TRUSTS: TOWN_TRUSTS.join(','), ...settings };
  // From its sources, as the version to come changes one of them.
  const bot = await startBotProcess(url, 'trial', all, 'src/main.ts');
  bots.push(bot);
  balancer.up(bot.url);
  return bot;
}

const migrations = async () =>
  (
    await database.db
      .withTables<{ kysely_migration: { name: string } }>()
      .selectFrom('kysely_migration')
      .select('name')
      .execute()
  ).map(({ name }) => name);

it('a rolling upgrade of the database, while cases are raised and worked, loses none and shows none twice', async () => {
  const old = await start();
  await town.install();
  const told = () => town.told.length;
  const more = (count: number, from = told()) => town.teams.until(() => told() >= from + count);
  let upgraded = false;
  const living = town.live(6, () => upgraded);

  await more(2, 0);
  expect(await migrations()).not.toContain('999-next');
  // The new version changes the tables under the old one's hands, and both go on.
  const byOld = told();
  const starting = start({ NODE_OPTIONS: `--import ${NEXT_VERSION}` });
  await starting;
  expect(await migrations()).toContain('999-next');
  const beforeBoth = told();
  await more(3);
  // Then the old one gets nothing new, finishes what it has, and goes.
  balancer.down(old.url);
  expect(await old.kill('SIGTERM')).toBe(0);
  const byBoth = told();
  await more(3);
  upgraded = true;
  await living;
  await town.settled();

  expect([byOld, byBoth - beforeBoth, told() - byBoth].every((count) => count >= 2)).toBe(true);
  const references = town.told.map(({ reference }) => reference);
  const rows = await database.db.selectFrom('cases').select(['reference', 'state']).execute();
  expect(rows.map((row) => row.reference).sort()).toEqual([...references].sort());
  expect(new Set(rows.map((row) => row.state))).toEqual(new Set(['resolved']));
  const shown = town.told.map((one) => [one.reference, town.handoffs(one).length, town.outcomes(one).length]);
  expect(shown).toEqual(references.map((reference) => [reference, 1, 1]));
  expect(bots.map((bot) => bot.said()).join('')).not.toMatch(/turn failed|interrupted|handler failed/);
});
