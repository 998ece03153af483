import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

/** Once before all tests. */
export function setup(): void {
  execFileSync(process.execPath, ['tools/build/build.ts'], { cwd: resolve(import.meta.dirname, '../..') });
}
