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
  [
    /\bhas not come\b|\bminutes to come\b|\bemail(?: from ESR)? comes?\b/i,
    'has not arrived, will get an email',
  ],
  [/\b(?:has|have|it) runs? out\b|\bprobably run out\b/i, 'has expired, expires'],
  [/\bput (?:this|that|it) right\b/i, 'fix'],
  [/\bdoes not take your\b/i, 'does not accept'],
  [/\bneeds? a look\b/i, 'needs checking'],
  [/\b(?:take|took|taken) (?:(?:this|it|a case|their report) )?back\b/i, 'withdraw'],
  [/\b(?:gave|given) (?:it )?back\b/i, 'released'],
  [/\b(?:open|opened|opens) (?:this )?again\b/i, 'reopened'],
  [/\bat (?:it|this) once more\b/i, 'again'],
  [/(?<!not |I'll )\bkeep trying\b/i, 'I’ll keep trying'],
  [/\bthey get it when\b/i, 'I’ll send it when'],
  [/\bwrong between me\b/i, 'I cannot reach'],
  [/\bpeople who run me\b/i, 'the people who run this bot'],
  [
    /\b(?:at|by|since|until|from) (?:\w{3} )?(?:[01]\d|2[0-3]):[0-5]\d\b/i,
    'write 2pm, 8:30am: NHS content style guide',
  ],
  [/\bhas finished(?: this|\.)/i, 'has dealt with this'],
  [/\bask them yourself\b/i, 'you can contact them yourself'],
  [/\btook me out\b/i, 'I may have been removed'],
  [/\bchat of (?:our|your) own\b/i, 'a one-to-one chat'],
  [/\bdid not follow\b/i, 'did not understand'],
  [/\btheirs now\b/i, 'for this Trust'],
  [/\bleave out the rest\b/i, 'do not send the rest'],
  [/\bAsked for the ESR Team\b/, 'Help with ESR'],
  [/\bthey said: not\b/i, 'people said it did not help'],
  [/\bwas given to you\b/i, 'was assigned to you'],
  [/\bAll of it is finished\b/i, 'all done'],
  [/\bgo(?:es)? on (?:with|as)\b/i, 'use, is now'],
  [/\bI(?:'m| am) passing\b/i, 'I’m sending'],
  [/\bNothing is sent yet\b/i, 'nothing has been sent'],
  [/\bI (?:did|do) not know (?:that|this)\b/i, 'I do not recognise, is no longer in use'],
  [/\bin the way\?/i, 'stopping you'],
  [/\bstop there\b/i, 'do not keep trying'],
  [/\blook into it with you\b/i, 'help you with this'],
  [/\bYou are in\b/, 'that’s sorted'],
  [/\?"? Then\b/, 'if …, …'],
  [/\bdo you not\b|\bcan you not\b/i, 'if you do not'],
  [/\b(?:is it|are both|are they) there\?/i, 'no second question: the buttons answer the last one'],
  [
    /\b(?:Talk|Hand(?:ed)?) to the ESR Team\b|\bHand (?:this|it|over) to the ESR Team\b/i,
    'Ask the ESR Team, On its way to the ESR Team',
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
  ...[
    ...['src/cards/sentences.ts', 'src/cards/field-problems.ts', 'src/cases/added.ts'],
    ...['src/guides/ids.ts', 'src/guides/team-words.json'],
    ...filesIn('src/bot', 'texts.ts'),
    ...filesIn('src/commands', '.ts'),
    ...['.js', '.html'].flatMap((ending) => filesIn('simulator/page', ending)),
  ].map((path) => [path, withoutComments(read(path))] as const),
  ...[
    ...['README.md', 'docs/for-the-esr-team.md', 'docs/for-trainers.md', 'docs/adding-a-trust.md'],
    ...['docs/adding-a-branch.md', 'docs/operating.md', 'docs/settings.md', 'docs/playground.md'],
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
