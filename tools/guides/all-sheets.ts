import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BRANCHES } from '../../dialogs/flow/branches.ts';
import { loadGuides } from '../../src/guides/load-guides.ts';
import { loadProblems } from '../../src/guides/problems.ts';
import { sheet } from './sheet.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Every Trust's sheet as it should be: path from the top, and content. */
export function allSheets(): Map<string, string> {
  const folder = join(ROOT, 'guides');
  const deps = { branches: BRANCHES, problems: loadProblems(folder), question };
  const guides = loadGuides(folder);
  return new Map([...guides.values()].map((guide) => [`docs/guides/${guide.trust}.md`, sheet(guide, deps)]));
}

function question(step: string): string {
  const card = JSON.parse(readFileSync(join(ROOT, 'cards/staff', `ask-${step}.json`), 'utf8')) as {
    fallbackText: string;
  };
  return card.fallbackText;
}
