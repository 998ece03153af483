import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadAnswers } from '../../src/guides/answers.ts';
import { GuideError, loadGuides } from '../../src/guides/load-guides.ts';
import { loadProblems } from '../../src/guides/problems.ts';
import { readWordings, WordingsError } from '../../src/understanding/wordings.ts';

// `npm run guides:check [FOLDER]`: checks every guide, and how people word each problem, and says
// what to write instead.
const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '../..', 'guides'));
try {
  const guides = loadGuides(folder);
  loadProblems(folder);
  readWordings(readFileSync(join(folder, 'branches.yaml'), 'utf8'));
  loadAnswers(folder);
  for (const guide of guides.values()) {
    const branches = Object.keys(guide.branches).length;
    console.log(`${guide.trust}: ${branches} problems, ${guide.review.length} to review. Fine.`);
  }
} catch (error) {
  console.error(
    error instanceof GuideError || error instanceof WordingsError ? error.message : String(error),
  );
  process.exitCode = 1;
}
