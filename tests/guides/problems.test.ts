import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BRANCH_IDS } from '../../dialogs/flow/branches.ts';
import { loadProblems, problemTitle } from '../../src/guides/problems.ts';

const PROBLEMS = loadProblems(resolve(import.meta.dirname, '../../guides'));

describe('what a case’s problem is called', () => {
  it.each(BRANCH_IDS)('%s: the same for staff, trainers and the ESR Team, so in nobody’s own words', (id) => {
    expect(problemTitle(PROBLEMS, id)).not.toMatch(/\b(?:I|I'm|my|me)\b/i);
  });

  it('is its id in words where this version has no branch for it', () => {
    expect(problemTitle(PROBLEMS, 'payslip-by-post')).toBe('Payslip by post');
  });
});
