import { type SecretKind, takeOut } from '../../privacy/secrets/secrets.ts';
import { messageText } from '../../text/html-to-text.ts';
import type { IsoInstant } from '../../time/clock.ts';
import { readEmail } from '../fields/email-address.ts';
import { readUsername, type UsernameRules } from '../fields/esr-username.ts';
import type { IssueOf, LearnerIssueCode } from '../fields/issues.ts';
import { isInCharge } from '../finding/email-standing.ts';
import { MOST_EMAILS } from '../finding/find-emails.ts';
import type { Mention } from '../finding/mention.ts';
import { blanked, readMentions } from '../finding/mentions.ts';
import { spells } from '../finding/name-evidence.ts';
import { callsOff } from '../finding/not-asked.ts';
import { withoutOwnAddress } from '../message/mail-signature.ts';
import { type OwnWords, ownWords } from '../message/own-words.ts';
import { DONE, mailHeader, meansMail, meansQuoted, quotedMessage } from '../message/quoted-message.ts';
import { readNeededBy } from '../needed-by/needed-by.ts';
import { lineStartsOf } from './gaps.ts';
import { nameNear } from './learner-name.ts';
import { type LearnerProblem, problemIn } from './learner-problem.ts';
import { mergeRepeats } from './merge-repeats.ts';
import { withoutNamedDone } from './named-done.ts';
import type { Pair } from './pair.ts';
import { pairUp } from './pairing.ts';
import { withoutSwaps } from './pairing-by-names.ts';
import { repeatedAddresses } from './repeated-addresses.ts';
import { sharedInDoubt } from './shared-addresses.ts';
import { isDone, type TableRow, tableRows } from './table.ts';
import { pairInRow } from './table-learners.ts';
import { trainerWords, withoutNames } from './trainer-words.ts';

export type LearnerRules = UsernameRules & {
  /** Addresses that are never a learner's: the trainer's own, the Trust's contacts. Lower case. */
  readonly neverLearners?: readonly string[];
  /** When the message was read. Without it, `neededBy` is not read. */
  readonly now?: IsoInstant;
};

/** One learner, as far as the message says. */
export type Learner = {
  readonly name?: string;
  readonly username?: string;
  readonly email?: string;
  readonly problem?: LearnerProblem;
  readonly issues: ReadonlyArray<IssueOf<LearnerIssueCode>>;
  /** What an empty field could be, where the message left it open. */
  readonly choices: readonly string[];
  /** Has a username and an address without blocking issues. */
  readonly complete: boolean;
};

/** Findings about the message as a whole. */
type MessageFinding =
  | { readonly code: 'sensitive-data'; readonly kinds: readonly SecretKind[] }
  /** Rows of a table that say that they are done. */
  | { readonly code: 'done-left-out'; readonly learners: number }
  | {
      readonly code: 'quoted-reply-ignored' | 'quoted-reply-read' | 'signature-ignored' | 'message-cut-short';
    };

export type LearnersReading = {
  readonly rows: readonly Learner[];
  readonly findings: readonly MessageFinding[];
  /** By when the learners must be able to sign in, where the message says. */
  readonly neededBy?: IsoInstant | undefined;
  /** What else the writer says, without secrets, usernames, addresses and learners' names. */
  readonly words: string;
  /** There is at least one learner, and all are complete. */
  readonly complete: boolean;
};

/** A table of some hundreds of learners, with its mark-up. The rest is not read, which the trainer sees. */
const LONGEST_MESSAGE = 20_000;
/** The same as plain text. */
const LONGEST_TEXT = 12_000;
const ASKS =
  /\b(learner|reset|locked|log ?in|login|access|password|username|user name|esr|escalate|starter|student|trainee|below|above)\b/i;
/** How often a mail can forward a mail that forwards a mail. */
const DEEPEST_QUOTATION = 4;

/**
 * Reads the learners out of whatever a trainer typed or pasted: a sentence, lines, a table, HTML from Teams. Secrets and signatures
 * are left out; so are quoted replies, unless the words above them refer to them. A field with two possible readings stays empty,
 * with the issue `unsure-which`. Never throws.
 */
export function readLearners(message: string, rules: LearnerRules): LearnersReading {
  const { text: whole, quoted } = messageText(message.slice(0, LONGEST_MESSAGE));
  const plain = whole.slice(0, LONGEST_TEXT);
  const { text, secrets } = takeOut(plain);
  const said = ownWords(text);
  const own = withQuoted(said, rules);
  const findings: MessageFinding[] = [];
  if (secrets.length > 0) {
    findings.push({ code: 'sensitive-data', kinds: [...new Set(secrets.map((span) => span.kind))] });
  }
  // A mail by itself is what the trainer says.
  if (own.isRead && said.text.trim() !== '') findings.push({ code: 'quoted-reply-read' });
  if (quoted || (own.quotation !== '' && !own.isRead)) findings.push({ code: 'quoted-reply-ignored' });
  if (own.signature) findings.push({ code: 'signature-ignored' });
  const cut = message.length > LONGEST_MESSAGE || whole.length > plain.length;
  if (cut || plain.split('@').length > MOST_EMAILS + 1) findings.push({ code: 'message-cut-short' });
  const mentions = readMentions(own.text, rules);
  const tables = tableRows(own.text);
  const done = tables.filter(isDone).length;
  if (done > 0) findings.push({ code: 'done-left-out', learners: done });
  const rows = learnersIn(own.text, mentions, rules, tables);
  const names = rows.flatMap(({ name }) => name ?? []);
  // "Sun Li" and "Wed Ali" are no days.
  const timed = withoutNames(blanked(own.text, mentions), names);
  const neededBy = rules.now && readNeededBy(timed, rules.now);
  const words = trainerWords(blanked(own.text, tables.filter(isDone)), mentions, names);
  const complete = rows.length > 0 && rows.every((row) => row.complete);
  return { rows, findings, neededBy, words, complete };
}

/** A message's own words, with those that it quotes if they are meant: "please see below" names nobody itself. */
function withQuoted(said: OwnWords, rules: LearnerRules, depth = 0): OwnWords & { readonly isRead?: true } {
  const header = mailHeader(said.quotation);
  const own = header.length === 0 ? said : { ...said, text: withoutOwnAddress(said.text, header, rules) };
  const means = header.length === 0 ? meansQuoted : meansMail;
  const isMeant = own.quotation !== '' && means(own.text) && readMentions(own.text, rules).length === 0;
  if (!isMeant || depth === DEEPEST_QUOTATION) return said;
  const { text } = withQuoted(ownWords(quotedMessage(own.quotation)), rules, depth + 1);
  // A quotation that names nobody either is left out.
  if (readMentions(text, rules).length === 0) return said;
  return { ...own, text: `${own.text}\n${text}`.trim(), isRead: true };
}

function learnersIn(
  text: string,
  read: readonly Mention[],
  rules: LearnerRules,
  tables: readonly TableRow[],
): Learner[] {
  const notAsked = valuesWhere(read, ({ standing }) => standing === 'not-asked');
  const asked = read.filter((one) => !notAsked.has(one.value));
  if (asked.length === 0 && read.length > 0) return [];
  const all = sharedInDoubt(asked, text, tables);
  const mentions = withoutOthersAddresses(all, rules.neverLearners ?? [], text);
  const lineAt = new Map(tables.map((row) => [row.start, row]));
  const lineStart = lineStartsOf(text);
  const inside = Map.groupBy(mentions, (one) => lineAt.get(lineStart(one.start)));
  const left = tables.filter((row) => !isDone(row));
  const found = [
    ...left.flatMap((row) => pairInRow(row, inside.get(row) ?? [], rules) ?? []),
    ...pairUp(inside.get(undefined) ?? [], text, tables.length > 0),
  ];
  const doubted = valuesWhere(mentions, ({ standing }) => standing === 'doubtful');
  const cut = valuesWhere(mentions, (one) => one.cut === true);
  const open = found.map((pair) => withoutCut(askedWhereDoubted(pair, doubted), cut));
  const pairs = withoutSwaps(open).toSorted((a, b) => a.start - b.start);
  if (pairs.length === 0)
    return ASKS.test(text) && !DONE.test(text) && !callsOff(text) ? [emptyLearner(text)] : [];
  const forAll = problemOfAll(text, pairs);
  const near = pairs.map((pair, at) => textNear(text, lineStart, pair, pairs[at - 1], pairs[at + 1]));
  // "432 NGUYENT 02": a part of a username is not a name.
  const unnamed = blanked(
    text,
    all.filter((one) => one.kind === 'username'),
  );
  const learners: (Pair & { problem?: LearnerProblem })[] = [];
  for (const [at, pair] of pairs.entries()) {
    const own = near[at] ?? '';
    const hasAddress = pair.email !== undefined;
    const said = pairs.length === 1 ? problemIn(text, hasAddress) : (problemIn(own, hasAddress) ?? forAll);
    // Of one whose username stands there, another's was said.
    const isAnothers = said === 'no-username-yet' && pairs.length > 1 && pair.username !== undefined;
    const problem = isAnothers ? undefined : said;
    // "Ash Oak 432OAKA01 …, Birch Elm 432ELMB02 …": a name stands before its learner, behind the one before.
    const behind = all.findLast((one) => one.end <= pair.start)?.end;
    const nearby = textNear(unnamed, lineStart, pair, pairs[at - 1], pairs[at + 1], behind);
    const name = pair.name ?? nameNear(nearby, pair.username, pair.email, learners.at(-1)?.name);
    learners.push({
      ...pair,
      ...(name === undefined ? {} : { name }),
      ...(problem === undefined ? {} : { problem }),
    });
  }
  const merged = mergeRepeats(withoutNamedDone(learners, blanked(text, all)), text);
  const repeats = repeatedAddresses(merged);
  return merged.map((one) => learnerOf(one, rules, repeats.has(one)));
}

/** "These can't get the reset email:" before the list, or "… all locked out" behind it. */
function problemOfAll(text: string, pairs: readonly Pair[]): LearnerProblem | undefined {
  const behind = text.slice(pairs.at(-1)?.start ?? 0);
  const ofAll = /\b(all|both|every(one|body)|they)\b/i.test(behind) ? problemIn(behind) : undefined;
  return problemIn(text.slice(0, pairs[0]?.start ?? 0)) ?? ofAll;
}

const valuesWhere = (mentions: readonly Mention[], holds: (one: Mention) => boolean): ReadonlySet<string> =>
  new Set(mentions.filter(holds).map((one) => one.value));

/** A username that the writer corrected to another learner's: its row becomes a question. */
function askedWhereDoubted(pair: Pair, doubted: ReadonlySet<string>): Pair {
  const { username, email } = pair;
  if (username === undefined || email === undefined) return pair;
  return doubted.has(username) ? { ...pair, email: undefined, unsure: true, choices: [email] } : pair;
}

/** A truncated address is nobody's: its row becomes a question, without offering it. */
function withoutCut(pair: Pair, cut: ReadonlySet<string>): Pair {
  const isEnd = (value: string | undefined) => value !== undefined && cut.has(value);
  if (!isEnd(pair.email) && !pair.choices.some(isEnd)) return pair;
  const email = isEnd(pair.email) ? undefined : pair.email;
  return { ...pair, email, unsure: true, choices: pair.choices.filter((one) => !isEnd(one)) };
}

/** Without other people's addresses. A name spelled in full outweighs the words around it. */
function withoutOthersAddresses(
  mentions: readonly Mention[],
  never: readonly string[],
  text: string,
): Mention[] {
  const usernames = [...new Set(mentions.filter((one) => one.kind === 'username').map((one) => one.value))];
  const few = usernames.length <= 60;
  const kept = mentions.filter((one) => {
    if (one.kind === 'username') return true;
    if (never.includes(one.value) || one.standing === 'replaced') return false;
    if (one.standing !== 'someone-else') return true;
    return few && usernames.some((username) => spells(username, one.value));
  });
  return kept.map((one) =>
    one.standing === 'someone-else' && isInCharge(text.slice(Math.max(0, one.start - 60), one.start))
      ? { ...one, standing: 'doubtful' }
      : one,
  );
}

/** The text about one learner: from the line above their first mention, or from `behind` on a shared line, to the next learner's. */
function textNear(
  text: string,
  lineStart: (position: number) => number,
  pair: Pair,
  previous: Pair | undefined,
  next: Pair | undefined,
  behind = pair.start,
): string {
  const line = lineStart(pair.start);
  const above = lineStart(line - 1);
  const sameLine = previous !== undefined && previous.start >= line;
  const from = sameLine ? behind : previous !== undefined && previous.start >= above ? line : above;
  const nextLine = next === undefined ? text.length : lineStart(next.start);
  const to = next === undefined ? text.length : nextLine > pair.start ? nextLine : next.start;
  return text.slice(Math.min(from, to), Math.min(to, from + 1500));
}

function learnerOf(
  found: Pair & { problem?: LearnerProblem; repeated: boolean },
  rules: UsernameRules,
  repeatsAddress: boolean,
): Learner {
  const issues: IssueOf<LearnerIssueCode>[] = [
    ...readUsername(found.username ?? '', rules).issues,
    ...readEmail(found.email ?? '').issues,
  ].filter((issue) => !(found.unsure && issue.code.endsWith('-missing')));
  if (found.unsure) issues.push({ code: 'unsure-which', blocking: true });
  if (repeatsAddress) issues.push({ code: 'email-repeated', blocking: true });
  if (found.repeated && !found.unsure) issues.push({ code: 'duplicate-learner', blocking: false });
  const complete =
    found.username !== undefined && found.email !== undefined && !issues.some((issue) => issue.blocking);
  return {
    ...(found.name === undefined ? {} : { name: found.name }),
    ...(found.username === undefined ? {} : { username: found.username }),
    ...(found.email === undefined ? {} : { email: found.email }),
    ...(found.problem === undefined ? {} : { problem: found.problem }),
    issues,
    choices: found.choices,
    complete,
  };
}

/** "Can someone reset my learner?": a request with nothing to go by. */
function emptyLearner(text: string): Learner {
  const problem = problemIn(text);
  return {
    ...(problem === undefined ? {} : { problem }),
    issues: [
      { code: 'username-missing', blocking: true },
      { code: 'email-missing', blocking: true },
    ],
    choices: [],
    complete: false,
  };
}
