import { execFileSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { MAIN } from '../shared/bot-process.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** What the build reads. */
const SOURCES = '{src,dialogs,guides,cards,tools/build}/**/*';

/** Once before all tests: builds what production runs, where something it is made of has changed since. */
export function setup(): void {
  const built = changedAt(MAIN);
  const sources = [...globSync(SOURCES, { cwd: ROOT }), 'package.json', 'package-lock.json'];
  if (sources.some((file) => changedAt(file) > built))
    execFileSync(process.execPath, ['tools/build/build.ts'], { cwd: ROOT });
}

/** Zero where there is no such file. A folder changes when a file is taken out of it. */
const changedAt = (file: string) => statSync(join(ROOT, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
