import type { Span, Word } from './words.ts';

/** People who work were born in these years. Other dates are of a reset, a course or a card. */
const FIRST_BIRTH_YEAR = 1935;
const LAST_BIRTH_YEAR = 2012;

const MONTH =
  /^(jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december)$/;
const NUMERIC_DATE = /(?<![\d/.-])(\d{1,4})( ?[/.\-|\\_,: ] ?)(\d{1,2})\2('?\d{2}|\d{4})(?![\d/]|[.-]\d)/g;
const JOINED_DATE =
  /(?<![\p{L}\d])(\d{1,2})[-/.]?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[-/.]?('?\d{2}|\d{4})(?![\p{L}\d])/giu;
const CUE = /^(dob|d\.o\.b|d\/o\/b|d-o-b|birthday|birthdate|birth|born|bday|b'day|bithday|brith)$/;
const HISTORY =
  /^(started|start|starting|joined|since|left|leaving|expired|expires|expiry|employed|hired|until|till|qualified|changed|updated|retired|retiring|finished|resigned|returned|rejoined|promoted|transferred|moved|married|requested|registered|created|completed|trained|issued|due|from|effective)$/;
const LINKS =
  /^(is|was|were|the|on|of|a|my|as|in|date|it|its|it's|yesterday|today|tomorrow|next|last|:|=||[a-z-]*(first|second|third|[a-z]th|tieth))$/;

/** A date in the text. `needsCue`: it is a date of birth only if a word such as "dob" says so. */
type Dated = Span & { readonly year: number | undefined; readonly needsCue: boolean };

/** Finds dates of birth: dates that are said to be one, and bare full dates in a plausible birth year. */
export function findBirthDates(text: string, words: readonly Word[]): Span[] {
  return [
    ...numericDates(text),
    ...dayAndMonth(text),
    ...joinedDates(text),
    ...wordedDates(words),
    ...spokenDates(words),
    ...cuedDigits(words),
  ].filter((date) => {
    const first = firstIndex(words, (word) => word.end > date.start);
    const after = firstIndex(words, (word) => word.start >= date.end);
    const before = wordsBefore(words, first, 8);
    const behind = wordsAfter(words, after, 7);
    const cueAt = before.findIndex((word) => CUE.test(word.bare));
    if (cueAt >= 0 && before.slice(0, cueAt).every((word) => LINKS.test(word.bare))) return true;
    if (!isBirthYear(date.year)) return false;
    if (cueAt >= 0 || behind.some((word) => CUE.test(word.bare))) return true;
    if (date.needsCue) return false;
    return !before.slice(0, 4).some((word) => HISTORY.test(word.bare));
  });
}

/** Binary search: the index of the first word for which `holds`, as it does for all words after; `words.length` if none. */
function firstIndex(words: readonly Word[], holds: (word: Word) => boolean): number {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const word = words[middle];
    if (word !== undefined && holds(word)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The words before an index, nearest first, on the same line. */
function wordsBefore(words: readonly Word[], index: number, count: number): Word[] {
  const found: Word[] = [];
  for (let at = index - 1; at >= 0 && found.length < count; at -= 1) {
    const word = words[at];
    if (!word || words[at + 1]?.startsLine) break;
    found.push(word);
  }
  return found;
}

function wordsAfter(words: readonly Word[], index: number, count: number): Word[] {
  const found: Word[] = [];
  for (let at = index; at < words.length && found.length < count; at += 1) {
    const word = words[at];
    if (!word || word.startsLine) break;
    found.push(word);
  }
  return found;
}

function isBirthYear(year: number | undefined): boolean {
  return year !== undefined && year >= FIRST_BIRTH_YEAR && year <= LAST_BIRTH_YEAR;
}

/** '79 is 1979. '08 could also be a recent date: undefined, so that only a cue decides. */
function fullYear(digits: string): number | undefined {
  const year = Number(digits.replace("'", ''));
  if (year >= 1000) return year;
  return year >= 40 ? 1900 + year : undefined;
}

const isDay = (value: number) => value >= 1 && value <= 31;
const isMonth = (value: number) => value >= 1 && value <= 12;

function numericDates(text: string): Dated[] {
  const found: Dated[] = [];
  for (const match of text.matchAll(NUMERIC_DATE)) {
    const [whole, first = '', , second = '', third = ''] = match;
    const span = { start: match.index, end: match.index + whole.length };
    if (first.length === 4 && isMonth(Number(second)) && isDay(Number(third.replace("'", '')))) {
      found.push({ ...span, year: Number(first), needsCue: false });
    } else if (first.length <= 2 && isDay(Number(first)) && isDay(Number(second))) {
      const day = isMonth(Number(first)) || isMonth(Number(second));
      const year = fullYear(third);
      if (day) found.push({ ...span, year, needsCue: year === undefined });
    }
  }
  return found;
}

/** "birthday 12/8": without a year only if labelled by a cue. */
function dayAndMonth(text: string): Dated[] {
  return [...text.matchAll(/(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})(?![\d/]|[.-]\d)/g)]
    .filter(([, day, month]) => isDay(Number(day)) && isMonth(Number(month)))
    .map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      year: undefined,
      needsCue: true,
    }));
}

const SPOKEN =
  /^(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|first|second|third|[a-z]+(th|ieth)|hundred|thousand|oh|o|zero|nought)$/;

const ORDINAL = /^\d{1,2}(st|nd|rd|th)$/;
const isPartOfDate = (word: Word | undefined) =>
  word !== undefined &&
  (SPOKEN.test(word.bare) || MONTH.test(word.bare) || /^(\d{1,2}(st|nd|rd|th)?|\d{4})$/.test(word.bare));

/** "dob twelve eight eighty five", "14th of the third eighty one", as dictated: two or more numbers after a cue. */
function spokenDates(words: readonly Word[]): Dated[] {
  const found: Dated[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (!word || !isPartOfDate(word)) continue;
    let last = at;
    let said = SPOKEN.test(word.bare) || ORDINAL.test(word.bare);
    for (let next = at + 1; next <= last + 3; next += 1) {
      const bare = words[next]?.bare ?? '';
      if (isPartOfDate(words[next])) {
        said ||= SPOKEN.test(bare) || ORDINAL.test(bare);
        last = next;
      } else if (bare !== 'of' && bare !== 'the') break;
      else said ||= bare === 'of';
    }
    const end = words[last];
    if (last > at && said && end)
      found.push({ start: word.start, end: endOf(end), year: undefined, needsCue: true });
    at = last;
  }
  return found;
}

/** "5-Nov-1982", "05Nov1982" */
function joinedDates(text: string): Dated[] {
  return [...text.matchAll(JOINED_DATE)].map((match) => {
    const year = fullYear(match[2] ?? '');
    return { start: match.index, end: match.index + match[0].length, year, needsCue: year === undefined };
  });
}

/** "3rd March 1990", "March 3 1990", "14th of march '87", and without a year if labelled by a cue. */
function wordedDates(words: readonly Word[]): Dated[] {
  const found: Dated[] = [];
  words.forEach((word, at) => {
    if (!MONTH.test(word.bare)) return;
    const back = words[at - 1]?.bare === 'of' ? 2 : 1;
    const dayBefore = dayOf(words[at - back]) ? words[at - back] : undefined;
    const dayAfter = !dayBefore && dayOf(words[at + 1]) ? words[at + 1] : undefined;
    const last = dayAfter ?? word;
    const next = words[at + (dayAfter ? 2 : 1)];
    const year = next && /^'?(\d{2}|\d{4})$/.test(next.bare) ? next : undefined;
    if (!dayBefore && !dayAfter && !year) return;
    const full = (dayBefore ?? dayAfter) !== undefined && year !== undefined;
    const value = year ? fullYear(year.bare) : undefined;
    found.push({
      start: (dayBefore ?? word).start,
      end: endOf(year ?? last),
      year: value,
      needsCue: !full || value === undefined,
    });
  });
  return found;
}

/** The end of a word without the comma or full stop after it. */
function endOf(word: Word): number {
  return word.end - (/[^\p{L}\p{N}]*$/u.exec(word.raw)?.[0].length ?? 0);
}

function dayOf(word: Word | undefined): boolean {
  if (word && /^(first|second|third|[a-z]{3,}(th|ieth))$/.test(word.bare) && SPOKEN.test(word.bare))
    return true;
  const day = word ? /^(\d{1,2})(st|nd|rd|th)?$/.exec(word.bare) : null;
  return day !== null && isDay(Number(day[1]));
}

/** "dob 140387", "DOB:14031987", "born in 1974": digits that only a cue makes a date. */
function cuedDigits(words: readonly Word[]): Dated[] {
  return words
    .filter((word) => /^(\d{6}|\d{8}|19\d\d|20[01]\d)$/.test(word.bare))
    .map((word) => ({ start: word.start, end: endOf(word), year: yearIn(word.bare), needsCue: true }));
}

/** The year in eight digits that are a date: 14031987. */
function yearIn(digits: string): number | undefined {
  const [, day, month, year] = /^(\d\d)(\d\d)(\d{4})$/.exec(digits) ?? [];
  return isDay(Number(day)) && isMonth(Number(month)) ? Number(year) : undefined;
}
