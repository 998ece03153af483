import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SERVE } from '../../bench/contenders.ts';
import { type CopyLine, readDockerfile } from '../../scripts/container-layout-dockerfile.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const image = readDockerfile(read('Dockerfile'));
const fromProject = (copies: readonly CopyLine[]) =>
  copies.filter((copy) => copy.from === undefined).flatMap((copy) => copy.sources);
const copied = fromProject(image.copies);
const builtFrom = fromProject(image.buildCopies);
const isIn = (sources: readonly string[], path: string) =>
  sources.some((source) => path === source || path.startsWith(`${source}/`));

const IMPORT =
  /^(?:import|export) (?!type )[^;=()]*?from '([^']+)';|\b(?:import|require|createRequire\(import\.meta\.url\))\('([^']+)'\)/gm;

/** What a file imports when it runs, as it is written. */
const importsOf = (file: string) =>
  [...read(file).matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? '');

/** Every file that this one loads, and every package. */
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
const folders = files.flatMap((file) =>
  [...read(file).matchAll(/join\(ROOT, '([^']+)'/g)].map((match) => match[1] ?? ''),
);

describe('the build', () => {
  const needed = [...files, ...reach('scripts/build.ts').files];

  it('gets every file that the service and the build import', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(needed).toEqual(expect.arrayContaining(['scripts/build/late-modules.ts']));
    expect(needed.filter((file) => !isIn(builtFrom, file))).toEqual([]);
  });

  it('gets nothing else but the guides, and what npm and the bundler read by name', () => {
    const unused = builtFrom.filter((source) => !needed.some((file) => isIn([source], file)));
    expect(unused.sort()).toEqual(['guides', 'package-lock.json', 'package.json', 'tsconfig.json']);
  });

  it('makes the bundle, and runs no install script', () => {
    const runs = [...read('Dockerfile').matchAll(/^RUN (.+)$/gm)].map((match) => match[1]);
    expect(runs.slice(0, 2)).toEqual([
      expect.stringMatching(/^npm ci --ignore-scripts /),
      'node scripts/build.ts',
    ]);
  });

  it('finds every package that the service imports among those for production', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    expect(packages).toEqual(
      expect.arrayContaining(['botbuilder', 'restify', 'kysely', 'adaptivecards-templating']),
    );
    expect(packages.filter((name) => !(name in dependencies))).toEqual([]);
  });
});

describe('the image', () => {
  it('starts the bot as it was measured, and so does Azure', () => {
    expect(image.command).toEqual(['node', ...SERVE]);
    expect(read('infra/modules/web-app.bicep')).toContain(`appCommandLine: 'node ${SERVE.join(' ')}'`);
  });

  it('holds of what was built the bundle alone', () => {
    const built = image.copies.filter((copy) => copy.from !== undefined);
    expect(built).toEqual([{ from: 'build', sources: ['/app/dist'], to: './dist' }]);
  });

  it('holds every folder that the service reads', () => {
    expect(folders).toEqual(expect.arrayContaining(['guides', 'cards']));
    expect(folders.filter((folder) => !isIn(copied, folder))).toEqual([]);
  });

  it('holds no sources, tests, tools or settings', () => {
    const others = copied.filter((source) => !folders.includes(source));
    // Node reads in package.json that the bundle consists of modules.
    expect(others.sort()).toEqual(['LICENSE', 'package.json']);
  });

  it('runs the service on the Node version of the project, not as root, and from /data', () => {
    const bases = [...read('Dockerfile').matchAll(/^FROM (\S+)/gm)].map((match) => match[1]);
    expect(new Set(bases)).toEqual(new Set([`node:${read('.nvmrc').trim()}-slim`]));
    expect(image.base).toBe(bases.at(-1));
    expect(image.user).toBe('node');
    expect(image.env).toMatchObject({ NODE_ENV: 'production', DATABASE_URL: 'sqlite:/data/esr-bot.db' });
  });

  it('gets from the builder what is copied, and nothing else', () => {
    const allowed = read('.dockerignore')
      .split('\n')
      .flatMap((line) => /^!(.+)$/.exec(line)?.[1] ?? []);
    expect(read('.dockerignore')).toMatch(/^\*$/m);
    expect(allowed.sort()).toEqual([...new Set([...copied, ...builtFrom])].sort());
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

  it('takes the last stage, and what the one before gets', () => {
    expect(readDockerfile(text.join('\n'))).toEqual({
      base: 'c',
      user: 'u',
      workdir: '/app',
      env: { A: '1', B: 'two' },
      buildCopies: [{ from: undefined, sources: ['one'], to: './' }],
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
