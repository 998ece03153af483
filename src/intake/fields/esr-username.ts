import { asLatin, foldLookAlikes } from '../../text/look-alikes.ts';
import type { IssueOf, Reading, UsernameIssueCode } from './issues.ts';

/** A Trust's own facts about ESR usernames, from its guide. */
export type UsernameRules = {
  /** The three digits its usernames begin with. Empty where the guide does not say. */
  readonly prefixes: ReadonlyArray<{ readonly code: string; readonly old?: boolean; readonly note?: string }>;
  readonly otherTrusts: ReadonlyArray<{ readonly code: string; readonly trust: string }>;
  /** The guide says that the last two characters are digits. */
  readonly lastTwoDigits: boolean;
};

type UsernameIssue = IssueOf<UsernameIssueCode>;

const SHORTEST = 7; // 3 digits, a two-letter name, 2 digits
const LONGEST = 30; // no guide gives a length; longer than any name, so something else was pasted

/** Reads an ESR username: upper case, spaces taken out, and whatever contradicts the Trust's guide. Never throws. */
export function readUsername(text: string, rules: UsernameRules): Reading<UsernameIssueCode> {
  const value = foldLookAlikes(text).replace(/\s+/g, '').toUpperCase();
  if (value === '') return { value, issues: [{ code: 'username-missing', blocking: true }] };
  if (value.length > LONGEST)
    return { value, issues: [{ code: 'username-invalid-too-long', blocking: true }] };
  const latin = asLatin(value).normalize('NFD');
  const clean = latin.replace(/[^A-Z0-9]/g, '');
  const issues = [
    ...charactersOf(value, clean),
    ...prefixOf(clean, rules),
    ...endingOf(clean, rules),
    ...middleOf(clean),
  ];
  // Without a letter that has no Latin form, such as "Ł", a suggestion would be another person's username.
  const isWhole = !/[^\P{L}A-Z]|[^\P{N}0-9]/u.test(latin);
  return { value, issues: isWhole ? issues : issues.map(({ suggestion: _, ...issue }) => issue) };
}

/** The name in the middle of a username, in lower case: "patelr" of 432PATELR02. */
export function nameInUsername(value: string): string {
  return value
    .replace(/^[\dOIL|]{3}(?=\D)/i, '')
    .replace(/[^\p{L}]/gu, '')
    .toLowerCase();
}

/** Replaces O typed for 0, and l or I for 1. In upper case. */
export function digitsMeant(text: string): string {
  return text.toUpperCase().replaceAll('O', '0').replace(/[IL|]/g, '1');
}

function charactersOf(value: string, clean: string): UsernameIssue[] {
  if (clean === value) return [];
  const issue: UsernameIssue = { code: 'username-invalid-character', blocking: true };
  return [clean.length < SHORTEST ? issue : { ...issue, suggestion: clean }];
}

function prefixOf(clean: string, rules: UsernameRules): UsernameIssue[] {
  const code = clean.slice(0, 3);
  const own = rules.prefixes.find((prefix) => prefix.code === code);
  if (own?.old) {
    const issue: UsernameIssue = { code: `username-old-prefix-${code}`, blocking: false };
    return [own.note === undefined ? issue : { ...issue, note: own.note }];
  }
  if (own) return [];
  const other = rules.otherTrusts.find((prefix) => prefix.code === code);
  if (other) return [{ code: 'username-other-trust-prefix', blocking: true, trust: other.trust }];
  if (/^\d{3}/.test(clean)) {
    return rules.prefixes.length > 0 ? [{ code: 'username-unknown-prefix', blocking: true }] : [];
  }
  const meant = digitsMeant(code);
  const known = [...rules.prefixes, ...rules.otherTrusts].some((prefix) => prefix.code === meant);
  const issue: UsernameIssue = { code: 'username-invalid-prefix', blocking: true };
  return [known ? { ...issue, suggestion: meant + clean.slice(3) } : issue];
}

function endingOf(clean: string, rules: UsernameRules): UsernameIssue[] {
  const ending = clean.slice(-2);
  const issues: UsernameIssue[] = [];
  if (clean.length < SHORTEST) issues.push({ code: 'username-invalid-too-short', blocking: true });
  if (!rules.lastTwoDigits || /^\d\d$/.test(ending)) return issues;
  const meant = digitsMeant(ending);
  const issue: UsernameIssue = { code: 'username-invalid-no-trailing-digits', blocking: true };
  // With a digit among the two a slip is likely; two letters are more likely the end of a name.
  const slip = /^\d\d$/.test(meant) && /\d/.test(ending);
  return [...issues, slip ? { ...issue, suggestion: clean.slice(0, -2) + meant } : issue];
}

/** A digit inside the name is unusual, and only one guide rules it out: a note, not a refusal. */
function middleOf(clean: string): UsernameIssue[] {
  const middle = clean.slice(3, -2);
  if (!/\d/.test(middle) || !/[A-Z]/.test(middle) || !/^\d{3}/.test(clean)) return [];
  const issue: UsernameIssue = { code: 'username-digit-in-name', blocking: false };
  const meant = middle.replaceAll('0', 'O').replaceAll('1', 'I');
  const slip = /^[A-Z]+[01][A-Z]+$/.test(middle);
  return [slip ? { ...issue, suggestion: clean.slice(0, 3) + meant + clean.slice(-2) } : issue];
}
