import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/** Each rule says what is not allowed where, why, and how to mend it. */
interface Rule {
  readonly what: string;
  readonly why: string;
  readonly mend: string;
  /** Files it holds for, by path from the top. */
  readonly files: RegExp;
  /** Imports (paths from the top, or package names) it forbids. */
  readonly forbids: RegExp;
}

const RULES: readonly Rule[] = [
  {
    what: 'the domain, the guides and what reads people’s words import no SDK, SQL or web server',
    why: 'they run in a bare test, and survive a change of SDK or database',
    mend: 'give what is needed as a parameter, typed by an interface of the domain',
    files: /^src\/(cases|guides|intake|privacy|screens)\//,
    forbids: /^(botbuilder|botframework|kysely|pg$|restify|pino|@azure|src\/(store|teams|server|app|config))/,
  },
  {
    what: 'src/privacy imports nothing of the project',
    why: 'everything may import it',
    mend: 'move what it needs into src/privacy, or pass it in',
    files: /^src\/privacy\//,
    forbids: /^(src\/(?!privacy)|dialogs)/,
  },
  {
    what: 'src/cards imports nothing but itself',
    why: 'cards are made from plain data, so that any room can make one',
    mend: 'make the data in the caller and give it to render()',
    files: /^src\/cards\//,
    forbids: /^(src\/(?!cards)|dialogs|botbuilder)/,
  },
  {
    what: 'the Bot Framework SDK stays in dialogs/ and src/teams/',
    why: 'moving to another SDK must change imports there and nothing else',
    mend: 'wrap what you need in src/teams and import that',
    files: /^src\/(?!teams\/)/,
    forbids: /^(botbuilder|botframework)/,
  },
  {
    what: 'SQL stays in src/store',
    why: 'two databases behave alike only where one place writes the queries',
    mend: 'add a method to a store',
    files: /^(src\/(?!store\/)|dialogs\/|simulator\/)/,
    forbids: /^(kysely|pg$|node:sqlite)/,
  },
  {
    what: 'dialogs know cases, guides, cards and reading, not Teams or storage',
    why: 'a dialog holds routing only',
    mend: 'put it into src/teams, or give it through DialogParts',
    files: /^dialogs\//,
    forbids: /^(src\/(store|teams|server|app|config|main)|simulator)/,
  },
  {
    what: 'storage knows the domain only',
    why: 'it implements the domain’s ports',
    mend: 'move what it needs into src/cases or src/guides',
    files: /^src\/store\//,
    forbids: /^(src\/(teams|server|app|config|main|cards)|dialogs)/,
  },
  {
    what: 'the product does not import the simulator, tests or bench',
    why: 'what runs in a hospital holds no test tools',
    mend: 'turn the dependency round',
    files: /^(src|dialogs)\//,
    forbids: /^(simulator|tests|bench|scripts)\//,
  },
  {
    what: 'the simulator knows the bot on the wire only',
    why: 'it stands for Teams, which does not import us either',
    mend: 'speak HTTP',
    files: /^simulator\//,
    forbids: /^(src|dialogs|tests|botbuilder|botframework)/,
  },
];

const filesOf = async (...folders: readonly string[]) => {
  const found: string[] = [];
  for await (const file of glob(`{${folders.join(',')}}/**/*.ts`, { cwd: ROOT })) {
    found.push(file.replaceAll('\\', '/'));
  }
  return found.sort();
};
const files = () => filesOf('src', 'dialogs', 'simulator');

/** What a file imports: paths from the top for its own, package names for others. */
function importsOf(file: string): string[] {
  const source = readFileSync(join(ROOT, file), 'utf8');
  const names = [...source.matchAll(/(?:from|import|require\()\s*'([^']+)'/g)].map((match) => match[1] ?? '');
  return names.map((name) =>
    name.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(file), name)).replaceAll('\\', '/') : name,
  );
}

describe('who may import whom', () => {
  for (const rule of RULES) {
    it(rule.what, async () => {
      const broken = (await files())
        .filter((file) => rule.files.test(file))
        .flatMap((file) =>
          importsOf(file)
            .filter((name) => rule.forbids.test(name))
            .map((name) => `${file} imports ${name}. Why not: ${rule.why}. Mend: ${rule.mend}.`),
        );
      expect(broken).toEqual([]);
    });
  }

  it('reads imports from a known file, so that the rules above can fail', () => {
    expect(importsOf('src/store/cases/sql-case-store.ts')).toEqual(
      expect.arrayContaining(['kysely', 'src/cases/case.ts']),
    );
  });
});

describe('the house', () => {
  it('reads process.env in src/config/config.ts only', async () => {
    const readers = (await files())
      .filter((file) => /^(src|dialogs)\//.test(file))
      .filter((file) => /process\.env/.test(readFileSync(join(ROOT, file), 'utf8')));
    expect(readers).toEqual(['src/config/config.ts']);
  });

  it('keeps every file under 300 lines and named in kebab-case', async () => {
    const all = await filesOf('src', 'dialogs', 'simulator', 'tests', 'tools');
    expect(all).toContain('tests/structure/imports.test.ts');
    const long = all.filter((file) => readFileSync(join(ROOT, file), 'utf8').split('\n').length > 301);
    const odd = all.filter(
      (file) => !/^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*(\.(property|test|d))*\.ts$/.test(file),
    );
    const vague = all.filter((file) => /(utils?|helpers?|manager|misc|common)\.ts$/.test(file));
    expect({ long, odd, vague }).toEqual({ long: [], odd: [], vague: [] });
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
