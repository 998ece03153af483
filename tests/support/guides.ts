import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GUIDES_FOLDER } from '../../src/config/content-folder.ts';
import { trustsIn } from '../../src/guides/load-guides.ts';

/** The Trusts that have a guide. */
export const TRUST_IDS = trustsIn(GUIDES_FOLDER);

/** Guides of made-up Trusts, by what other organisations' public pages say. */
export const MADE_UP_GUIDES = join(import.meta.dirname, '../fixtures/guides');

/** A folder with the published guides and those of made-up Trusts. Remove it when done. */
export function folderWithMore(): string {
  const folder = mkdtempSync(join(tmpdir(), 'guides-'));
  cpSync(GUIDES_FOLDER, folder, { recursive: true });
  cpSync(MADE_UP_GUIDES, folder, { recursive: true });
  return folder;
}

/** Writes a file of the folder with one thing in it changed, and says on which line that is. */
export function plant(folder: string, file: string, right: string, wrong: string): number {
  const path = join(folder, file);
  const yaml = readFileSync(path, 'utf8');
  if (!yaml.includes(right)) throw new Error(`${file} does not have: ${right}`);
  writeFileSync(
    path,
    yaml.replace(right, () => wrong),
  );
  return yaml.slice(0, yaml.indexOf(right)).split('\n').length;
}
