import { cpSync, mkdtempSync } from 'node:fs';
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
