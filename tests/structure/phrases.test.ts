import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PHRASES } from '../../tools/guides/phrases.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const filesIn = (folder: string, ending: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => join(folder, file));

const SHOWN = new Set(['text', 'title', 'label', 'placeholder', 'errorMessage', 'fallbackText']);

/** What people read, by file: the lines that hold it. */
const TEXTS: readonly (readonly [path: string, words: string])[] = [
  ...filesIn('cards', '.json').map((path) => [path, wordsOfCard(JSON.parse(read(path)))] as const),
  ...filesIn('guides', '.yaml')
    .filter((path) => !/branches|screens/.test(path))
    // For fact-checkers, in the source's words.
    .map((path) => [path, read(path).replace(/^review:[\s\S]*/m, '')] as const),
  [
    'guides/branches.yaml',
    (read('guides/branches.yaml').match(/^ +(?:title|name|line): .*$/gm) ?? []).join('\n'),
  ],
  ...[
    ...['src/cards/sentences.ts', 'src/cards/field-problems.ts', 'src/cases/added.ts'],
    ...['src/guides/ids.ts', 'src/guides/team-words.json'],
    ...filesIn('src/bot', 'texts.ts'),
    ...filesIn('src/commands', '.ts'),
    ...['.js', '.html'].flatMap((ending) => filesIn('simulator/page', ending)),
  ].map((path) => [path, withoutComments(read(path))] as const),
  ...[
    ...['README.md', 'docs/for-the-esr-team.md', 'docs/for-trainers.md', 'docs/adding-a-trust.md'],
    ...[
      'docs/adding-a-branch.md',
      'docs/installing.md',
      'docs/operating.md',
      'docs/settings.md',
      'docs/playground.md',
    ],
    ...['appPackage/manifest.json', 'simulator/README.md'],
  ].map((path) => [path, read(path)] as const),
];

/** A source file as its strings stand in it: comments are for developers. */
function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

/** The words of a card template, one a line. What people type instead of a button is theirs. */
function wordsOfCard(part: unknown, name = ''): string {
  if (typeof part === 'string') return SHOWN.has(name) ? part : '';
  if (part === null || typeof part !== 'object') return '';
  return Object.entries(part)
    .map(([key, value]) => (key === 'typed' ? '' : wordsOfCard(value, key)))
    .filter(Boolean)
    .join('\n');
}

describe('what people read', () => {
  it.each(TEXTS)('says nothing in %s that a native writer would not', (_, words) => {
    // A folded text is one line to its reader.
    const text = words.replace(/\n +(?=[^\s-])(?![a-z-]+:)/g, ' ');
    const found = PHRASES.flatMap(([phrase, instead]) => {
      const said = phrase.exec(text)?.[0];
      return said === undefined ? [] : [`"${said}": write "${instead}"`];
    });
    expect(found).toEqual([]);
  });

  it('has each button of a step in words that answer the question above it', () => {
    const staff = filesIn('cards/staff', '.json').map((path) => [path, read(path)] as const);
    const asksTeam = staff.filter(([, card]) => card.includes('"answer": "human"'));
    expect(asksTeam.length).toBeGreaterThan(15);
    for (const [path, card] of asksTeam) {
      expect([path, card.includes('"title": "Ask the ESR Team"')]).toEqual([path, true]);
      // People may go on typing what the button said before.
      if (card.includes('"human": [')) {
        const { typed } = JSON.parse(card) as { typed: { human: string[] } };
        expect(typed.human).toEqual(expect.arrayContaining(['talk to someone']));
      }
    }
  });
});
