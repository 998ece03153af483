import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'rolldown';
import { checkDialogs } from '../../dialogs/flow/check-guide.ts';
import type { Guide } from '../../src/guides/guide.ts';
import { loadGuides } from '../../src/guides/load-guides.ts';

/** Every guide of the folder that is the same on every day, read and checked, by its text's SHA-256. Throws GuideError. */
export function checkedGuides(folder: string): Record<string, Guide> {
  const guides = loadGuides(folder, undefined, checkDialogs);
  return Object.fromEntries(
    [...guides].flatMap(([trust, guide]) => {
      if (guide.changes?.some(({ confirmed }) => confirmed)) return [];
      const yaml = readFileSync(join(folder, `${trust}.yaml`));
      return [[createHash('sha256').update(yaml).digest('hex'), guide]];
    }),
  );
}

/** Puts the guides into src/guides/checked-before.ts: a sixth of a start's time is spent reading them as YAML. */
export const checkedGuidesPlugin = (folder: string): Plugin => ({
  name: 'guides-checked',
  load: {
    filter: { id: /src\/guides\/checked-before\.ts$/ },
    handler: () =>
      `export const CHECKED_BEFORE = JSON.parse(${JSON.stringify(JSON.stringify(checkedGuides(folder)))});`,
  },
});
