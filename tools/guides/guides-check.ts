import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadAnswers } from '../../src/guides/answers.ts';
import { TRUST_IDS } from '../../src/guides/ids.ts';
import { GuideError, loadGuides } from '../../src/guides/load-guides.ts';
import { loadProblems } from '../../src/guides/problems.ts';
import { readWordings, WordingsError } from '../../src/understanding/wordings.ts';
import { HIGHEST_GRADE, readingGrade } from './reading-grade.ts';

// `npm run guides:check [FOLDER]`: checks every guide, and how people word each problem, and says
// what to write instead.
const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '../..', 'guides'));
try {
  const guides = loadGuides(folder, TRUST_IDS);
  loadProblems(folder);
  readWordings(readFileSync(join(folder, 'branches.yaml'), 'utf8'));
  loadAnswers(folder);
  for (const guide of guides.values()) {
    const branches = Object.keys(guide.branches).length;
    const { grade, hardest } = readingGrade(guide);
    const tooHard = hardest.grade > HIGHEST_GRADE;
    if (tooHard) process.exitCode = 1;
    console.log(
      `${guide.trust}: ${branches} problems, ${guide.review.length} to review, reading grade ${grade.toFixed(1)}. ${tooHard ? `Too hard to read: ${hardest.place} (${hardest.grade.toFixed(1)}). Write shorter sentences and words, to ${HIGHEST_GRADE} at most.` : 'Fine.'}`,
    );
  }
} catch (error) {
  console.error(
    error instanceof GuideError || error instanceof WordingsError ? error.message : String(error),
  );
  process.exitCode = 1;
}
