import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

/** What production runs. Tests that start the bot as a process of its own start this. */
export const MAIN = 'dist/main.js';

/** Once before all tests. */
export function setup(): void {
  execFileSync(process.execPath, ['tools/build/build.ts'], { cwd: resolve(import.meta.dirname, '../..') });
}
