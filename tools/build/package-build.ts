import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import type { Environment } from '../../src/config/config.ts';
import { authorizationOf, manifestProblems } from '../package/package-checks.ts';
import { fillPlaceholders, valuesFor } from '../package/package-env.ts';
import { PackageError } from '../package/package-error.ts';
import { iconProblems } from '../package/package-icons.ts';

/** Same input, same bytes: zip's own earliest time. */
const MTIME = new Date(1980, 0, 1);

/** With the permission that `OFFER_HELP` needs: whoever adds the app to a group chat agrees to it for that chat. */
function readingChats(json: string): string {
  const manifest = JSON.parse(json) as object;
  return JSON.stringify({ ...manifest, authorization: authorizationOf(true) }, undefined, 2);
}

/** The checked app package of an environment, as Teams takes it: a zip. Throws PackageError that lists everything wrong. */
export function buildPackage(root: string, environment: string, shell: Environment): Uint8Array {
  const read = (...path: string[]) => readFileSync(join(root, ...path));
  const values = valuesFor(join(root, 'env'), environment, shell);
  const filled = fillPlaceholders(read('appPackage', 'manifest.json').toString('utf8'), values, environment);
  const readsChats = values.OFFER_HELP === 'yes';
  const json = readsChats ? readingChats(filled) : filled;
  const color = read('appPackage', 'color.png');
  const outline = read('appPackage', 'outline.png');
  const { version } = JSON.parse(read('package.json').toString('utf8')) as { version: string };
  const problems = [...manifestProblems(json, version, readsChats), ...iconProblems(color, outline)];
  if (problems.length > 0) throw new PackageError('The app package would be refused by Teams:', problems);
  const files = { 'manifest.json': Buffer.from(json), 'color.png': color, 'outline.png': outline };
  return zipSync(files, { mtime: MTIME });
}
