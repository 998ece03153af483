import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const SDK = /^(botbuilder|botframework)/;

/** What the SDK gives us, as `name from package`, over all files that may use it. */
async function imported(): Promise<string[]> {
  const found = new Set<string>();
  for await (const file of glob(['src/**/*.ts', 'dialogs/**/*.ts'], { cwd: ROOT })) {
    for (const [, what = '', from = ''] of read(file).matchAll(
      /^(?:import|export) ([^;]*?) ?from '([^']+)';/gm,
    )) {
      if (!SDK.test(from)) continue;
      const inside = /^(?:type )?\{([^}]*)\}$/.exec(what.trim())?.[1];
      // `import * as x` would hide what is used; there must be none.
      const names = inside?.split(',').flatMap((name) => /^(?:type )?(\w+)/.exec(name.trim())?.[1] ?? []) ?? [
        'everything',
      ];
      for (const name of names) found.add(`${name} from ${from.replace(/\/lib\/.*$/, '')}`);
    }
  }
  return [...found].sort();
}

const planned = () =>
  [
    ...read('docs/moving-to-the-agents-sdk.md').matchAll(
      /^\| `(\w+)` +\| `([\w-]+)` +\| .+ \| `@microsoft\/agents-[\w-]+` +\|$/gm,
    ),
  ].map(([, name, from]) => `${name} from ${from}`);

it('the plan names every import of the Bot Framework SDK', async () => {
  const names = await imported();
  expect(names).toContain('WaterfallDialog from botbuilder-dialogs');
  expect(names.filter((name) => !planned().includes(name))).toEqual([]);
});

it('the plan names nothing that is not imported any more', async () => {
  const names = await imported();
  expect(planned().filter((name) => !names.includes(name))).toEqual([]);
});

it('the plan names nothing twice', () => {
  expect(planned().filter((name, at, all) => all.indexOf(name) !== at)).toEqual([]);
});
