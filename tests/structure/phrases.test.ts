import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const filesIn = (folder: string, ending: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => join(folder, file));

const SHOWN = new Set(['text', 'title', 'label', 'placeholder', 'errorMessage', 'fallbackText']);

/** Phrases that a native writer would not use, and what to write instead. */
const PHRASES: readonly (readonly [phrase: RegExp, instead: string])[] = [
  [/\bI (?:tell|show|keep|check|read|pass|bring|send) (?:you|it|this|that|them|how|what)\b/i, 'I’ll …'],
  [/\bI take it that\b/i, 'it sounds like'],
  [/\bI know no\b/i, 'there is no'],
  [/\bhas not come\b|\bminutes to come\b|\bemail comes\b/i, 'has not arrived, will get an email'],
  [/\b(?:has|have|it) runs? out\b|\bprobably run out\b/i, 'has expired, expires'],
  [/\bput (?:this|that|it) right\b/i, 'fix'],
  [/\bdoes not take your\b/i, 'does not accept'],
  [/\bneeds? a look\b/i, 'needs checking'],
  [/\b(?:take|took|taken) (?:this|it) back\b/i, 'withdraw'],
  [/\bin the way\?/i, 'stopping you'],
  [/\bstop there\b/i, 'do not keep trying'],
  [/\blook into it with you\b/i, 'help you with this'],
  [/\bYou are in\b/, 'that’s sorted'],
  [/\?"? Then\b/, 'if …, …'],
  [/\bdo you not\b|\bcan you not\b/i, 'if you do not'],
  [/\b(?:is it|are both|are they) there\?/i, 'no second question: the buttons answer the last one'],
  [
    /\b(?:Talk|Hand(?:ed)?) to the ESR Team\b|\bHand (?:this|it|over) to the ESR Team\b/i,
    'Ask the ESR Team, Sent to the ESR Team',
  ],
  [/\bwrite to me\b/i, 'message me'],
  [/\bsomebody\b|\bwhoever\b|\banybody\b/i, 'someone, the person who'],
  [/\bat once\b/i, 'straight away, in one go'],
  [/\banew\b|\bafresh\b/i, 'again'],
  [/\bmend(?:ed|ing|s)?\b/i, 'fix'],
  [/\b(?:can't|won't|isn't|doesn't|didn't|haven't|couldn't)\b/i, 'cannot, do not: negatives are written out'],
];

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
  ...['sentences', 'field-problems'].map(
    (name) => [`src/cards/${name}.ts`, read(`src/cards/${name}.ts`)] as const,
  ),
  ...[
    ...['README.md', 'docs/for-the-esr-team.md', 'docs/for-trainers.md', 'docs/adding-a-trust.md'],
    ...['docs/adding-a-branch.md', 'docs/operating.md', 'docs/settings.md', 'docs/playground.md'],
    ...['appPackage/manifest.json', 'simulator/README.md'],
  ].map((path) => [path, read(path)] as const),
];

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
