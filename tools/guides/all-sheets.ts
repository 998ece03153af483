import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { BRANCHES } from '../../dialogs/flow/branches.ts';
import { CARDS_FOLDER, GUIDES_FOLDER } from '../../src/config/content-folder.ts';
import { loadGuides } from '../../src/guides/load-guides.ts';
import { loadProblems } from '../../src/guides/problems.ts';
import { sheet } from './sheet.ts';

/** Every Trust's sheet as it should be: path from the top, and content. */
export function allSheets(folder = GUIDES_FOLDER): Map<string, string> {
  const deps = { branches: BRANCHES, problems: loadProblems(GUIDES_FOLDER), question };
  const guides = loadGuides(folder);
  return new Map(
    [...guides.values()].map((guide) => [
      `docs/guides/${guide.trust}.md`,
      sheet(guide, { ...deps, sets: setsOf(join(folder, `${guide.trust}.yaml`)) }),
    ]),
  );
}

function setsOf(file: string): unknown[] {
  const { changes = [] } = parse(readFileSync(file, 'utf8')) as { changes?: { set: unknown }[] };
  return changes.map(({ set }) => set);
}

function question(step: string): string {
  const card = JSON.parse(readFileSync(join(CARDS_FOLDER, 'staff', `ask-${step}.json`), 'utf8')) as {
    fallbackText: string;
  };
  return card.fallbackText;
}
