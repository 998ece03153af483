import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { GUIDES_FOLDER, MODEL_FILE } from '../../src/config/content-folder.ts';
import { wordsOf } from '../../src/understanding/features.ts';
import { createMatcher } from '../../src/understanding/matcher.ts';
import { ensureModel } from '../../src/understanding/model-file.ts';
import { readWordings } from '../../src/understanding/wordings.ts';
import { evaluate, readUtterances } from '../shared/evaluate.ts';

const matcher = createMatcher(ensureModel(GUIDES_FOLDER, MODEL_FILE));
const heldOut = readUtterances('tests/understanding/heldout-utterances.jsonl');
const confirming = readUtterances('tests/understanding/heldout-utterances-2.jsonl');
const odd = readUtterances('tests/understanding/heldout-utterances-3.jsonl');
const fourth = readUtterances('tests/understanding/heldout-utterances-4.jsonl');
const latest = readUtterances('tests/understanding/heldout-utterances-5.jsonl');

describe('wordings the matcher never learned', () => {
  test.each([
    ['held-out set', heldOut],
    ['second set', confirming],
  ])('are understood: %s', (_, utterances) => {
    const result = evaluate(utterances, matcher);
    expect(result.top1).toBeGreaterThanOrEqual(0.9);
    expect(result.offered).toBeGreaterThanOrEqual(0.98);
    expect(result.forced).toBeLessThanOrEqual(0.05);
    expect(result.secretsCaught).toBe(1);
  });

  test.each([
    ['odd set', odd, 0.85],
    ['fourth set', fourth, 0.87],
    ['latest set', latest, 0.9],
  ])('are mostly understood, and hardly ever forced, when said in odd ways: %s', (_, utterances, top1) => {
    const result = evaluate(utterances, matcher);
    expect(result.top1).toBeGreaterThanOrEqual(top1);
    expect(result.offered).toBeGreaterThanOrEqual(0.95);
    expect(result.forced).toBeLessThanOrEqual(0.05);
  });

  test('hold no secret that is none, in 98 of 100', () => {
    for (const utterances of [heldOut, confirming, odd, fourth, latest]) {
      expect(evaluate(utterances, matcher).falseAlarms.length / utterances.length).toBeLessThan(0.02);
    }
  });

  test('are answered without asking, most of the time', () => {
    expect(evaluate(heldOut, matcher).straight).toBeGreaterThan(0.75);
  });

  test('number at least 300, with 60 that are out of scope', () => {
    expect(heldOut.length).toBeGreaterThanOrEqual(300);
    expect(heldOut.filter((row) => row.expectedBranch === 'out-of-scope').length).toBeGreaterThanOrEqual(60);
  });

  test('are none of the wordings', () => {
    const plain = (text: string) => wordsOf(text, new Map()).join(' ');
    const { meanings } = readWordings(readFileSync('guides/branches.yaml', 'utf8'));
    const learned = new Set(meanings.flatMap(({ wordings }) => wordings.map(plain)));
    const copied = [...heldOut, ...confirming, ...odd, ...fourth, ...latest].filter(
      ({ text }) => text && learned.has(plain(text)),
    );
    expect(copied.map(({ text }) => text)).toEqual([]);
  });
});
