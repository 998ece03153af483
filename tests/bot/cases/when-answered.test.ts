import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { statusCard } from '../../../src/bot/cases/case-cards.ts';
import { WhenAnswered, whenToExpect } from '../../../src/bot/cases/when-answered.ts';
import { Cards } from '../../../src/cards/render.ts';
import type { Case } from '../../../src/cases/case.ts';
import { loadGuides } from '../../../src/guides/load-guides.ts';
import { loadProblems } from '../../../src/guides/problems.ts';
import { AMARA, aCase, aCaseThatIs, at, changed, ELENA, RESOLVE } from '../../shared/a-case.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const deps = {
  cards: new Cards(join(ROOT, 'cards')),
  problems: loadProblems(join(ROOT, 'guides')),
  guides: loadGuides(join(ROOT, 'guides'), ['esneft']),
  now: () => at(60),
};
const HOURS = { start: '08:00', end: '17:00' };
const says = (now: string, wait?: number, hours = HOURS) => whenToExpect({ hours, wait }, now);
const TUESDAY = '2026-11-24T10:00:00.000Z';

describe('when to expect an answer', () => {
  it('is the hours, and nothing more while they work and too few cases tell', () => {
    expect(says(TUESDAY)).toBe('The ESR Team works Monday to Friday, 8am to 5pm.');
    expect(says(TUESDAY, undefined, { start: '07:30', end: '12:00' })).toContain('7:30am to midday');
  });

  it.each([
    ['a Saturday', '2026-11-28T17:42:00.000Z', 'Monday 30 November at 8am'],
    ['early', '2026-11-24T06:00:00.000Z', 'Tuesday 24 November at 8am'],
    ['the minute they close', '2026-11-24T17:00:00.000Z', 'Wednesday 25 November at 8am'],
    ['Christmas Eve in the evening', '2026-12-24T19:00:00.000Z', 'Tuesday 29 December at 8am'],
    ['a bank holiday Monday in summer time', '2026-08-31T10:00:00.000Z', 'Tuesday 1 September at 8am'],
    ['Friday before Easter Monday', '2027-03-26T10:00:00.000Z', 'Tuesday 30 March at 8am'],
  ])('says when they are back: %s', (_, now, back) => {
    expect(says(now)).toContain(`They're back on ${back}.`);
  });

  it.each([
    [0, '1 working hour.'],
    [60, '1 working hour.'],
    [61, '2 working hours.'],
    [180, '3 working hours.'],
    [540, '9 working hours.'],
    [541, '2 working days.'],
    [1620, '3 working days.'],
  ])('rounds %d working minutes up', (wait, within) => {
    expect(says(TUESDAY, wait)).toContain(`Most people hear back within ${within}`);
  });
});

describe('the figure', () => {
  const answers = Array.from({ length: 20 }, () => ({ opened: at(0), heard: at(100) }));

  it('is asked for once an hour and Trust, and only where hours are set', async () => {
    const asked: string[] = [];
    let now = TUESDAY;
    const when = new WhenAnswered({
      answerTimes: async (trust, since) => {
        asked.push(`${trust} ${since}`);
        return answers;
      },
      saidHoursOf: (trust) => (trust === 'esneft' ? HOURS : undefined),
      now: () => now,
    });
    expect(await when.of('yas')).toBeUndefined();
    expect(asked).toEqual([]);
    expect(await Promise.all([when.of('esneft'), when.of('esneft')])).toEqual(
      Array.from({ length: 2 }, () => ({ hours: HOURS, wait: 100 })),
    );
    expect(asked).toEqual(['esneft 2026-10-27T10:00:00.000Z']);
    now = '2026-11-24T11:00:00.000Z';
    await when.of('esneft');
    expect(asked).toHaveLength(2);
  });

  it('is left out while the database does not answer', async () => {
    const answerTimes = () => Promise.reject(new Error('no database'));
    const when = new WhenAnswered({ answerTimes, saidHoursOf: () => HOURS, now: () => TUESDAY });
    expect(await when.of('esneft')).toEqual({ hours: HOURS, wait: undefined });
  });
});

describe('the status card', () => {
  const expects = { hours: HOURS, wait: 100 };
  const shown = (it: Case, view: object = {}) =>
    JSON.stringify(statusCard(deps, it, { chat: 'chat-amara', expects, ...view }));
  const LINE = 'Most people hear back within 2 working hours';

  it('says it until the ESR Team said something', () => {
    expect(shown(aCase())).toContain(LINE);
    expect(shown(aCaseThatIs('claimed'))).toContain(LINE);
    for (const state of ['waiting', 'resolved', 'closed'] as const)
      expect(shown(aCaseThatIs(state))).not.toContain(LINE);
    const resolved = changed(aCaseThatIs('claimed'), RESOLVE, ELENA, 3).case;
    expect(shown(changed(resolved, { type: 'reopen', why: '' }, AMARA, 5).case)).not.toContain(LINE);
  });

  it('says nothing of a team that does not have the case, or whose hours nobody set', () => {
    for (const reach of ['none', 'undelivered'])
      expect(shown(aCase(), { reach })).not.toContain('works Monday');
    expect(shown(aCase(), { expects: undefined })).not.toContain('works Monday');
  });
});
