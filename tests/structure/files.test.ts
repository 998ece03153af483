import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

const filesOf = async (...folders: readonly string[]) => {
  const found: string[] = [];
  for await (const file of glob(`{${folders.join(',')}}/**/*.ts`, { cwd: ROOT })) {
    found.push(file.replaceAll('\\', '/'));
  }
  return found.sort();
};
const files = () => filesOf('src', 'dialogs', 'simulator');

describe('the project', () => {
  it('reads process.env in src/config/config.ts only', async () => {
    const readers = (await files())
      .filter((file) => /^(src|dialogs)\//.test(file))
      .filter((file) => /process\.env/.test(readFileSync(join(ROOT, file), 'utf8')));
    expect(readers).toEqual(['src/config/config.ts']);
  });

  it('keeps every file under 300 lines and named in kebab-case', async () => {
    const all = await filesOf('src', 'dialogs', 'simulator', 'tests', 'tools');
    expect(all).toContain('tests/structure/files.test.ts');
    const long = all.filter((file) => readFileSync(join(ROOT, file), 'utf8').split('\n').length > 301);
    const odd = all.filter(
      (file) =>
        !/^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*(\.(property|slow|test|d))*\.ts$/.test(file),
    );
    const vague = all.filter((file) => /(utils?|helpers?|manager|misc|common)\.ts$/.test(file));
    expect({ long, odd, vague }).toEqual({ long: [], odd: [], vague: [] });
  });

  it('keeps tools and tests apart: what both need is in tests/shared', async () => {
    const importsOf = (file: string) =>
      [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^(?:import|export) .*? from '(\.[^']+)'/gms)].map(
        ([, path]) => join(dirname(file), path ?? '').replaceAll('\\', '/'),
      );
    const fromTests = (await filesOf('tools')).flatMap((file) =>
      importsOf(file).filter((path) => path.startsWith('tests/') && !path.startsWith('tests/shared/')),
    );
    // The tools' own tests try them.
    const fromTools = (await filesOf('tests'))
      .filter((file) => !/^tests\/(ship|tools|guides)\//.test(file))
      .filter((file) => importsOf(file).some((path) => path.startsWith('tools/')));
    const fromSupport = (await filesOf('tests/shared')).filter((file) =>
      importsOf(file).some((path) => path.startsWith('tests/') && !path.startsWith('tests/shared/')),
    );
    expect({ fromTests, fromTools, fromSupport }).toEqual({ fromTests: [], fromTools: [], fromSupport: [] });
  });

  it('has no test that is skipped, left for later, or run alone', async () => {
    const found: string[] = [];
    for await (const file of glob('tests/**/*.test.ts', { cwd: ROOT })) {
      const source = readFileSync(join(ROOT, file), 'utf8');
      if (/\b(it|test|describe)\.(skip|todo|only|skipIf|runIf|fails)\b/.test(source)) found.push(file);
    }
    expect(found).toEqual([]);
  });

  it('has the folders and files that a newcomer looks for at the top', async () => {
    const top: string[] = [];
    for await (const entry of glob('*', { cwd: ROOT })) top.push(entry);
    const expected = [
      ...['package.json', 'tsconfig.json', 'biome.json', 'README.md'],
      ...['appPackage', 'cards', 'dialogs', 'env', 'guides', 'simulator', 'src', 'tests', 'docs'],
    ];
    expect(top).toEqual(expect.arrayContaining(expected));
  });
});
