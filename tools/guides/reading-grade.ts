import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';
import { fillFacts } from '../../src/guides/fill-facts.ts';
import type { Guide, GuideData } from '../../src/guides/guide.ts';
import type { GuideCheck } from '../../src/guides/load-guides.ts';

/** A text that staff or trainers read; `path` is where it is in the guide, `place` the same for people. */
interface GuideText {
  readonly place: string;
  readonly path: readonly string[];
  readonly text: string;
}

export interface ReadingGrade {
  /** School grade by Flesch-Kincaid; 5 more is about the reader's age. */
  readonly grade: number;
  /** The text that is hardest to read. */
  readonly hardest: { readonly place: string; readonly grade: number };
}

/** A step above this is too hard to read. A single sentence of a few long words comes near it; a whole guide is far below. */
export const HIGHEST_GRADE = 8;

/** Fewer words than this say nothing about how hard they are. */
const ENOUGH_WORDS = 10;

/** How hard a guide's words are to read. On-screen labels, addresses and chat facts each count as one short word. */
export function readingGrade(guide: Worded): ReadingGrade {
  const texts = [...shownTexts(guide)].map(({ text }) => counted(text));
  const total = (what: keyof Counts) => texts.reduce((sum, counts) => sum + counts[what], 0);
  return {
    grade: fleschKincaid({ sentence: total('sentence'), word: total('word'), syllable: total('syllable') }),
    hardest: grades(guide).reduce(
      (worst, { place, grade }) => (grade > worst.grade ? { place, grade } : worst),
      {
        place: '',
        grade: 0,
      },
    ),
  };
}

/** Reports each text that is too hard to read. */
export const checkGrade: GuideCheck = (guide, report) => {
  for (const { path, grade } of grades(fillFacts(guide, () => undefined))) {
    if (grade <= HIGHEST_GRADE) continue;
    const found = `too hard to read (grade ${grade.toFixed(1)})`;
    report(path, `${found}; write shorter sentences and words, to ${HIGHEST_GRADE} at most`);
  }
};

const grades = (guide: Worded) =>
  [...shownTexts(guide)].flatMap(({ text, ...where }) => {
    const counts = counted(text);
    return counts.word < ENOUGH_WORDS ? [] : [{ ...where, grade: fleschKincaid({ ...counts }) }];
  });

type Worded = Pick<Guide | GuideData, 'branches' | 'contacts' | 'outcomes' | 'replies'>;

/** Everything of a guide that is shown to people, a paragraph or a line each. */
function* shownTexts(guide: Worded): Generator<GuideText> {
  for (const [branch, { steps }] of Object.entries(guide.branches)) {
    for (const [step, { text, list = [], note }] of Object.entries(steps)) {
      const path = ['branches', branch, 'steps', step];
      yield { place: `${branch}.${step}`, path, text: [text, ...list, note ?? ''].join('\n') };
    }
  }
  for (const [outcome, { text, next }] of Object.entries(guide.outcomes ?? {})) {
    yield { place: `outcomes.${outcome}`, path: ['outcomes', outcome], text: [text, ...next].join('\n') };
  }
  for (const [reply, { text }] of Object.entries(guide.replies ?? {}))
    yield { place: `replies.${reply}`, path: ['replies', reply, 'text'], text };
  for (const [contact, { how }] of Object.entries(guide.contacts)) {
    if (how !== undefined)
      yield { place: `contacts.${contact}`, path: ['contacts', contact, 'how'], text: how };
  }
}

const SENTENCES = new Intl.Segmenter('en-GB', { granularity: 'sentence' });
const WORDS = new Intl.Segmenter('en-GB', { granularity: 'word' });

interface Counts {
  readonly sentence: number;
  readonly word: number;
  readonly syllable: number;
}

function counted(text: string): Counts {
  const plain = text.replace(/\*\*.+?\*\*|\{\{.+?\}\}|\S+@\S*\w|https?:\S*\w/g, 'this');
  // A line of a list is a sentence, also without a full stop.
  const sentences = plain
    .split('\n')
    .flatMap((line) => [...SENTENCES.segment(line)].map(({ segment }) => segment.trim()))
    .filter((sentence) => /\w/.test(sentence));
  const words = sentences.flatMap((sentence) =>
    [...WORDS.segment(sentence)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment),
  );
  return {
    sentence: sentences.length,
    word: words.length,
    syllable: words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0),
  };
}
