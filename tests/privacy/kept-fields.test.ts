import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commonConfig } from '../../src/config/config.ts';
import {
  CODE_DAYS,
  cutoffsAt,
  DIALOG_DAYS,
  HISTORY_DAYS,
  PICTURE_DAYS,
  WORDING_DAYS,
  withoutPeople,
} from '../../src/privacy/retention.ts';
import { StoredCase } from '../../src/store/cases/case-row.ts';
import { aCaseThatIs } from '../shared/a-case.ts';
import { keptFields, leavesOf } from '../support/kept-fields.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/privacy.md'), 'utf8');

/** The rows of the page's tables of fields. */
const ROWS = PAGE.split('\n')
  .filter((line) => /^\| `\w+\.\w/.test(line))
  .map((line) => {
    const [fields = '', what, why, kept = '', seen] = line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim());
    return {
      fields: [...fields.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''),
      what,
      why,
      kept,
      seen,
    };
  });
const listed = ROWS.flatMap((row) => row.fields).sort();

describe('the page about what is kept', () => {
  it('has each place where something is kept, once, and no other', async () => {
    expect(listed).toEqual(await keptFields());
  });

  it('says of each what it is, how long it is kept, and who sees it', () => {
    expect(ROWS.filter((row) => !row.what || !row.kept || !row.seen)).toEqual([]);
  });

  it('gives a case’s fields the end that they have', () => {
    const left = leaves(withoutPeople(aCaseThatIs('closed'), '2026-12-30T00:00:00.000Z'));
    const stays = (field: string) => left.has(field.slice('cases.body:'.length));
    for (const { fields, kept } of ROWS) {
      for (const field of fields.filter((one) => one.startsWith('cases.body:'))) {
        if (kept === '30 days after closing') expect([field, stays(field)]).toEqual([field, false]);
        else expect(kept).toBe('a year after closing');
      }
    }
  });

  it('says the days that hold', () => {
    expect(commonConfig({}).purgeAfterDays).toBe(30);
    expect({ HISTORY_DAYS, DIALOG_DAYS, CODE_DAYS, PICTURE_DAYS, WORDING_DAYS }).toEqual({
      HISTORY_DAYS: 365,
      DIALOG_DAYS: 1,
      CODE_DAYS: 1,
      PICTURE_DAYS: 7,
      WORDING_DAYS: 30,
    });
    expect(cutoffsAt('2026-12-31T00:00:00.000Z', { purgeAfterDays: 30 }).cases).toBe(
      '2026-12-01T00:00:00.000Z',
    );
  });

  it('would miss a new field of a case, however deep', () => {
    const wider = StoredCase.extend({ more: z.array(z.object({ deep: z.string().optional() })).optional() });
    expect(leavesOf(wider)).toContain('more.deep');
    expect(listed).not.toContain('cases.body:more.deep');
  });
});

/** The paths at which a value says something. */
function leaves(value: unknown, path = ''): Set<string> {
  if (value === undefined || value === '') return new Set();
  if (typeof value !== 'object' || value === null) return new Set([path]);
  return new Set(
    Object.entries(value).flatMap(([name, one]) => {
      const step = Array.isArray(value) ? path : path === '' ? name : `${path}.${name}`;
      return [...leaves(one, step)];
    }),
  );
}
