import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkService, checkTree } from './container-layout-check.ts';
import { readDockerfile } from './container-layout-dockerfile.ts';
import { layOut } from './container-layout-tree.ts';

// npm run container-layout: builds and lays out the image's files as the Dockerfile does, and runs the service from them under
// the image's restrictions. It shows, without Docker, that what is copied is enough, for the build and for the service.
// `--only DIR` lays them out in DIR/app, for a deployment without a container, and runs nothing.

const ROOT = join(import.meta.dirname, '..');
const image = readDockerfile(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'));
const { values } = parseArgs({ options: { only: { type: 'string' } } });

if (values.only === undefined) await proveIt();
else {
  const folder = resolve(ROOT, values.only);
  mkdirSync(folder, { recursive: true });
  rmSync(join(folder, image.workdir), { recursive: true, force: true });
  console.log(await layOut(ROOT, folder, image));
}

async function proveIt(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'esr-container-'));
  chmodSync(folder, 0o755);
  try {
    const app = await layOut(ROOT, folder, image);
    const checks = [...checkTree(app), ...(await checkService(folder, app, image))];
    for (const { what, good, seen } of checks)
      console.log(
        `${good ? 'ok  ' : 'FAIL'} ${what}${seen === undefined || seen === '' ? '' : ` (${seen})`}`,
      );
    const failed = checks.filter((check) => !check.good).length;
    console.log(failed === 0 ? 'The image holds all the service needs.' : `${failed} checks failed.`);
    process.exitCode = failed === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
