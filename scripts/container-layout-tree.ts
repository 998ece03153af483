import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Image } from './container-layout-dockerfile.ts';

const run = promisify(execFile);
const INSTALL = ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'];

/** Puts the image's files under `folder` as its COPY lines say, with the production dependencies as `npm ci` installs them. */
export async function layOut(root: string, folder: string, image: Image): Promise<string> {
  const app = join(folder, image.workdir);
  const stage = mkdtempSync(join(tmpdir(), 'esr-stage-'));
  try {
    mkdirSync(app, { recursive: true });
    for (const file of ['package.json', 'package-lock.json']) cpSync(join(root, file), join(stage, file));
    // npm is a script of the shell's on Windows.
    await run('npm', INSTALL, { cwd: stage, shell: process.platform === 'win32' });
    for (const copy of image.copies) {
      for (const source of copy.sources) {
        // The only earlier stage holds the dependencies, in the same working directory.
        const from = copy.from === undefined ? join(root, source) : source.replace(image.workdir, stage);
        cpSync(from, target(app, source, copy.to), { recursive: true });
      }
    }
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
  return app;
}

/** As Docker does it: a folder's contents go into the target, a file goes under a target that ends in a slash. */
const target = (app: string, source: string, to: string) =>
  /\/$|^\.$/.test(to) ? join(app, to, basename(source)) : resolve(app, to);

/** Every file under a folder with its size and time of change: two of them differ when something was written. */
export function listing(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => `${file} ${statSync(file).size} ${statSync(file).mtimeMs}`)
    .sort();
}
