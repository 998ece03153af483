import { belongs } from './belonging.ts';
import { nameInUsername } from './esr-username.ts';
import { Gap, gapIn, opensEntry } from './gaps.ts';
import type { Mention } from './mention.ts';
import { namesSomeoneElse, spells } from './name-evidence.ts';

/** One learner's username and address, as far as the message says which belong together. */
export type Pair = {
  readonly username: string | undefined;
  readonly email: string | undefined;
  /** More than one reading is possible; the doubtful field is left out. */
  readonly unsure: boolean;
  /** What the empty field could be. */
  readonly choices: readonly string[];
  readonly name?: string;
  /** Where the learner's first mention stands. */
  readonly start: number;
};

/** Name evidence compares every username with every address; beyond this many it is not worth the time. */
const MOST_COMPARED = 60;

/**
 * Pairs usernames with addresses, following how the message is laid out: paragraphs, then lines, then sentences.
 * A pair is only made where one reading is possible; otherwise the address is left out and `unsure` is set.
 */
export function pairUp(mentions: readonly Mention[], text: string): Pair[] {
  const pairs = solve(mentions, text);
  return withoutSwaps(pairs);
}

function solve(mentions: readonly Mention[], text: string): Pair[] {
  const usernames = distinct(mentions, 'username');
  const emails = distinct(mentions, 'email');
  if (usernames.length <= 1 && emails.length <= 1) return single(mentions, text);
  const strongest = Math.max(...gapsOf(mentions, text));
  const alternating = alternate(mentions, text);
  if (strongest >= Gap.line || (strongest === Gap.sentence && !emailsOfOne(usernames, emails))) {
    const laidOut = byLayout(mentions, text, strongest);
    if (!laidOut || (alternating && contradicts(laidOut, alternating))) return byNames(mentions);
    return laidOut;
  }
  return alternating ?? byNames(mentions);
}

/** Several addresses after one username in one breath: they may all be that learner's. */
function emailsOfOne(usernames: readonly Mention[], emails: readonly Mention[]): boolean {
  const only = usernames.length === 1 ? usernames[0] : undefined;
  return (
    only !== undefined && emails.some((email, at) => at > 0 && !namesSomeoneElse(only.value, email.value))
  );
}

/** At most one username and one address: a pair, if the address stands close enough or is said to be theirs. */
function single(mentions: readonly Mention[], text: string): Pair[] {
  const [username, email] = nearest(mentions);
  const first = mentions[0];
  if (!first) return [];
  const values = { username: username?.value, email: email?.value, start: first.start };
  if (!email) return [{ ...values, unsure: false, choices: [] }];
  if (email.standing === 'doubtful' && !(username && spells(username.value, email.value))) {
    return [{ ...values, email: undefined, unsure: true, choices: [email.value] }];
  }
  if (!username || belongs(username, email, text)) return [{ ...values, unsure: false, choices: [] }];
  return [{ ...values, email: undefined, unsure: true, choices: [email.value] }];
}

/** Of a username and an address that are said more than once, the two that stand closest. */
function nearest(mentions: readonly Mention[]): [Mention | undefined, Mention | undefined] {
  const neighbours = mentions.flatMap((one, at) => {
    const next = mentions[at + 1];
    return next && next.kind !== one.kind ? [{ one, next, apart: next.start - one.end }] : [];
  });
  const closest = neighbours.toSorted((a, b) => a.apart - b.apart)[0];
  const two = closest ? [closest.one, closest.next] : mentions;
  return [two.find((one) => one.kind === 'username'), two.find((one) => one.kind === 'email')];
}

/** Splits at the strongest gaps. Undefined where the parts do not tell who belongs to whom. */
function byLayout(mentions: readonly Mention[], text: string, strongest: number): Pair[] | undefined {
  const parts = splitWhere(mentions, text, (between) => gapIn(between) >= strongest);
  const pairs: Pair[] = [];
  let loose: Mention[] = [];
  const wholeEntries = parts.some((part) => kindsIn(part) === 2);
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

/** Lines that each hold only usernames or only addresses. */
function looseRun(run: readonly Mention[], text: string): Pair[] {
  if (kindsIn(run) === 1) return run.map((one) => lone(one));
  if (distinct(run, 'username').length === 1 && distinct(run, 'email').length === 1) return single(run, text);
  const alternating = alternate(run, text);
  if (alternating) return alternating;
  const entries = splitWhere(run, text, opensEntry);
  if (
    entries.length > 1 &&
    entries.every((entry) => entry.length === 2 && entry[0]?.kind !== entry[1]?.kind)
  ) {
    return entries.flatMap((entry) => single(entry, text));
  }
  return byNames(run);
}

/** Username, address, username, address …: two by two, whichever comes first. */
function alternate(mentions: readonly Mention[], text: string): Pair[] | undefined {
  if (mentions.length % 2 === 1) return undefined;
  if (mentions.some((one, at) => one.kind === mentions[at + 1]?.kind)) return undefined;
  const pairs: Pair[] = [];
  for (let at = 0; at < mentions.length; at += 2) pairs.push(...single(mentions.slice(at, at + 2), text));
  return pairs;
}

/** Two lists, or a jumble: only an address that spells one username's name, and no other's, is paired. */
function byNames(mentions: readonly Mention[]): Pair[] {
  const usernames = distinct(mentions, 'username');
  const emails = distinct(mentions, 'email').filter((one) => one.standing !== 'doubtful');
  const only = usernames[0];
  const choices = distinct(mentions, 'email').map((one) => one.value);
  if (usernames.length === 0) return emails.map((one) => lone(one));
  const oneLearner = new Set(usernames.map((one) => nameInUsername(one.value))).size === 1;
  if (usernames.length > 1 && choices.length === 1 && oneLearner && only) {
    const which = usernames.map((one) => one.value);
    return [{ username: undefined, email: choices[0], unsure: true, choices: which, start: only.start }];
  }
  const matches = usernames.length > 1 ? namesMatched(usernames, emails) : new Map<string, string>();
  const left = choices.filter((email) => ![...matches.values()].includes(email));
  return usernames.map((one) => {
    const email = matches.get(one.value);
    const unsure = email === undefined && left.length > 0;
    return { username: one.value, email, unsure, choices: unsure ? left.slice(0, 5) : [], start: one.start };
  });
}

function namesMatched(usernames: readonly Mention[], emails: readonly Mention[]): Map<string, string> {
  const matches = new Map<string, string>();
  if (usernames.length > MOST_COMPARED || emails.length > MOST_COMPARED) return matches;
  for (const { value: username } of usernames) {
    const own = emails.filter((email) => spells(username, email.value));
    const email = own[0]?.value;
    if (own.length !== 1 || email === undefined) continue;
    if (usernames.filter((other) => spells(other.value, email)).length === 1) matches.set(username, email);
  }
  return matches;
}

/** An address that spells another learner's name and not this one's: the rows look swapped. */
function withoutSwaps(pairs: readonly Pair[]): Pair[] {
  const names = pairs.flatMap((pair) => pair.username ?? []);
  if (names.length < 2 || names.length > MOST_COMPARED) return [...pairs];
  return pairs.map((pair) => {
    const { username, email } = pair;
    if (username === undefined || email === undefined || spells(username, email)) return pair;
    const others = names.some((name) => name !== username && spells(name, email));
    return others ? { ...pair, email: undefined, unsure: true, choices: [email] } : pair;
  });
}

function lone(mention: Mention): Pair {
  const value =
    mention.kind === 'username'
      ? { username: mention.value, email: undefined }
      : { username: undefined, email: mention.value };
  return { ...value, unsure: false, choices: [], start: mention.start };
}

function distinct(mentions: readonly Mention[], kind: Mention['kind']): Mention[] {
  const seen = new Set<string>();
  return mentions.filter((one) => one.kind === kind && !seen.has(one.value) && seen.add(one.value));
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
  parts: (between: string) => boolean,
): Mention[][] {
  const found: Mention[][] = [];
  mentions.forEach((one, at) => {
    const previous = mentions[at - 1];
    const last = found.at(-1);
    if (last && previous && !parts(text.slice(previous.end, one.start))) last.push(one);
    else found.push([one]);
  });
  return found;
}

/** The layout pairs two mentions that reading two by two does not. */
function contradicts(laidOut: readonly Pair[], alternating: readonly Pair[]): boolean {
  const expected = new Set(alternating.map((pair) => `${pair.username} ${pair.email}`));
  return laidOut.some(
    (pair) => pair.username && pair.email && !expected.has(`${pair.username} ${pair.email}`),
  );
}
