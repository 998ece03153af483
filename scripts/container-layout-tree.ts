import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { CopyLine, Image } from './container-layout-dockerfile.ts';

const run = promisify(execFile);

/** Builds from what the build stage gets, with the packages of this checkout, and puts the image's files under `folder`. */
export async function layOut(root: string, folder: string, image: Image): Promise<string> {
  const app = join(folder, image.workdir);
  const stage = mkdtempSync(join(tmpdir(), 'esr-stage-'));
  try {
    copyTo(stage, image.buildCopies, (source) => join(root, source));
    symlinkSync(join(root, 'node_modules'), join(stage, 'node_modules'), 'junction');
    await run(process.execPath, ['scripts/build.ts'], { cwd: stage });
    mkdirSync(app, { recursive: true });
    // The only earlier stage has the same working directory.
    copyTo(app, image.copies, (source, from) =>
      from === undefined ? join(root, source) : source.replace(image.workdir, stage),
    );
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
  return app;
}

function copyTo(
  folder: string,
  copies: readonly CopyLine[],
  origin: (source: string, from?: string) => string,
): void {
  for (const { from, sources, to } of copies) {
    for (const source of sources)
      cpSync(origin(source, from), target(folder, source, to), { recursive: true });
  }
}

/** As Docker does it: a folder's contents go into the target, a file goes under a target that ends in a slash. */
const target = (folder: string, source: string, to: string) =>
  /\/$|^\.$/.test(to) ? join(folder, to, basename(source)) : resolve(folder, to);

/** Every file under a folder with its size and time of change: two of them differ when something was written. */
export function listing(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => `${file} ${statSync(file).size} ${statSync(file).mtimeMs}`)
    .sort();
}
