import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BRANCH_IDS } from '../../dialogs/flow/branches.ts';
import { checkDialogs, checkProblems, checkWords, textsOf } from '../../dialogs/flow/check-guide.ts';
import { GUIDES_FOLDER, TOP } from '../../src/config/content-folder.ts';
import { loadAnswers } from '../../src/guides/answers.ts';
import type { Guide } from '../../src/guides/guide.ts';
import { type GuideCheck, GuideError, linesOf, loadGuides, trustsIn } from '../../src/guides/load-guides.ts';
import { loadProblems, type Problems } from '../../src/guides/problems.ts';
import { loadScreens } from '../../src/screens/messages.ts';
import { readWordings } from '../../src/understanding/wordings.ts';
import { allSheets } from './all-sheets.ts';
import { checkSense } from './check-sense.ts';
import { checkTeamWords } from './check-team-words.ts';
import { checkTitles } from './check-titles.ts';
import { checkTwice } from './check-twice.ts';
import { checkPhrases } from './phrases.ts';
import { checkGrade, readingGrade } from './reading-grade.ts';

/** Every check of one guide. */
export const checkGuide =
  (titles?: Problems): GuideCheck =>
  (guide, report) => {
    checkDialogs(guide, report);
    checkWords(guide, report);
    checkTeamWords(guide, report);
    checkGrade(guide, report);
    checkPhrases(guide, report);
    checkTitles(guide, titles, report);
    checkTwice(guide, report);
    checkSense(guide, report);
  };

/** The valid guides in a folder and its problems; each says where, and what to write. */
export function checkAll(folder: string): { fine: string[]; problems: string[] } {
  const problems: string[] = [];
  const tried = <T>(check: () => T): T | undefined => {
    try {
      return check();
    } catch (error) {
      if (error instanceof GuideError) problems.push(...error.problems);
      else problems.push(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  };
  // A folder with only Trusts' guides uses the product's own titles, wordings and answers.
  const shared = existsSync(join(folder, 'branches.yaml')) ? folder : GUIDES_FOLDER;
  const titles = tried(() => {
    const all = loadProblems(shared);
    checkProblems(all);
    return all;
  });
  tried(() => loadAnswers(shared));
  problems.push(...(tried(() => fewWordings(readFileSync(join(shared, 'branches.yaml'), 'utf8'))) ?? []));
  problems.push(...(tried(() => unknownScreens(shared)) ?? []));
  // One guide at a time, so that a mistake in one does not hide those in another.
  const guides = trustsIn(folder).flatMap((trust) => [
    ...(tried(() => loadGuides(folder, [trust], checkGuide(titles)))?.values() ?? []),
  ]);
  for (const file of existsSync(folder) ? readdirSync(folder) : [])
    if (file.endsWith('.yml')) problems.push(`${file}: is not read; name it ${file.slice(0, -3)}yaml`);
  if (trustsIn(folder).length === 0) problems.push(`there are no guides in ${folder}`);
  // What was copied from one of the product's own guides, too.
  const others =
    folder === GUIDES_FOLDER
      ? []
      : [...(tried(() => loadGuides(GUIDES_FOLDER)) ?? new Map<string, Guide>()).values()];
  const known = [...guides, ...others.filter(({ trust }) => !guides.some((guide) => guide.trust === trust))];
  problems.push(...guides.flatMap((guide) => othersFacts(folder, guide, known)));
  if (folder === GUIDES_FOLDER && problems.length === 0) problems.push(...oldSheets());
  const fine = guides.map(
    (guide) =>
      `${guide.trust}: ${Object.keys(guide.branches).length} problems, ${guide.review.length} to review, reading grade ${readingGrade(guide).grade.toFixed(1)}. Fine.`,
  );
  return { fine: problems.length === 0 ? fine : [], problems };
}

/** The minimum for a model to distinguish a problem from the others. */
const FEWEST_WORDINGS = 30;

function fewWordings(yaml: string): string[] {
  return readWordings(yaml).meanings.flatMap(({ meaning: { kind, id }, wordings }) =>
    kind === 'branch' && wordings.length < FEWEST_WORDINGS
      ? `branches.yaml: ${id} has ${wordings.length} wordings; write ${FEWEST_WORDINGS} or more`
      : [],
  );
}

function unknownScreens(folder: string): string[] {
  return Object.entries(loadScreens(folder).messages).flatMap(([name, { problem }]) =>
    BRANCH_IDS.includes(problem)
      ? []
      : `screens.yaml: ${name} leads to "${problem}"; write one of: ${BRANCH_IDS.join(', ')}`,
  );
}

/** What only another Trust may say: its names, prefixes, and the addresses of its contacts. */
function othersFacts(folder: string, guide: Guide, guides: readonly Guide[]): string[] {
  const lineOf = linesOf(folder, guide.trust);
  const factsOf = ({ name, shortName, username, contacts }: Guide) => [
    name,
    shortName,
    ...username.prefixes.map(({ code }) => code),
    ...Object.values(contacts).flatMap(({ email, phone }) =>
      [email, phone].filter((way) => way !== undefined),
    ),
  ];
  const own = factsOf(guide).join('\n');
  const said = [...textsOf(guide)];
  return guides
    .filter((other) => other !== guide)
    .flatMap((other) => factsOf(other).map((fact) => ({ fact, trust: other.trust })))
    .filter(({ fact }) => !own.includes(fact))
    .flatMap(({ fact, trust }) => {
      const word = new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(fact)}(?![\\p{L}\\p{N}])`, 'u');
      return said
        .filter(({ text }) => word.test(text))
        .map(
          ({ path }) => `${lineOf(path)}: ${path.join('.')}: "${fact}" is a fact of ${trust}; take it out`,
        );
    });
}

function oldSheets(): string[] {
  return [...allSheets()].flatMap(([path, content]) => {
    const file = join(TOP, path);
    const isFresh = existsSync(file) && readFileSync(file, 'utf8') === content;
    return isFresh ? [] : `${path}: is out of date; run npm run guides:sheets`;
  });
}
