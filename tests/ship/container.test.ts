import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SERVE } from '../../bench/contenders.ts';
import { readDockerfile } from '../../scripts/container-layout-dockerfile.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const image = readDockerfile(read('Dockerfile'));
const copied = image.copies.filter((copy) => copy.from === undefined).flatMap((copy) => copy.sources);
const isCopied = (path: string) => copied.some((source) => path === source || path.startsWith(`${source}/`));

const IMPORT =
  /^(?:import|export) (?!type )[^;=()]*?from '([^']+)';|\b(?:import|require|createRequire\(import\.meta\.url\))\('([^']+)'\)/gm;

/** What a file imports when it runs, as it is written. */
const importsOf = (file: string) =>
  [...read(file).matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? '');

/** Every file that the service loads, and every package. */
function reach(entry: string): { files: string[]; packages: string[] } {
  const files = new Set([entry]);
  const packages = new Set<string>();
  for (const file of files) {
    for (const name of importsOf(file)) {
      if (name.startsWith('.')) files.add(relative(ROOT, resolve(ROOT, dirname(file), name)));
      else if (!name.startsWith('node:'))
        packages.add(name.split('/', name.startsWith('@') ? 2 : 1).join('/'));
    }
  }
  return { files: [...files], packages: [...packages] };
}

const { files, packages } = reach('src/main.ts');

describe('the image', () => {
  it('starts the bot as it was measured, and so does Azure', () => {
    expect(image.command).toEqual(['node', ...SERVE]);
    expect(read('infra/modules/web-app.bicep')).toContain(`appCommandLine: 'node ${SERVE.join(' ')}'`);
  });

  it('holds every file that the service imports', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(packages).toEqual(
      expect.arrayContaining(['botbuilder', 'restify', 'kysely', 'adaptivecards-templating']),
    );
    expect(files.filter((file) => !isCopied(file))).toEqual([]);
  });

  it('holds every folder that the service reads', () => {
    const folders = files.flatMap((file) =>
      [...read(file).matchAll(/join\(ROOT, '([^']+)'/g)].map((match) => match[1] ?? ''),
    );
    expect(folders).toEqual(expect.arrayContaining(['guides', 'cards']));
    expect(folders.filter((folder) => !isCopied(folder))).toEqual([]);
  });

  it('holds every package that the service imports: none is for development only', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    expect(packages.filter((name) => !(name in dependencies))).toEqual([]);
  });

  it('holds no tests, tools or settings', () => {
    expect(copied.filter((source) => /^(tests|simulator|scripts|bench|env|infra|\.)/.test(source))).toEqual(
      [],
    );
  });

  it('runs the service on the Node version of the project, not as root, and from /data', () => {
    expect(image.base).toBe(`node:${read('.nvmrc').trim()}-slim`);
    expect(image.user).toBe('node');
    expect(image.command.slice(-2)).toEqual(['src/main.ts', 'serve']);
    expect(image.env).toMatchObject({ NODE_ENV: 'production', DATABASE_URL: 'sqlite:/data/esr-bot.db' });
  });

  it('gets from the builder what it copies, and nothing else', () => {
    const allowed = read('.dockerignore')
      .split('\n')
      .flatMap((line) => /^!(.+)$/.exec(line)?.[1] ?? []);
    expect(read('.dockerignore')).toMatch(/^\*$/m);
    expect(allowed.sort()).toEqual([...new Set([...copied, 'package-lock.json'])].sort());
  });
});

describe('reading a Dockerfile', () => {
  const text = [
    'FROM a AS b',
    'WORKDIR /x',
    'COPY one ./',
    'FROM c',
    'WORKDIR /app',
    'ENV A=1 B=two',
    'COPY --from=b /x/y ./y',
    'COPY p q ./',
    'USER u',
    'HEALTHCHECK --interval=1s CMD ["check", "it"]',
    'CMD ["run"]',
  ];

  it('takes the last stage alone', () => {
    expect(readDockerfile(text.join('\n'))).toEqual({
      base: 'c',
      user: 'u',
      workdir: '/app',
      env: { A: '1', B: 'two' },
      copies: [
        { from: 'b', sources: ['/x/y'], to: './y' },
        { from: undefined, sources: ['p', 'q'], to: './' },
      ],
      command: ['run'],
      healthcheck: ['check', 'it'],
    });
  });

  it.each(['USER', 'HEALTHCHECK', 'CMD'])('refuses one without %s', (keyword) => {
    const without = text.filter((line) => !line.startsWith(keyword));
    expect(() => readDockerfile(without.join('\n'))).toThrow(keyword);
  });
});
