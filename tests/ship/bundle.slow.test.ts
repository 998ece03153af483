import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { commandLine } from '../../src/commands/command-line.ts';
import { loadGuides } from '../../src/guides/load-guides.ts';
import { checkedGuides } from '../../tools/build/checked-guides.ts';
import { packageOf } from '../../tools/build/package-of.ts';
import { type Lockfile, production } from '../../tools/build/sbom-build.ts';
import { MAIN } from '../shared/bot-process.ts';
import { TRUST_IDS } from '../support/guides.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'esr-bundle-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The licences that go along, one text a package. */
const licences = () => readFileSync(join(ROOT, 'dist/LICENCES.txt'), 'utf8').split(`\n${'-'.repeat(80)}\n\n`);

describe('the bundle', () => {
  it('tells its operator commands that work beside it, where there is no npm', () => {
    const { stderr, status } = spawnSync(process.execPath, [MAIN], { cwd: ROOT, encoding: 'utf8' });
    expect([status, stderr]).toEqual([1, expect.stringContaining('node main.js link TRUST')]);
    expect(stderr).not.toContain('npm run');
    expect(commandLine('link', 'esneft', 'esr-team')).toBe('npm run link -- esneft esr-team');
    expect(commandLine('doctor')).toBe('npm run doctor');
  });

  it('has nothing in it that is for development only, beyond what the bundler writes itself', () => {
    const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Lockfile;
    const allowed = production(lock).map(
      ([path, it]) => `${path.split('node_modules/').at(-1)} ${it.version}`,
    );
    const packages = licences().map((text) => text.split(':', 1)[0]);
    expect(packages.length).toBeGreaterThan(100);
    const others = packages.filter((one) => !allowed.includes(one ?? ''));
    expect(others).toEqual([expect.stringMatching(/^rolldown /)]);
  });

  it('brings the licence of every package in it', () => {
    const texts = licences();
    const named = texts.map((text) => text.split(' ', 1)[0]);
    expect(named).toEqual(
      expect.arrayContaining(['botbuilder', 'restify', 'kysely', 'zod', '@azure/identity']),
    );
    expect(texts.filter((text) => /^\S+ \S+: undefined/.test(text))).toEqual([]);
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    expect(Object.keys(dependencies).filter((name) => !named.includes(name))).toEqual([]);
  });
});

describe('the guides in the bundle', () => {
  const guides = join(ROOT, 'guides');
  const chunks = readdirSync(join(ROOT, 'dist')).filter((file) => file.endsWith('.js'));
  const bundled = chunks.map((file) => readFileSync(join(ROOT, 'dist', file), 'utf8')).join('\n');

  it('are those of the folder, as they are read from it', () => {
    const checked = Object.entries(checkedGuides(guides));
    const read = loadGuides(guides, TRUST_IDS);
    expect(JSON.parse(JSON.stringify(checked.map(([, guide]) => guide)))).toEqual([...read.values()]);
    for (const [hash] of checked) expect(bundled).toContain(hash);
  });

  it('are read anew where one was changed since', () => {
    cpSync(join(ROOT, 'dist'), folder, { recursive: true });
    appendFileSync(join(folder, 'guides/yas.yaml'), 'wallpaper: blue\n');
    const env = { PATH: process.env.PATH, DATABASE_URL: `sqlite:${join(folder, 'bot.db')}`, PORT: '0' };
    const { status, stderr } = spawnSync(process.execPath, ['main.js', 'trial'], {
      cwd: folder,
      env,
      timeout: 60_000,
    });
    expect(status).toBe(1);
    expect(stderr.toString()).toMatch(/yas\.yaml:\d+: .*wallpaper/);
  });
});

describe('which package a file belongs to', () => {
  it.each([
    ['/a/node_modules/zod/v4/core.js', 'zod'],
    ['/a/node_modules/@azure/core-client/dist/x.js', '@azure/core-client'],
    ['/a/node_modules/botbuilder/node_modules/zod/x.js', 'zod'],
    ['/a/src/main.ts', undefined],
  ])('%j: %s', (file, name) => {
    expect(packageOf(file)?.name).toBe(name);
  });
});
