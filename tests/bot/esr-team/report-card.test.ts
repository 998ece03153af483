import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BRANCH_IDS } from '../../../dialogs/flow/branches.ts';
import { reportCard } from '../../../src/bot/esr-team/report-card.ts';
import { reportSheet, toCsv, toPaste } from '../../../src/bot/esr-team/report-sheet.ts';
import { Cards } from '../../../src/cards/render.ts';
import type { ReportFigures } from '../../../src/cases/reports.ts';
import { loadGuides } from '../../../src/guides/load-guides.ts';
import { OWN_OUTCOME_IDS } from '../../../src/guides/outcomes.ts';
import { loadProblems } from '../../../src/guides/problems.ts';
import { at } from '../../shared/a-case.ts';
import { renderCard } from '../../support/render-card.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const deps = {
  cards: new Cards(join(ROOT, 'cards')),
  problems: loadProblems(join(ROOT, 'guides')),
  guides: loadGuides(join(ROOT, 'guides'), ['esneft']),
  now: () => at(0),
};

const WEEKS: ReportFigures['weeks'] = [9, 16, 23, 30].map((day, index) => ({
  from: `2026-11-${String(day).padStart(2, '0')}`,
  raised: 20 + index,
  raisedBy: { staff: 14, trainer: 6 + index },
  resolved: 15 + index,
  withdrawn: 2,
  unresolved: 3,
  claim: { hours: 1, met: 17 + index, missed: ['K7M-4PT'] },
  resolve: { hours: 8, met: 15 + index, missed: ['H63-73P', 'K7M-4PT'] },
}));

/** Everything that can be counted was counted. */
const FIGURES: ReportFigures = {
  since: '2026-11-16T10:00:00.000Z',
  raised: 2048,
  raisedBy: { staff: 2000, trainer: 48 },
  resolved: 1990,
  withdrawn: 8,
  unresolved: 50,
  claim: { hours: 1, met: 1900, missed: Array.from({ length: 148 }, (_, index) => `R${index}`) },
  weeks: WEEKS,
  byProblem: [...BRANCH_IDS, 'other' as const].map((problem, index) => ({ problem, cases: 100 - index })),
  byOutcome: [...OWN_OUTCOME_IDS, undefined].map((outcome, index) => ({ outcome, cases: 90 - index })),
  toClaim: { median: 12.4, ninetieth: 90 },
  toResolve: {},
  walks: { solved: 64, done: 12, referred: 4, 'hand-over': 20 },
  feedback: { helpful: 31, unhelpful: 4 },
  unhelpful: BRANCH_IDS.slice(0, 5).map((branch) => ({ branch, step: 'hand-over', walks: 3 })),
  gaveUp: BRANCH_IDS.slice(5, 10).map((branch) => ({ branch, step: '', walks: 9 })),
};

type Element = Readonly<Record<string, unknown>>;
const everything = (node: unknown): Element[] =>
  typeof node !== 'object' || node === null
    ? []
    : [node as Element, ...Object.values(node).flatMap(everything)];

const squeezed = (text: string) => text.replace(/\s/g, '');

describe('the report card', () => {
  const card = reportCard(deps, 'esneft', 7, FIGURES);
  const [chart] = everything(card).filter(({ type }) => type === 'Chart.HorizontalBar');

  it('has a chart with nothing but what Teams documents of one', () => {
    expect(chart).toMatchObject({ type: 'Chart.HorizontalBar', displayMode: 'AbsoluteNoAxis' });
    expect(Object.keys(chart ?? {}).sort()).toEqual(['data', 'displayMode', 'fallback', 'title', 'type']);
    const data = chart?.data as readonly Element[];
    expect(data).toHaveLength(FIGURES.byProblem.length);
    for (const bar of data) expect(bar).toEqual({ x: expect.any(String), y: expect.any(Number) });
  });

  it('has the last four weeks side by side, with bars beside the table where they can be drawn', () => {
    const bars = everything(card).find(({ type }) => type === 'Chart.VerticalBar.Grouped');
    expect(bars).toMatchObject({ fallback: 'drop' });
    const data = bars?.data as readonly Element[];
    expect(data[0]).toEqual({
      legend: 'Cases raised',
      values: ['9 Nov', '16 Nov', '23 Nov', '30 Nov'].map((x, index) => ({ x, y: 20 + index })),
    });
    const rows = [...renderCard(card).querySelectorAll('[role="row"]')].map((row) =>
      squeezed(row.textContent ?? ''),
    );
    expect(rows).toContain('Bytrainers6789');
    expect(rows).toContain('Claimedintime17of1818of1919of2020of21');
  });

  it('names the cases that missed a target, and how many more there are', () => {
    const said = JSON.stringify(card);
    expect(said).toContain('1900 of 2048');
    expect(said).toContain('Not claimed within 1 working hour: R0, R1,');
    expect(said).toContain('R11 and 136 more');
    const tickets = new Map([['R1', 'INC0012345']]);
    expect(JSON.stringify(reportCard(deps, 'esneft', 7, { ...FIGURES, tickets }))).toContain(
      'R0, R1 (INC0012345), R2',
    );
    expect(JSON.stringify(reportCard(deps, 'esneft', 7, { ...FIGURES, claim: undefined }))).not.toContain(
      'Over the target',
    );
  });

  it('is drawn with a table of the same figures where there are no charts', () => {
    const rows = [...renderCard(card).querySelectorAll('[role="row"]')].map((row) =>
      squeezed(row.textContent ?? ''),
    );
    const data = chart?.data as readonly { x: string; y: number }[];
    for (const { x, y } of data) expect(rows).toContain(squeezed(`${x}${y}`));
  });
});

describe('a step where the guide did not help', () => {
  it.each([
    ['in the words that people read there', 'late', 'The email should have arrived by now.'],
    ['as a question, where it is one of the bot’s own', 'requested', 'at a question'],
    ['as a question, where no guide has it any more', 'long-gone-step', 'at a question'],
  ])('is named %s, never by its id', (_, step, said) => {
    const gaveUp = [{ branch: 'reset-email-missing', step, walks: 9 }];
    const json = JSON.stringify(reportCard(deps, 'esneft', 7, { ...FIGURES, unhelpful: [], gaveUp }));
    expect(json).toContain(said);
    expect(json).not.toMatch(/: late|long.gone.step|: requested/);
  });
});

describe('the report for a spreadsheet', () => {
  const sheet = reportSheet(deps, 'esneft', FIGURES);

  it('has every figure in a row of its own', () => {
    const lines = toCsv(sheet).split('\r\n');
    expect(lines).toContain('"Cases raised","2048"');
    expect(lines).toContain('"Working minutes to claim, median","12"');
    expect(lines).toContain('"Working minutes to resolve, median",""');
    expect(lines).toContain('"Password reset sent","90"');
    expect(lines).toContain('"From","2026-11-16"');
    expect(toPaste(sheet).split('\n')).toContain('Cases raised\t2048');
    expect(lines).toContain('"Raised by trainers","48"');
    expect(lines).toContain('"Target to claim, working hours","1"');
    expect(lines).toContain('"Claimed in time","1900"');
    expect(lines.find((line) => line.startsWith('"Not claimed in time","148","R0 R1 '))).toBeDefined();
    expect(lines).toContain('"Week from","2026-11-09","2026-11-16","2026-11-23","2026-11-30"');
  });

  it('tells Excel that it is UTF-8', () => {
    expect(Buffer.from(toCsv(sheet)).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1'])(
    'never begins a cell with a formula: %j',
    (text) => {
      const rows = [[text, 'a "quoted" word', -4]];
      expect(toCsv(rows)).toBe(`\uFEFF"'${text}","a ""quoted"" word","-4"\r\n`);
      expect(toPaste(rows)).toMatch(/^'/);
      expect(toPaste(rows).split('\t')).toHaveLength(3);
      expect(toPaste(rows).split(/[\r\n]/)).toHaveLength(1);
    },
  );
});
