import { editDistance } from '../../text/edit-distance.ts';
import { readEmail } from '../fields/email-address.ts';
import { nameInUsername } from '../fields/esr-username.ts';
import type { Pair } from '../learners/pair.ts';
import { MOST_COMPARED } from '../learners/pairing-by-names.ts';
import type { Mention } from './mention.ts';
import { namesSomeoneElse, spells } from './name-evidence.ts';
import { comesAsRight } from './not-asked.ts';

const TAKEN_BACK = /\b(ignore|disregard|forget|scrap|skip|cancel)\b[^\n.;,@]{0,20}$/i;
/** "432KHANS01? or is it 432KAHNS01?" */
const OR_ELSE = /^[^@\n]{0,30}\bor\b[^@\n]{0,15}$/i;
const NOT = /\bnot[\s:("']*$/i;
const MEANT_INSTEAD =
  /\b(sorry|oops|apologies|correction|i mean(t)?|meant( to say)?|should (be|say|read|have been)|actually|make that|rather|edit|no)\b[\s:,.("'*-]*(it'?s|is|use|it should be|that'?s)?[\s:,("'*-]*$/i;

/** The writer says that the pairs themselves are wrong: every row is then a question. */
const ALL_WRONG =
  /\b((wrong|other) way (a)?round|mixed up|mixed (them|those|these)|swap(ped)? (them|those|these|over|round)|vice versa|(ignore|disregard) (all|both|the above|that lot))\b/i;
const CHANGES = /\b(chang|updat|amend|switch|swap|replac|mov|correct)\w*\b[^@\n]{0,30}$/i;
/** "gunner*" on a separate line, as people correct a slip in a chat. */
const STARRED = /(^|\n)[ \t]*(\*[^\s*]{2,60}|[^\s*]{2,60}\*)[ \t]*(?=\n|$)/g;

/**
 * Mentions as the writer corrected them: a username taken back is left out ("432KHANS01 sorry, 432KHANS02", "not 432KHANS01",
 * "ignore …"); one corrected without saying how is in doubt.
 */
export function asCorrected(mentions: readonly Mention[], text: string): readonly Mention[] {
  const usernames = mentions.filter((one) => one.kind === 'username');
  const back = new Set<string>();
  const doubted = new Set<string>();
  usernames.forEach((one, at) => {
    const previous = usernames[at - 1];
    const before = text.slice(Math.max(previous?.end ?? 0, one.start - 60), one.start);
    // "432KHANS01 is sorted, but not 432PATELR02": who is left, and no correction.
    const isLeft = previous?.standing === 'not-asked' && one.standing !== 'not-asked';
    if (usernames.length > 1 && !isLeft && (TAKEN_BACK.test(before) || NOT.test(before))) back.add(one.value);
    else if (previous && previous.value !== one.value && MEANT_INSTEAD.test(before)) {
      if (alike(previous, one)) back.add(previous.value);
      else for (const either of [previous, one]) doubted.add(either.value);
    } else if (previous && OR_ELSE.test(before) && !sameName(previous, one)) {
      for (const either of [previous, one]) doubted.add(either.value);
    }
  });
  // "Not U a@… but U b@…": the username stays.
  for (const one of usernames) if (comesAsRight(one, text)) back.delete(one.value);
  for (const star of text.matchAll(STARRED)) {
    const before = mentions.findLast((one) => one.end <= star.index);
    if (before) doubted.add(before.value);
  }
  const all = ALL_WRONG.test(text);
  return changed(mentions, text)
    .filter((one) => one.kind === 'email' || !back.has(one.value))
    .map((one) => (all || doubted.has(one.value) ? { ...one, standing: 'doubtful' } : one));
}

const sameName = (one: Mention, other: Mention) => nameInUsername(one.value) === nameInUsername(other.value);

/** "Change ravi@… to r.patel@…" */
function changed(mentions: readonly Mention[], text: string): Mention[] {
  const leads = (one: Mention, next: Mention | undefined) =>
    one.kind === 'email' &&
    next?.kind === 'email' &&
    /^[\s>)"']*(to|with|for|into)[\s<("']*$/i.test(text.slice(one.end, next.start)) &&
    CHANGES.test(text.slice(Math.max(0, one.start - 60), one.start));
  return mentions.map((one, at) => {
    if (leads(one, mentions[at + 1])) return { ...one, standing: 'replaced' };
    const previous = mentions[at - 1];
    return previous && leads(previous, one) ? { ...one, standing: 'corrected' } : one;
  });
}

/** Whether they are one username, mistyped once, and not two learners'. */
function alike(one: Mention, other: Mention): boolean {
  return editDistance(nameInUsername(one.value), nameInUsername(other.value)) <= 2;
}

/**
 * For one username with several addresses: the mentions without the wrong ones. Undefined where the words do not say which is
 * right.
 */
export function rightOne(mentions: readonly Mention[]): Mention[] | undefined {
  const every = mentions.filter((one) => one.kind === 'email');
  const values = new Set(every.map(({ value }) => value));
  const isMistyped = (value: string) => values.has(readEmail(value).issues[0]?.suggestion ?? '');
  const emails = every.filter(({ value }) => !isMistyped(value));
  const username = mentions.find((one) => one.kind === 'username')?.value ?? '';
  const right = new Set(emails.filter((one) => one.standing === 'corrected').map((one) => one.value));
  const value = right.size === 0 ? onlyOneNotInDoubt(username, emails) : [...right][0];
  if (right.size > 1 || value === undefined) return undefined;
  const last = emails.findLastIndex((one) => one.value === value);
  // A further address after the right one, with nothing said of it, leaves the question open.
  const open = emails.some((one, at) => at > last && one.standing === 'learner');
  if (open) return undefined;
  const said = right.size > 0;
  return mentions
    .filter((one) => one.kind === 'username' || one.value === value)
    .map((one) => (one.kind === 'email' && said ? { ...one, labelled: true } : one));
}

function onlyOneNotInDoubt(username: string, emails: readonly Mention[]): string | undefined {
  const plain = new Set<string>();
  for (const { standing, value } of emails) {
    if (standing === 'learner') plain.add(value);
    // The person it names may be another learner.
    else if (namesSomeoneElse(username, value)) return undefined;
  }
  const [only] = plain;
  if (plain.size !== 1 || only === undefined) return undefined;
  // The name speaks for the one in doubt.
  const other = emails.some((one) => one.value !== only && spells(username, one.value));
  return other && !spells(username, only) ? undefined : only;
}

/** An address left over that spells a learner's name, or corrects the one before, makes that learner's row a question. */
export function withLeftOvers(pairs: readonly Pair[], mentions: readonly Mention[]): Pair[] {
  const corrects = new Set(mentions.filter((one) => one.standing === 'corrected').map((one) => one.value));
  const named = pairs.filter((row) => row.username !== undefined).length;
  if (named === 0 || named > MOST_COMPARED) return [...pairs];
  let rows = [...pairs];
  for (const left of pairs) {
    const { email } = left;
    if (left.username !== undefined || email === undefined || left.unsure) continue;
    const spelled = rows.filter((row) => row.username !== undefined && spells(row.username, email));
    const before = corrects.has(email)
      ? rows.findLast((row) => row.username && row.start < left.start)
      : undefined;
    const whose = spelled.length === 1 ? spelled[0] : before;
    if (whose === undefined) continue;
    const choices = [...new Set([...whose.choices, ...(whose.email ? [whose.email] : []), email])];
    const row = { ...whose, email: undefined, unsure: true, choices };
    rows = rows.flatMap((one) => (one === left ? [] : one === whose ? [row] : [one]));
  }
  return rows;
}
