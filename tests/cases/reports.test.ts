import { describe, expect, it } from 'vitest';
import { caseFigures, type ReportedCase, type ReportRules, WITHDRAWN } from '../../src/cases/reports.ts';

/** Tuesday after Easter Monday, 7 April 2026, at ten o'clock in summer time. Friday and Monday were bank holidays. */
const NOW = '2026-04-07T09:00:00.000Z';
const SINCE = '2026-03-31T09:00:00.000Z';
const RULES: ReportRules = {
  now: NOW,
  hours: { start: '09:00', end: '17:00' },
  targets: { claimHours: 1, resolveHours: 4 },
};
/** A clock in England that day, as an instant. */
const on = (day: string, clock: string, zone = '+01:00') =>
  new Date(`2026-${day}T${clock}:00${zone}`).toISOString();

const one = (reference: string, openedAt: string, more: Partial<ReportedCase> = {}): ReportedCase => ({
  reference,
  problem: 'other',
  openedAt,
  raisedBy: 'staff',
  ...more,
});
const done = (claimedAt: string, resolvedAt?: string): Partial<ReportedCase> => ({
  claimedAt,
  ...(resolvedAt && { resolvedAt, outcome: 'username-sent' }),
});

describe('working time', () => {
  it.each([
    ['within a day', on('04-01', '10:00'), on('04-01', '10:45'), 45],
    ['overnight', on('04-01', '16:40'), on('04-02', '09:10'), 30],
    ['over Easter: Friday to Monday do not count', on('04-02', '16:30'), on('04-07', '09:15'), 45],
    ['from a night', on('04-01', '03:00'), on('04-01', '09:20'), 20],
    ['all of it outside of working hours', on('04-03', '10:00'), on('04-06', '16:00'), 0],
  ])('from raised to claimed, %s', (_, openedAt, claimedAt, minutes) => {
    const { toClaim } = caseFigures([one('A', openedAt, done(claimedAt))], SINCE, RULES);
    expect(toClaim).toEqual({ median: minutes, ninetieth: minutes });
  });

  it('has the same length on both sides of a change of the clocks', () => {
    const rules = { ...RULES, now: '2026-03-31T09:00:00.000Z' };
    const openedAt = on('03-27', '16:30', 'Z');
    const { toClaim } = caseFigures([one('A', openedAt, done(on('03-30', '09:30')))], openedAt, rules);
    expect(toClaim.median).toBe(60);
  });
});

describe('a target', () => {
  it('is met in time, and missed later or while nobody acts; what still has time, or was taken back, is neither', () => {
    const cases = [
      one('IN-TIME', on('04-02', '16:30'), done(on('04-07', '09:30'))),
      one('LATE', on('04-02', '16:30'), done(on('04-07', '09:31'))),
      one('NOBODY', on('04-02', '15:00')),
      one('HAS-TIME', on('04-07', '09:30')),
      one('TAKEN-BACK', on('04-02', '10:00'), { outcome: WITHDRAWN }),
    ];
    const { claim } = caseFigures(cases, SINCE, RULES);
    expect(claim).toEqual({ hours: 1, met: 1, missed: ['LATE', 'NOBODY'] });
  });

  it('is not met by a resolution that was sent by mistake', () => {
    const mistaken = one('MISTAKE', on('04-01', '09:00'), done(on('04-01', '09:05')));
    const right = one('RIGHT', on('04-01', '09:00'), done(on('04-01', '09:05'), on('04-01', '13:00')));
    const figures = caseFigures([mistaken, right], SINCE, RULES);
    expect(figures).toMatchObject({ resolved: 1, unresolved: 1 });
    expect(figures.resolve).toEqual({ hours: 4, met: 1, missed: ['MISTAKE'] });
    expect(figures.toResolve).toEqual({ median: 240, ninetieth: 240 });
  });

  it('is not counted where the Trust has set none', () => {
    const { claim, resolve, weeks } = caseFigures([one('A', on('04-01', '09:00'))], SINCE, {
      ...RULES,
      targets: { claimHours: 2 },
    });
    expect(claim?.hours).toBe(2);
    expect([resolve, ...weeks.map((week) => week.resolve)]).toEqual(Array(5).fill(undefined));
  });
});

describe('the last four weeks', () => {
  it('are whole ones from Monday to Sunday, with what became of the cases of each', () => {
    const cases = [
      one('W1', on('03-09', '00:00', 'Z'), done(on('03-09', '09:10', 'Z'), on('03-09', '10:00', 'Z'))),
      one('W4-SUNDAY', on('04-05', '23:59'), { raisedBy: 'trainer' }),
      one('W4', on('04-01', '09:00'), { outcome: WITHDRAWN, raisedBy: 'trainer' }),
      one('THIS-WEEK', on('04-06', '00:00')),
    ];
    const { weeks, raised, raisedBy } = caseFigures(cases, SINCE, RULES);
    expect(weeks.map(({ from, raised: all }) => [from, all])).toEqual([
      ['2026-03-09', 1],
      ['2026-03-16', 0],
      ['2026-03-23', 0],
      ['2026-03-30', 2],
    ]);
    expect(weeks[0]).toMatchObject({ resolved: 1, claim: { met: 1, missed: [] } });
    expect(weeks[3]).toMatchObject({
      raisedBy: { staff: 0, trainer: 2 },
      withdrawn: 1,
      unresolved: 1,
      claim: { met: 0, missed: [] },
    });
    expect([raised, raisedBy]).toEqual([3, { staff: 1, trainer: 2 }]);
  });
});
