import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTeams, type Teams } from '../../simulator/teams.ts';
import type { Case, Refusal } from '../../src/cases/case.ts';
import { SqlCaseStore } from '../../src/store/cases/sql-case-store.ts';
import { openDatabase } from '../../src/store/database.ts';
import { AMARA, aCase, at } from '../shared/a-case.ts';
import { type BotProcess, startBotProcess } from '../shared/bot-process.ts';
import { type Balancer, startBalancer } from '../support/balancer.ts';
import { buttons } from '../support/cards.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { linkTeam } from '../support/link-team.ts';
import { newPostgresDatabase } from '../support/new-database.ts';

const COLLEAGUES = 10;
const ROOT = resolve(import.meta.dirname, '../..');

const raised = (overrides: Partial<Case> = {}) => ({
  case: aCase(overrides),
  events: [{ type: 'raise' as const, at: at(0), by: AMARA }],
  messages: [],
});

/** A process of its own that is ready to claim the case as this colleague. */
async function startClaiming(url: string, reference: string, colleague: string) {
  const child = spawn(process.execPath, ['tests/support/claim-process.ts', url, reference, colleague], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  expect(await lines.next()).toMatchObject({ value: 'ready' });
  return async (): Promise<{ case: Case } | Refusal> => {
    child.stdin.write('go\n');
    return JSON.parse((await lines.next()).value ?? 'null');
  };
}

onEveryDatabase('ten claims of one case at once, from ten processes', (databases) => {
  it('have one winner; nine are told who', async () => {
    const url = await databases.url();
    const database = await databases.open(url);
    const change = raised();
    await new SqlCaseStore(database).save(change);
    const { reference } = change.case;
    const colleagues = Array.from({ length: COLLEAGUES }, (_, index) => `Colleague ${index}`);
    const claiming = await Promise.all(colleagues.map((one) => startClaiming(url, reference, one)));
    const results = await Promise.all(claiming.map((claim) => claim()));

    const winner = colleagues.filter((_, index) => !('refused' in (results[index] ?? {})));
    expect(winner).toHaveLength(1);
    const refusals = results.filter((result) => 'refused' in result);
    expect(refusals).toHaveLength(COLLEAGUES - 1);
    for (const refusal of refusals)
      expect(refusal).toMatchObject({ refused: 'claimed-by-another', by: { name: winner[0] } });
    const events = await database.db.selectFrom('case_events').select(['type', 'by_name']).execute();
    expect(events).toEqual([
      { type: 'raise', by_name: AMARA.name },
      { type: 'claim', by_name: winner[0] },
    ]);
    expect(await new SqlCaseStore(database).find(reference)).toMatchObject({ state: 'claimed', version: 2 });
  });
});

describe('ten claims of one case at once, pressed on its card', () => {
  let teams: Teams;
  let balancer: Balancer;
  let bots: BotProcess[] = [];
  beforeEach(async () => {
    balancer = await startBalancer();
    teams = await createTeams({ botUrl: balancer.url });
  });
  afterEach(async () => {
    await Promise.all(bots.map((bot) => bot.kill('SIGKILL')));
    await balancer.close();
    await teams.close();
  });

  it('through two bots have one winner; nine are told who', async () => {
    const url = await newPostgresDatabase();
    const people = Array.from({ length: COLLEAGUES }, (_, index) => teams.createPerson(`Colleague ${index}`));
    const chat = teams.createGroupChat('A large ESR Team', people);
    const database = await openDatabase(url);
    await linkTeam(database, 'esneft', chat.id);
    bots = await Promise.all([startBotProcess(url), startBotProcess(url)]);
    for (const bot of bots) balancer.up(bot.url);
    await teams.install(chat);
    const now = new Date().toISOString();
    const change = raised({ openedAt: now, changedAt: now });
    await new SqlCaseStore(database).save(change);
    // The next process to look finds it; a message makes one look now.
    const shown = () => teams.activities(chat).find((one) => buttons(one).includes('Claim'));
    await teams.say(people[0] ?? teams.cast.people.elena, chat, change.case.reference);
    const card = await teams.until(shown);

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
  });
});
