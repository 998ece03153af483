import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BRANCH_IDS } from '../../../dialogs/flow/branches.ts';
import { reportCard } from '../../../src/bot/esr-team/report-card.ts';
import { reportSheet, toCsv, toPaste } from '../../../src/bot/esr-team/report-sheet.ts';
import { Cards } from '../../../src/cards/render.ts';
import type { ReportFigures } from '../../../src/cases/reports.ts';
import { OUTCOMES } from '../../../src/guides/ids.ts';
import { loadGuides } from '../../../src/guides/load-guides.ts';
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

/** Everything that can be counted was counted. */
const FIGURES: ReportFigures = {
  since: '2026-11-16T10:00:00.000Z',
  raised: 2048,
  byProblem: [...BRANCH_IDS, 'other' as const].map((problem, index) => ({ problem, cases: 100 - index })),
  byOutcome: [...OUTCOMES, undefined].map((outcome, index) => ({ outcome, cases: 90 - index })),
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
  const [chart] = everything(card).filter(({ type }) => String(type).startsWith('Chart.'));

  it('has a chart with nothing but what Teams documents of one', () => {
    expect(chart).toMatchObject({ type: 'Chart.HorizontalBar', displayMode: 'AbsoluteNoAxis' });
    expect(Object.keys(chart ?? {}).sort()).toEqual(['data', 'displayMode', 'fallback', 'title', 'type']);
    const data = chart?.data as readonly Element[];
    expect(data).toHaveLength(FIGURES.byProblem.length);
    for (const bar of data) expect(bar).toEqual({ x: expect.any(String), y: expect.any(Number) });
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
    expect(lines).toContain('"Minutes to claim, median","12"');
    expect(lines).toContain('"Minutes to resolve, median",""');
    expect(lines).toContain('"Password reset sent","90"');
    expect(lines).toContain('"From","2026-11-16"');
    expect(toPaste(sheet).split('\n')).toContain('Cases raised\t2048');
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
