import { KNOWN_PAGES } from './known-pages.ts';
import { LOOKS, type Look } from './looks.ts';
import { OTHER_PAGES } from './other-pages.ts';

/** One picture of the test set. */
export interface TestScreen {
  readonly file: string;
  readonly look: Look;
  /** Where it is to lead; undefined for a screen of another program. */
  readonly problem: string | undefined;
  readonly title: string;
  readonly body: string;
  readonly isDialog: boolean;
}

/** The looks of a page: as many of each part and kind as asked, another choice for the next page. */
function looksFor(index: number, kind: Look['kind'], part: Look['part'], count: number): Look[] {
  const fitting = LOOKS.filter((look) => look.kind === kind && look.part === part);
  return Array.from({ length: count }, (_, n) => fitting[(index * count + n) % fitting.length] as Look);
}

const fileOf = (id: string, look: Look) => `${id}.${look.id}.${look.quality === undefined ? 'png' : 'jpg'}`;

/** Every known page in four plain looks and as two photos, every other page in one: always the same. */
export function testSet(): TestScreen[] {
  const known = KNOWN_PAGES.flatMap(({ id, problem, title, kind, body }, index) =>
    [
      ...looksFor(index, 'plain', 'tuned', 2),
      ...looksFor(index, 'plain', 'held-out', 2),
      ...looksFor(index, 'photo', 'tuned', 1),
      ...looksFor(index, 'photo', 'held-out', 1),
    ].map((look) => ({ file: fileOf(id, look), look, problem, title, body, isDialog: kind === 'dialog' })),
  );
  const others = OTHER_PAGES.map(({ id, title, body }, index): TestScreen => {
    const look = LOOKS[(index * 5) % LOOKS.length] as Look;
    return { file: fileOf(id, look), look, problem: undefined, title, body, isDialog: false };
  });
  return [...known, ...others];
}
