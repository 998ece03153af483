import { foldLookAlikes } from '../../text/look-alikes.ts';
import type { IsoInstant } from '../../time/clock.ts';
import {
  isTimeWord,
  type MomentOptions,
  type MomentProblem,
  readComingMoment,
} from '../../time/coming-moment.ts';

/** A notice as typed after the command. With `from` it is planned. */
export interface TypedNotice {
  readonly text: string;
  readonly from: IsoInstant | undefined;
  readonly until: IsoInstant | undefined;
}

export type NoticeProblem = MomentProblem | 'reversed' | 'no-words';

/** Longer than any typed time. */
const MOST_WORDS = 8;
const UNTIL = /^(?:until|till|til|to)[,:]?$/i;
const END = /^(?:until|till|til)$/i;
/** "from 18:00 until 8:00": by a clock of 24 hours, the one is a time of the morning. */
const BY_24_HOURS = /(?:^|\D)(?:0\d|1[3-9]|2[0-3])[:.]?\d{2}(?!\d)/;

/**
 * Reads "from Fri 18:00 until Mon 08:00 ESR is being updated", "until 14:00 ESR is down" and "ESR is down until 14:00". Only times
 * at the beginning plan a notice: "from" in the middle is part of its words.
 */
export function readNoticeText(
  typed: string,
  now: IsoInstant,
): TypedNotice | { readonly problem: NoticeProblem } {
  const words = typed.split(' ').filter((word) => word !== '');
  const isPlanned = /^from[,:]?$/i.test(words[0] ?? '') && isTimeWord(foldLookAlikes(words[1] ?? ''));
  const from = isPlanned ? readFirst(words.slice(1), { now, which: 'earlier' }) : undefined;
  if (from?.at === undefined && from !== undefined) return { problem: from.problem };
  const rest = from === undefined ? words : words.slice(1 + from.length);
  const options: MomentOptions = { now, after: from?.at, which: 'later' };
  if (/^until further notice\b/i.test(rest.join(' '))) return whole(rest.slice(3), from?.at, undefined);
  const startsWithEnd =
    (isPlanned ? UNTIL : END).test(rest[0] ?? '') && isTimeWord(foldLookAlikes(rest[1] ?? ''));
  if (!startsWithEnd) {
    const last = readLast(rest, options);
    return 'problem' in last ? last : whole(last.words, from?.at, last.at);
  }
  const by24 = BY_24_HOURS.test(words.slice(1, 1 + (from?.length ?? 0)).join(' '));
  const until = readFirst(rest.slice(1), options, by24);
  if (until.at !== undefined) return whole(rest.slice(1 + until.length), from?.at, until.at);
  return { problem: until.problem === 'passed' && isPlanned ? 'reversed' : until.problem };
}

function whole(words: readonly string[], from: IsoInstant | undefined, until: IsoInstant | undefined) {
  const text = words.join(' ').replace(/^[\s,:;–-]+|[\s,]+$/g, '');
  return text === '' ? ({ problem: 'no-words' } as const) : { text, from, until };
}

/** The longest time that the words begin with, and how many of them it is. */
function readFirst(
  words: readonly string[],
  options: MomentOptions,
  by24 = false,
): { at: IsoInstant; length: number } | { at?: undefined; problem: MomentProblem } {
  const ends = words.slice(0, MOST_WORDS).findIndex((word) => !isTimeWord(foldLookAlikes(word)));
  const most = ends < 0 ? Math.min(words.length, MOST_WORDS) : ends;
  let problem: MomentProblem = 'not-a-time';
  for (let length = most; length > 0; length -= 1) {
    const typed = folded(words.slice(0, length));
    const read = readComingMoment(by24 ? typed.replace(/(^|\s)(\d[:.]\d{2})$/, '$10$2') : typed, options);
    if ('at' in read) return { at: read.at, length };
    if (read.problem !== 'not-a-time' && problem === 'not-a-time') problem = read.problem;
  }
  return { problem };
}

/** The words before an "until" that only a time follows, and that time. */
function readLast(
  words: readonly string[],
  options: MomentOptions,
): { words: readonly string[]; at: IsoInstant | undefined } | { problem: MomentProblem } {
  const index = words.findLastIndex((word) => END.test(foldLookAlikes(word)));
  const after = index < 0 ? [] : words.slice(index + 1);
  const isTime =
    after.length > 0 && after.length <= MOST_WORDS && after.every((word) => isTimeWord(foldLookAlikes(word)));
  if (!isTime || (index === 0 && options.after === undefined)) return { words, at: undefined };
  const read = readComingMoment(folded(after), options);
  if ('at' in read) return { words: words.slice(0, index), at: read.at };
  // "until Friday" may be part of its words.
  return read.problem === 'no-clock' ? { words, at: undefined } : read;
}

const folded = (words: readonly string[]) => words.map((word) => foldLookAlikes(word)).join(' ');
