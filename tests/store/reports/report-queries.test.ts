import { expect, it } from 'vitest';
import { namedWithTicket, shareSolved } from '../../../src/cases/reports.ts';
import { BranchEndStore } from '../../../src/store/reports/branch-end-store.ts';
import { ReportQueries } from '../../../src/store/reports/report-queries.ts';
import { onEveryDatabase } from '../../support/databases.ts';
import { generateYear } from '../../support/generated-year.ts';
import { check, daysBefore, END, RULES } from './expected-report.ts';

onEveryDatabase('a report', (databases) => {
  it('has the figures of a generated year of cases, of one Trust and the days asked for', async () => {
    const database = await databases.open();
    const cases = await generateYear(database, { cases: 2000, end: END });
    await check(database, cases, 7);
    await check(database, cases, 30);
    await check(database, cases, 366);
  });

  it('is empty and says so where nothing has happened', async () => {
    const figures = await new ReportQueries(await databases.open()).figures('esneft', daysBefore(7), RULES);
    expect(figures).toMatchObject({ raised: 0, byProblem: [], byOutcome: [], toClaim: {}, gaveUp: [] });
    expect(figures.toClaim.median).toBeUndefined();
    expect(shareSolved(figures)).toBeUndefined();
  });

  it('does not count what was taken back as not resolved yet', async () => {
    const database = await databases.open();
    const row = { trust: 'esneft', problem: 'other', opened_at: daysBefore(1), changed_at: daysBefore(1) };
    const states = ['open', 'closed', 'closed'] as const;
    for (const [index, state] of states.entries()) {
      const reference = `K7M-4P${index}`;
      await database.db
        .insertInto('cases')
        .values({ ...row, reference, state, version: 1, body: '{}' })
        .execute();
    }
    const { byOutcome } = await new ReportQueries(database).figures('esneft', daysBefore(7), RULES);
    expect(byOutcome).toEqual([
      { outcome: 'withdrawn', cases: 2 },
      { outcome: undefined, cases: 1 },
    ]);
  });

  it('names the service desk’s ticket of a case that missed a target', async () => {
    const database = await databases.open();
    const at = daysBefore(5);
    for (const [reference, body] of [
      ['K7M-4PA', { ticket: { number: 'INC0012345', url: 'https://desk.example/1' } }],
      ['K7M-4PB', {}],
    ] as const) {
      const row = {
        trust: 'esneft',
        problem: 'other',
        state: 'open',
        opened_at: at,
        changed_at: at,
        version: 1,
      };
      await database.db
        .insertInto('cases')
        .values({ ...row, reference, body: JSON.stringify(body) })
        .execute();
    }
    const rules = { ...RULES, targets: { claimHours: 1, resolveHours: 8 } };
    const figures = await new ReportQueries(database).figures('esneft', daysBefore(7), rules);
    const missed = figures.claim?.missed.map((one) => namedWithTicket(figures, one));
    expect(missed?.toSorted()).toEqual(['K7M-4PA (INC0012345)', 'K7M-4PB']);
  });

  it('counts how walks ended and where people gave up, without anybody else’s Trust or older days', async () => {
    const database = await databases.open();
    const on = (now: string) => new BranchEndStore(database, () => now);
    const branch = {
      trust: 'esneft',
      branch: 'incorrect-details',
      step: 'second-time',
      ended: 'hand-over',
    } as const;
    for (let times = 0; times < 3; times += 1) await on(END).branchEnded(branch, database.db);
    await on(END).branchEnded({ ...branch, step: 'first-time', ended: 'solved' }, database.db);
    await on(END).branchEnded({ ...branch, trust: 'yas' }, database.db);
    await on(daysBefore(20)).branchEnded({ ...branch, branch: 'account-locked' }, database.db);
    const figures = await new ReportQueries(database).figures('esneft', daysBefore(7), RULES);
    expect(figures.walks).toEqual({ solved: 1, done: 0, referred: 0, 'hand-over': 3 });
    expect(figures.gaveUp).toEqual([{ branch: 'incorrect-details', step: 'second-time', walks: 3 }]);
    expect(shareSolved(figures)).toBe(0.25);
  });
});
