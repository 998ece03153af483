import { nameInUsername } from '../fields/esr-username.ts';
import type { LearnerProblem } from './learner-problem.ts';
import type { Pair } from './pair.ts';

type Found = Pair & { readonly problem?: LearnerProblem };

/**
 * Merges the rows of a learner who is named twice. The same username with two addresses, or one address for two usernames, becomes
 * a question. Rows of a table are trusted.
 */
export function mergeRepeats(found: readonly Found[], text: string): (Found & { repeated: boolean })[] {
  const rows = askWhoseEmail(askWhichUsername(mergeUsernames(found)));
  return SAID_TO_SHARE.test(text) ? rows : askTwice(rows);
}

function mergeUsernames(found: readonly Found[]): (Found & { repeated: boolean })[] {
  const rows = new Map<string, Found & { repeated: boolean }>();
  for (const one of found) {
    const key = one.username ?? `no username, ${one.email ?? `row ${rows.size}`}`;
    const before = rows.get(key);
    rows.set(key, before ? merged(before, one) : { ...one, repeated: false });
  }
  return [...rows.values()];
}

function merged(before: Found & { repeated: boolean }, again: Found): Found & { repeated: boolean } {
  const emails = [...new Set([before.email, again.email].filter((email) => email !== undefined))];
  const rest = { ...again, ...before, repeated: true };
  if (emails.length > 1) return { ...rest, email: undefined, unsure: true, choices: emails };
  if (before.unsure || again.unsure) {
    const choices = [...new Set([...before.choices, ...again.choices, ...emails])];
    const settled = emails.length === 1 && choices.length === 1;
    return {
      ...rest,
      email: settled ? emails[0] : undefined,
      unsure: !settled,
      choices: settled ? [] : choices,
    };
  }
  return { ...rest, email: emails[0] };
}

/** 178SMITHK01 and 432SMITHK03 with one address between them: an old and a new login of one learner. */
function askWhichUsername<One extends Found>(rows: readonly One[]): One[] {
  const nameOf = (row: One) => (row.username === undefined ? '' : nameInUsername(row.username));
  const instead = new Map<One, One | undefined>();
  for (const [name, same] of Map.groupBy(rows, nameOf)) {
    const first = same[0];
    const prefixes = new Set(same.map((row) => row.username?.slice(0, 3)));
    const emails = new Set(same.flatMap((row) => row.email ?? []));
    if (name === '' || !first || same.length < 2 || prefixes.size < same.length || emails.size !== 1)
      continue;
    const choices = same.flatMap((row) => row.username ?? []);
    for (const row of same) instead.set(row, undefined);
    instead.set(first, { ...first, username: undefined, email: [...emails][0], unsure: true, choices });
  }
  return rows.flatMap((row) => (instead.has(row) ? (instead.get(row) ?? []) : [row]));
}

const SAID_TO_SHARE = /\b(same|as above)\b/i;

/**
 * 432SMITHK01 with an address and 432SMITHK03 without, and no others: perhaps one learner, and either may be the login in use.
 * Among others they are two people.
 */
function askTwice<One extends Found>(rows: readonly One[]): One[] {
  const names = new Set(rows.map((row) => nameInUsername(row.username ?? '')));
  const [email, ...more] = rows.flatMap((row) => row.email ?? []);
  if (rows.length < 2 || names.size > 1 || names.has('') || email === undefined || more.length > 0)
    return [...rows];
  return rows.map((row) => ({ ...row, email: undefined, unsure: true, choices: [email] }));
}

function askWhoseEmail<One extends Found>(rows: readonly One[]): One[] {
  const owners = new Map<string, Set<string | undefined>>();
  for (const { email, username } of rows) {
    if (email !== undefined) owners.set(email, (owners.get(email) ?? new Set()).add(username));
  }
  return rows.map((row) => {
    const shared = row.email !== undefined && !row.isRow && (owners.get(row.email)?.size ?? 0) > 1;
    if (!shared || row.email === undefined) return row;
    if (row.username === undefined) return { ...row, unsure: true };
    return { ...row, email: undefined, unsure: true, choices: [row.email] };
  });
}
