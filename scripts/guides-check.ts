import { join, resolve } from 'node:path';
import { loadAnswers } from '../src/guides/answers.ts';
import { TRUST_IDS } from '../src/guides/ids.ts';
import { GuideError, loadGuides } from '../src/guides/load-guides.ts';
import { loadProblems } from '../src/guides/problems.ts';

// `npm run guides:check [FOLDER]`: checks every guide and says, by file and line, what to write instead.
const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '..', 'guides'));
try {
  const guides = loadGuides(folder, TRUST_IDS);
  loadProblems(folder);
  loadAnswers(folder);
  for (const guide of guides.values()) {
    const branches = Object.keys(guide.branches).length;
    console.log(`${guide.trust}: ${branches} problems, ${guide.review.length} to review. Fine.`);
  }
} catch (error) {
  console.error(error instanceof GuideError ? error.message : String(error));
  process.exitCode = 1;
}
