import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Guide } from '../../src/guides/guide.ts';
import { loadGuides } from '../../src/guides/load-guides.ts';
import { HIGHEST_GRADE, readingGrade } from '../../tools/guides/reading-grade.ts';

const GUIDES = loadGuides(resolve(import.meta.dirname, '../../guides'));

describe('the reading grade', () => {
  it.each([...GUIDES.values()])('of every step and outcome of $trust is low enough', (guide) => {
    const { grade, hardest } = readingGrade(guide);
    expect(hardest).toSatisfy(({ grade }) => grade <= HIGHEST_GRADE);
    expect(grade).toBeLessThan(6);
  });

  it('rises with long words and long sentences, and not with labels and facts of the source', () => {
    const graded = (text: string) => readingGrade(withOneStep(text)).grade;
    const plain = graded('Click the link. Then sign in.');
    expect(
      graded('Subsequently authenticate utilising credentials communicated electronically.'),
    ).toBeGreaterThan(12);
    expect(
      graded('Click **Forgotten | Request Username/Password | Unlock Account**. Then sign in.'),
    ).toBeCloseTo(plain, 0);
    expect(graded('Send it to mandatory.training.administration@nhs.net. Then wait.')).toBeLessThan(3);
  });
});

function withOneStep(text: string): Guide {
  const guide = GUIDES.get('yas');
  if (guide === undefined) throw new Error('There is no guide yas');
  const step = { text, source: 'General words' };
  return {
    ...guide,
    branches: { 'which-email': { source: '', steps: { staff: step } } },
    outcomes: {},
    replies: {},
    contacts: {},
  };
}
