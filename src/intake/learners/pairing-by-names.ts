import { nameInUsername } from '../fields/esr-username.ts';
import type { Mention } from '../finding/mention.ts';
import { namesAnother, spells } from '../finding/name-evidence.ts';
import { distinct, lone, type Pair } from './pair.ts';

/** Every username is compared with every address: more than this many would take too long. */
export const MOST_COMPARED = 60;

/** Pairs without regard to layout: only an address that spells one username's name, and no other's. */
export function byNames(mentions: readonly Mention[]): Pair[] {
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
  const matches = usernames.length > 1 || apart(only, emails) ? namesMatched(usernames, emails) : new Map();
  const left = choices.filter((email) => ![...matches.values()].includes(email));
  const rows = usernames.map((one) => {
    const email = matches.get(one.value);
    const unsure = email === undefined && left.length > 0;
    return { username: one.value, email, unsure, choices: unsure ? left.slice(0, 5) : [], start: one.start };
  });
  // Where each username has its address, one more that spells none of them is a learner without a username.
  const isOver = (one: Mention) =>
    left.includes(one.value) && usernames.every((other) => namesAnother(other.value, one.value));
  return rows.some((row) => row.unsure) ? rows : [...rows, ...emails.filter(isOver).map((one) => lone(one))];
}

/** Whether all addresses but those that spell the username name somebody with another initial. */
function apart(username: Mention | undefined, emails: readonly Mention[]): boolean {
  return (
    username !== undefined &&
    emails.every(({ value }) => spells(username.value, value) || namesAnother(username.value, value))
  );
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

/** Makes a question of rows that look swapped: the address spells another learner's name and not this one's. */
export function withoutSwaps(pairs: readonly Pair[]): Pair[] {
  const names = pairs.flatMap((pair) => pair.username ?? []);
  if (names.length < 2 || names.length > MOST_COMPARED) return [...pairs];
  return pairs.map((pair) => {
    const { username, email } = pair;
    if (username === undefined || email === undefined || spells(username, email)) return pair;
    const others = pairs.some(
      (other) =>
        other.username !== undefined &&
        other.username !== username &&
        spells(other.username, email) &&
        // It is in both rows of a table: a repeat.
        !(pair.isRow && other.email === email),
    );
    return others ? { ...pair, email: undefined, unsure: true, choices: [email] } : pair;
  });
}
