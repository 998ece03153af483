import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Lockfile {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly dev?: boolean; readonly [field: string]: unknown }>
  >;
  readonly [field: string]: unknown;
}

/** A CycloneDX bill of materials; only the fields used here. */
export interface Sbom {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly metadata: { readonly component: { readonly name: string; readonly version: string } };
  readonly components: readonly { readonly name: string; readonly version: string; readonly purl: string }[];
}

/** The lockfile's entries that a production install puts in place, by path. */
export const production = (lock: Lockfile) =>
  Object.entries(lock.packages).filter(([path, it]) => path !== '' && it.dev !== true);

/**
 * The bill of materials of what runs in production, by npm's own `npm sbom`. It gets a lockfile without the development
 * part: its `--omit dev` also leaves out what both parts share.
 */
export async function buildSbom(manifest: Record<string, unknown>, lock: Lockfile): Promise<Sbom> {
  const { devDependencies: _, ...shipped } = manifest;
  const { devDependencies: __, ...root } = lock.packages[''] ?? {};
  const top = mkdtempSync(join(tmpdir(), 'esr-sbom-'));
  // npm names the bill after the folder.
  const folder = join(top, String(manifest.name));
  try {
    mkdirSync(folder);
    const packages = { '': root, ...Object.fromEntries(production(lock)) };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(shipped));
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ ...lock, packages }));
    const args = ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
    const { stdout } = await run('npm', args, { cwd: folder, maxBuffer: 64 * 1024 * 1024 });
    return JSON.parse(stdout) as Sbom;
  } finally {
    rmSync(top, { recursive: true });
  }
}
