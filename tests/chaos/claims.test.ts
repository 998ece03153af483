import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTeams, type Teams } from '../../simulator/teams.ts';
import { SqlCaseStore } from '../../src/store/case-store.ts';
import { openDatabase } from '../../src/store/database.ts';
import { AMARA, aCase, at } from '../support/a-case.ts';
import { type Balancer, startBalancer } from '../support/balancer.ts';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { buttons } from '../support/cards.ts';
import { linkTeam } from '../support/link-team.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';
import { LONG } from './town.ts';

const PROCESSES = LONG ? 10 : 2;
const COLLEAGUES = 10;

let postgres: Postgres;
let teams: Teams;
let balancer: Balancer;
let bots: BotProcess[] = [];
beforeEach(async () => {
  postgres = await startPostgres();
  balancer = await startBalancer();
  teams = await createTeams({ botUrl: balancer.url });
});
afterEach(async () => {
  await Promise.all(bots.map((bot) => bot.kill('SIGKILL')));
  await balancer.close();
  await teams.close();
  await postgres.stop();
});

it('ten claims of one case at once, through several processes, have one winner; nine are told who', async () => {
  const url = await postgres.createDatabase();
  const people = Array.from({ length: COLLEAGUES }, (_, index) => teams.createPerson(`Colleague ${index}`));
  const chat = teams.createGroupChat('A large ESR Team', people);
  const database = await openDatabase(url);
  await linkTeam(database, 'esneft', chat.id);
  bots = await Promise.all(Array.from({ length: PROCESSES }, () => startBotProcess(url)));
  for (const bot of bots) balancer.up(bot.url);
  await teams.install(chat);
  const it = aCase({ openedAt: new Date().toISOString(), changedAt: new Date().toISOString() });
  await new SqlCaseStore(database).save({
    case: it,
    events: [{ type: 'raise', at: at(0), by: AMARA }],
    messages: [],
  });
  // The next process to look finds it; a message makes one look now.
  const shown = () => teams.activities(chat).find((one) => buttons(one).includes('Claim'));
  await teams.say(people[0] ?? teams.cast.people.elena, chat, it.reference);
  const card = await teams.until(shown, 40_000);

  const answers = await Promise.all(people.map((person) => teams.press(person, chat, card.id, 'Claim')));
  const winner = await database.db.selectFrom('cases').select('claimed_by').executeTakeFirstOrThrow();
  const won = people.findIndex((person) => person.aadObjectId === winner.claimed_by);
  expect(won).toBeGreaterThanOrEqual(0);
  const claims = await database.db
    .selectFrom('case_events')
    .select('by_id')
    .where('type', '=', 'claim')
    .execute();
  expect(claims.map((claim) => claim.by_id)).toEqual([winner.claimed_by]);
  const told = answers.map(({ outcome }) =>
    JSON.stringify(outcome).includes(`Colleague ${won} has claimed this`),
  );
  expect(told).toEqual(people.map((_, index) => index !== won));
  await database.close();
}, 90_000);
