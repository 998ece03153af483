import { foldLookAlikes } from '../../text/look-alikes.ts';
import { type IsoInstant, londonDay, shift, shiftDay } from '../../time/clock.ts';
import {
  type ComingMoment,
  type MomentOptions,
  type MomentProblem,
  readComingMoment,
} from '../../time/coming-moment.ts';
import { isWholeTime, timeRun } from '../../time/time-run.ts';

/** A notice as typed after the command. With `from` it is planned. */
export interface TypedNotice {
  readonly text: string;
  readonly from: IsoInstant | undefined;
  readonly until: IsoInstant | undefined;
}

export type NoticeProblem = MomentProblem | 'reversed' | 'which-day' | 'no-words';

/** Longer than any typed time. */
const MOST_WORDS = 10;
const FROM = /^from[,:]?$/i;
const UNTIL = /^(?:until|till|til|to|-)[,:]?$/i;
const END = /^\(?(?:until|till|til)$/i;
/** A time on the 24-hour clock: in "from 18:00 until 8:00" it shows that 8:00 is in the morning. */
const BY_24_HOURS = /(?:^|\D)(?:0\d|1[3-9]|2[0-3])[:.]?\d{2}(?!\d)/;
/** "6-8pm", "18:00-20:00". Not "9-5", which may be a date. */
const HOURS = /^(?=.*[:apm])(\d{1,2}(?:[:.]\d{2})?(?:am|pm)?)-(\d{1,2}(?:[:.]\d{2})?(?:am|pm)?)$/i;

/**
 * Reads "from Fri 18:00 until Mon 08:00 ESR is being updated", "until 14:00 ESR is down" and "ESR is down until 14:00". Only a
 * "from" at the beginning plans a notice: elsewhere it is part of the words. A start that can mean two days is a problem.
 */
export function readNoticeText(
  typed: string,
  now: IsoInstant,
): TypedNotice | { readonly problem: NoticeProblem } {
  const words = withPlainStart(typed.split(' ').filter((word) => word !== ''));
  const isPlanned = FROM.test(words[0] ?? '') && runOf(words.slice(1)) > 0;
  const start = words.slice(1);
  const from = isPlanned ? readFirst(start, { now, which: 'earlier' }) : undefined;
  if (from !== undefined && 'problem' in from) {
    const day = from.problem === 'passed' ? dayOfEnd(start, now) : undefined;
    return day === undefined ? from : readNoticeText(['from', day, ...start].join(' '), now);
  }
  const behind = from === undefined ? words : start.slice(from.length);
  const rest = /^and$/i.test(behind[0] ?? '') && END.test(folded(behind[1])) ? behind.slice(1) : behind;
  const options: MomentOptions = { now, after: from?.at, which: 'later' };
  if (/^until further notice\b/i.test(rest.join(' '))) return toNotice(rest.slice(3), from?.at, undefined);
  const startsWithEnd = (isPlanned ? UNTIL : END).test(folded(rest[0])) && runOf(rest.slice(1), 'to') > 0;
  if (!startsWithEnd) {
    const last = readLast(rest, options);
    return 'problem' in last ? last : toNotice(last.words, from?.at, last.at);
  }
  const said = start
    .slice(0, from?.length ?? 0)
    .map(folded)
    .join(' ');
  const until = readFirst(rest.slice(1), options, { by24: BY_24_HOURS.test(said), to: 'to' });
  if ('problem' in until)
    return { problem: until.problem === 'passed' && isPlanned ? 'reversed' : until.problem };
  const ends = rest
    .slice(1, 1 + until.length)
    .map(folded)
    .join(' ');
  const notice = toNotice(rest.slice(1 + until.length), from?.at, until.at);
  const isUnclear = from !== undefined && hasUnclearDay([said, from], [ends, until], now);
  return isUnclear && !('problem' in notice) ? { problem: 'which-day' } : notice;
}

/** "From 9am until 5pm Friday", typed after nine: the day of the end, if it is the start's too. */
function dayOfEnd(start: readonly string[], now: IsoInstant): string | undefined {
  const length = runOf(start);
  const said = start.slice(0, length).map(folded).join(' ');
  if (!UNTIL.test(folded(start[length]))) return undefined;
  const end = readFirst(
    start.slice(length + 1),
    { now, which: 'later' },
    { by24: BY_24_HOURS.test(said), to: 'to' },
  );
  if ('problem' in end || !end.hasDay) return undefined;
  const day = lastDay(end.at);
  const there = readComingMoment(`${day} ${said}`, { now, which: 'earlier' });
  return 'at' in there && there.at < end.at ? day : undefined;
}

/** Rewrites the beginning: "from now until" to "until", and "from 6-8pm" to "from 6pm - 8pm". */
function withPlainStart(words: readonly string[]): readonly string[] {
  if (!FROM.test(words[0] ?? '')) return words;
  if (/^now$/i.test(words[1] ?? '') && UNTIL.test(folded(words[2]))) return ['until', ...words.slice(3)];
  const [, first, last] = HOURS.exec(folded(words[1])) ?? [];
  const [from = '', start = '', to = '', end = '', ...rest] =
    first === undefined ? words : ['from', first, '-', last ?? '', ...words.slice(2)];
  const [, hour, half] = /^(\d{1,2})(?:[:.]\d{2})?(am|pm)$/i.exec(folded(end)) ?? [];
  const isSame = /^\d{1,2}(?:[:.]\d{2})?$/.test(start) && UNTIL.test(folded(to)) && hour !== undefined;
  const isBefore = isSame && Number.parseInt(start, 10) % 12 < Number(hour) % 12;
  return [from, isBefore ? `${start}${half}` : start, to, end, ...rest].filter((word) => word !== '');
}

/** Whether a start without a day may mean two days: "from 9 to 5 tomorrow", "from 11pm to 5am on 4 Dec". */
function hasUnclearDay(
  [start, from]: readonly [string, ReadTime],
  [end, until]: readonly [string, ReadTime],
  now: IsoInstant,
): boolean {
  if (from.hasDay || !until.hasDay) return false;
  const day = lastDay(until.at);
  const first = londonDay(from.at);
  if (day === first) return false;
  if (day > shiftDay(first, 1)) return true;
  const there = readComingMoment(`${day} ${start}`, { now, which: 'earlier' });
  if ('problem' in there) return false;
  const ends = readComingMoment(end, { now, after: there.at, which: 'later' });
  return 'at' in ends && lastDay(ends.at) === day;
}

/** The last day of a notice: one that ends at midnight ends on the day before. */
const lastDay = (end: IsoInstant) => londonDay(shift(end, { minutes: -1 }));

function toNotice(words: readonly string[], from: IsoInstant | undefined, until: IsoInstant | undefined) {
  const text = words.join(' ').replace(/^[\s,:;–-]+|[\s,(–-]+$/g, '');
  return text === '' ? ({ problem: 'no-words' } as const) : { text, from, until };
}

interface ReadTime {
  readonly at: IsoInstant;
  readonly hasDay: boolean;
  readonly length: number;
}

/** The longest time that the words begin with, and how many words it has. */
function readFirst(
  words: readonly string[],
  options: MomentOptions,
  { by24 = false, to }: { readonly by24?: boolean; readonly to?: 'to' } = {},
): ReadTime | { readonly problem: MomentProblem } {
  const plain = words.map(folded);
  const run = runOf(words, to);
  for (let length = run; length > 0; length -= 1) {
    const typed = plain.slice(0, length).join(' ');
    const read = readComingMoment(by24 ? typed.replace(/(^|\s)(\d[:.]\d{2})$/, '$10$2') : typed, options);
    if ('at' in read)
      return isWholeTime(plain, length, run) ? { ...read, length } : { problem: 'not-a-time' };
    if (read.problem !== 'not-a-time') return read;
  }
  return { problem: 'not-a-time' };
}

/** The last "until" with a time, and the words before it: all the words, if another sentence follows. */
function readLast(
  words: readonly string[],
  options: MomentOptions,
): { words: readonly string[]; at: IsoInstant | undefined } | { problem: MomentProblem } {
  const index = words.findLastIndex(
    (word, at) => END.test(folded(word)) && timeToEnd(words.slice(at + 1)) > 0,
  );
  const after = words.slice(index + 1);
  const length = index < 0 ? 0 : timeToEnd(after);
  if (length === 0 || (index === 0 && options.after === undefined)) return { words, at: undefined };
  const time = withoutMarks(after.slice(0, length)).map(folded).join(' ');
  const read: ComingMoment = readComingMoment(time, options);
  if ('at' in read) return { words: length < after.length ? words : words.slice(0, index), at: read.at };
  // "until Friday" may be part of its words.
  return read.problem === 'no-clock' ? { words, at: undefined } : read;
}

/** How many words are the time at the beginning, if nothing or a new sentence follows it; else 0. */
function timeToEnd(words: readonly string[]): number {
  const plain = withoutMarks(words);
  if (runOf(plain, 'to') === plain.length) return words.length;
  const run = runOf(words, 'to');
  return /[.;!]$/.test(words[run - 1] ?? '') ? run : 0;
}

/** Without the punctuation at the end, and words without letters or digits after it. */
function withoutMarks(words: readonly string[]): readonly string[] {
  const last = words.findLastIndex((word) => /[\p{L}\p{N}]/u.test(word));
  return words
    .slice(0, last + 1)
    .map((word, at) => (at === last ? word.replace(/[.!?)\]"”’]+$/u, '') : word));
}

const runOf = (words: readonly string[], to?: 'to') =>
  timeRun(words.slice(0, MOST_WORDS + 1).map(folded), MOST_WORDS, to);

const folded = (word = '') => foldLookAlikes(word);
