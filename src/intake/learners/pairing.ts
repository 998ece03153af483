import { rightOne, withLeftOvers } from '../finding/corrections.ts';
import type { Mention } from '../finding/mention.ts';
import { namesSomeoneElse, spells } from '../finding/name-evidence.ts';
import { belongs, followsAnother } from './belonging.ts';
import { Gap, gapIn, opensEntry } from './gaps.ts';
import { distinct, lone, type Pair } from './pair.ts';
import { byNames } from './pairing-by-names.ts';

/**
 * Pairs usernames with addresses by the message's layout: paragraphs, then lines, then sentences. Where more than one reading is
 * possible, the address is left out and `unsure` is set. `besideTable`: other learners are in a table, so loose values are more
 * likely two learners than one.
 */
export function pairUp(mentions: readonly Mention[], text: string, besideTable = false): Pair[] {
  const apart = besideTable ? byLayout(mentions, text, Gap.line, true) : undefined;
  return withLeftOvers(apart ?? solve(mentions, text), mentions);
}

function solve(mentions: readonly Mention[], text: string): Pair[] {
  const usernames = distinct(mentions, 'username');
  const emails = distinct(mentions, 'email');
  if (usernames.length <= 1 && emails.length <= 1) {
    const lines = splitWhere(mentions, text, (between) => between.includes('\n'));
    const whole = lines.filter((line) => kindsIn(line) === 2);
    return whole.length > 1 ? whole.flatMap((line) => single(line, text)) : single(mentions, text);
  }
  const only = usernames.length === 1 ? usernames[0] : undefined;
  const settled = only && rightOne(mentions);
  if (settled) return single(settled, text);
  const others = only ? emails.filter((one) => followsAnother(only, one, text)) : [];
  if (only && others.length === emails.length - 1) {
    const own = mentions.filter((one) => !others.some((other) => other.value === one.value));
    return [...single(own, text), ...others.map((one) => lone(one))];
  }
  const strongest = Math.max(...gapsOf(mentions, text));
  const alternating = alternate(mentions, text);
  if (strongest >= Gap.line || (strongest === Gap.sentence && !emailsOfOne(usernames, emails))) {
    const laidOut = byLayout(mentions, text, strongest);
    if (!laidOut || (alternating && contradicts(laidOut, alternating))) return byNames(mentions);
    return laidOut;
  }
  return alternating ?? byNames(mentions);
}

/** Several addresses in one sentence after one username: whether they may all be that learner's. */
function emailsOfOne(usernames: readonly Mention[], emails: readonly Mention[]): boolean {
  const only = usernames.length === 1 ? usernames[0] : undefined;
  return (
    only !== undefined && emails.some((email, at) => at > 0 && !namesSomeoneElse(only.value, email.value))
  );
}

/** At most one username and one address: a pair, if the address is close enough or said to be theirs. */
function single(mentions: readonly Mention[], text: string): Pair[] {
  const [username, email] = nearest(mentions);
  const first = mentions[0];
  if (!first) return [];
  const values = { username: username?.value, email: email?.value, start: first.start };
  if (!email) return [{ ...values, unsure: false, choices: [] }];
  // Without a username the row is a question anyway.
  const spelled = !username || spells(username.value, email.value);
  if (email.standing === 'doubtful' || (email.standing === 'unlikely' && !spelled)) {
    return [{ ...values, email: undefined, unsure: true, choices: [email.value] }];
  }
  if (!username || belongs(username, email, text)) return [{ ...values, unsure: false, choices: [] }];
  return [{ ...values, email: undefined, unsure: true, choices: [email.value] }];
}

/** Of a repeated username and address, the two closest mentions. */
function nearest(mentions: readonly Mention[]): [Mention | undefined, Mention | undefined] {
  const neighbours = mentions.flatMap((one, at) => {
    const next = mentions[at + 1];
    return next && next.kind !== one.kind ? [{ one, next, apart: next.start - one.end }] : [];
  });
  const closest = neighbours.toSorted((a, b) => a.apart - b.apart)[0];
  const two = closest ? [closest.one, closest.next] : mentions;
  return [two.find((one) => one.kind === 'username'), two.find((one) => one.kind === 'email')];
}

/** Splits at the strongest gaps. Undefined if the parts do not show who belongs to whom. */
function byLayout(
  mentions: readonly Mention[],
  text: string,
  strongest: number,
  amongOthers = false,
): Pair[] | undefined {
  const parts = splitWhere(mentions, text, (between) => gapIn(between) >= strongest);
  const pairs: Pair[] = [];
  let loose: Mention[] = [];
  const wholeEntries = amongOthers || parts.some((part) => kindsIn(part) === 2);
  const settle = () => {
    if (loose.length > 0)
      pairs.push(...(wholeEntries ? looseAmongWhole(loose, text) : looseRun(loose, text)));
    loose = [];
  };
  for (const part of parts) {
    if (kindsIn(part) === 2) {
      settle();
      pairs.push(...solve(part, text));
    } else loose.push(...part);
  }
  settle();
  return pairs;
}

/**
 * Where other learners have a line each, a lone address and a lone username next to each other are more likely two
 * learners with something missing than one: only a name brings them together.
 */
function looseAmongWhole(run: readonly Mention[], text: string): Pair[] {
  if (kindsIn(run) === 1) return run.map((one) => lone(one));
  const pairs = looseRun(run, text);
  const sure = pairs.every(
    (pair) => pair.username === undefined || pair.email === undefined || spells(pair.username, pair.email),
  );
  return sure ? pairs : byNames(run);
}

/** Pairs lines that each hold only usernames or only addresses. */
function looseRun(run: readonly Mention[], text: string): Pair[] {
  if (kindsIn(run) === 1) return run.map((one) => lone(one));
  if (distinct(run, 'username').length === 1 && distinct(run, 'email').length === 1) return single(run, text);
  const alternating = alternate(run, text);
  if (alternating) return alternating;
  const titled = labelledEntries(run, text);
  if (titled) return titled;
  const entries = splitWhere(run, text, opensEntry);
  if (
    entries.length > 1 &&
    entries.every((entry) => entry.length === 2 && entry[0]?.kind !== entry[1]?.kind)
  ) {
    return entries.flatMap((entry) => single(entry, text));
  }
  return byNames(run);
}

/** "Username: …, Email: …" with a label on each line: a learner begins with each username. */
function labelledEntries(run: readonly Mention[], text: string): Pair[] | undefined {
  if (run[0]?.kind !== 'username' || run.some((one) => !one.labelled)) return undefined;
  const entries: Mention[][] = [];
  for (const one of run) {
    if (one.kind === 'username') entries.push([one]);
    else entries.at(-1)?.push(one);
  }
  return entries.every((entry) => entry.length <= 2)
    ? entries.flatMap((entry) => single(entry, text))
    : undefined;
}

/** Username, address, username, address …: pairs two by two, whichever comes first. Undefined for other orders. */
function alternate(mentions: readonly Mention[], text: string): Pair[] | undefined {
  if (mentions.length % 2 === 1) return undefined;
  if (mentions.some((one, at) => one.kind === mentions[at + 1]?.kind)) return undefined;
  const two = Array.from({ length: mentions.length / 2 }, (_, at) => mentions.slice(2 * at, 2 * at + 2));
  const shifted = two.slice(1).map((_, at) => mentions.slice(2 * at + 1, 2 * at + 3));
  // Only the names tell this from a stray one at the start and a missing one at the end.
  if (shifted.some(spellEachOther) && !two.every(spellEachOther)) return undefined;
  const led = mentions[0]?.kind === 'email' && two.length > 1 && !two.some(spellEachOther);
  if (
    led &&
    Math.max(...two.map((one) => gapWithin(one, text))) >=
      Math.min(Gap.line, ...shifted.map((one) => gapWithin(one, text)))
  )
    return undefined;
  return two.flatMap((pair) => single(pair, text));
}

function gapWithin([one, other]: readonly Mention[], text: string): number {
  return gapIn(text.slice(one?.end, other?.start));
}

function spellEachOther(two: readonly Mention[]): boolean {
  const username = two.find((one) => one.kind === 'username');
  const email = two.find((one) => one.kind === 'email');
  return username !== undefined && email !== undefined && spells(username.value, email.value);
}

function kindsIn(mentions: readonly Mention[]): number {
  return new Set(mentions.map((one) => one.kind)).size;
}

function gapsOf(mentions: readonly Mention[], text: string): number[] {
  return mentions.slice(1).map((one, at) => gapIn(text.slice(mentions[at]?.end ?? 0, one.start)));
}

function splitWhere(
  mentions: readonly Mention[],
  text: string,
  splits: (between: string) => boolean,
): Mention[][] {
  const found: Mention[][] = [];
  mentions.forEach((one, at) => {
    const previous = mentions[at - 1];
    const last = found.at(-1);
    if (last && previous && !splits(text.slice(previous.end, one.start))) last.push(one);
    else found.push([one]);
  });
  return found;
}

/** Whether the layout pairs two mentions that `alternate` does not. */
function contradicts(laidOut: readonly Pair[], alternating: readonly Pair[]): boolean {
  const expected = new Set(alternating.map((pair) => `${pair.username} ${pair.email}`));
  return laidOut.some(
    (pair) => pair.username && pair.email && !expected.has(`${pair.username} ${pair.email}`),
  );
}
