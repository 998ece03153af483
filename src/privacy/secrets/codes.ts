import { PLACES } from '../../text/places.ts';
import { readReference } from '../../text/reference.ts';
import { ASSIGNS, CUES, GLUE, STATUS, TRYING } from './secret-words.ts';
import type { Word } from './words.ts';

/** HPDIA0200W, SRVE0190E, RITM0091822, 5CG1234ABC; 0x80070005; a GUID; a trace id of 16 hexadecimal digits or more. */
const IDENTIFIER =
  /^([A-Z]{2,6}[-_]?\d{3,}[A-Z]?|\d[A-Z]{2,3}\d{3,5}[A-Z]{1,3}|0[xX][\da-fA-F]+|\{?[\da-fA-F]{8}(-[\da-fA-F]{4}){3}-[\da-fA-F]{12}\}?|[\da-f]{16,}|[\dA-F]{16,})$/;
/** Labels of an id: "error reference is e9c41d07", "x-request-id 3f9d7a2b". */
const LABEL =
  /^(ids?|err|errors?|codes?|ref|refs|reference|ticket|incident|serial|guid|uuid|cid|trace|request|session|correlation|transaction|tag|ray|version|build|\S+-id)$/;
const BETWEEN = /^(|is|was|no|num|number)$/;
/** "Ref A: 4F2C1A77B0 Ref B: LON04EDGE0812", as Microsoft's error pages have it. */
const LETTERED = /^[A-D]$/;
const ASKS_FOR_CASE =
  /^(|find|search|cases?|status|news|about|on|for|ref|reference|chase|withdraw|add|reopen|show|open)$/;
/** Learner12: people numbered for want of a name. */
const ROLE =
  /^(learner|trainee|student|delegate|candidate|starter|user|testuser|tester|person|staff|colleague|employee|nurse|doctor|midwife|volunteer|dummy|sample|demo)\d{1,2}$/i;
const PASSWORD = /^p(ass)?-?w(or)?d$|^pass|^pw/;
const PLACE = new RegExp(`^(${PLACES})s?$`);
/** Hazel12: four digits are more likely a year in a password. */
const NAME_OF_PLACE = /^\p{L}+\d{1,3}$/u;
/** CHLOE2: as usernames are written, without the Trust's code. */
const SHORT_USERNAME = /^\p{Lu}{3,}\d{1,2}$/u;
const BEFORE_USERNAME = /^(again|reset|unlock|locked|out|for|find|status|chase|learner|help)$/;
const AFTER_USERNAME = /^(locked|needs|cannot|can't|cant)$/;
/** Mark-up, templates and formulas: what a screen or a spreadsheet shows. */
const MARK_UP = /[<>|{}()\\=]|['"]!|\$\{|^image\d+\.(png|jpe?g|gif)/;
const NAME = /^\p{Lu}\p{Ll}+$/u;
const NAME_AND_DIGITS = /^\p{Lu}\p{L}+\d{1,2}$/u;
const WORD_AND_DIGITS = /^\p{Lu}?\p{Ll}{4,}\d{1,4}$/u;
const NO_FIRST_NAME =
  /^(hi|hello|hey|dear|thanks|please|sorry|yes|no|then|it's|its|was|is|i|user|username|userid|login|logon|log|sign|signin|access|code|credentials|details|key|phrase|word|try)$/;
/** "**Dr.** Jones2", "**Learner** Smith3" */
const TITLE = /^(dr|mr|mrs|ms|miss|prof|professor|sister|nurse|learner|trainee|student|delegate|candidate)$/;
/** "Pass Ginger88": a word that announces a secret is no first name. */
const CUE_WORDS: ReadonlySet<string> = new Set(CUES.flatMap(({ words }) => words));

/** A word without the punctuation of the sentence. */
const core = (word: Word) => word.raw.replace(/^["'([“‘]+|["')\]”’.,;?!]+$/g, '');

/** Whether a word looks like an id that a program or a service desk gives out. */
export const isIdentifier = (word: Word): boolean => IDENTIFIER.test(core(word));

/** Whether a word that looks like a password, without being called one, is an id, a case reference, a place, a made-up name or a part of a screen. */
export function isCodeOrName(words: readonly Word[], at: number): boolean {
  const word = words[at];
  if (word === undefined) return false;
  const text = core(word);
  if (MARK_UP.test(text) || isIdentifier(word) || isAskedFor(words, at, text) || isPlace(words, at, text))
    return true;
  // A symbol is in no id, and an id is no word with a few digits behind it.
  if (/[!@#$£%^&*]/.test(text)) return false;
  return (isLabelled(words, at) && !WORD_AND_DIGITS.test(text)) || isMadeUpName(words, at, text);
}

/** "Room Hazel12", "ward no. Hazel12", "in Hazel12 room". */
function isPlace(words: readonly Word[], at: number, text: string): boolean {
  if (!NAME_OF_PLACE.test(text)) return false;
  // "Ward Kestrel9 is my password" gives one away, and so does "password room Hazel12".
  if (words.slice(at + 1, at + 5).some(({ bare }) => PASSWORD.test(bare))) return false;
  const before = words[at - 1];
  const label = /^(|no|number)$/.test(before?.bare ?? '-') ? at - 2 : at - 1;
  if (PLACE.test(words[label]?.bare ?? '') && before?.endsClause === false)
    return !PASSWORD.test(words[label - 1]?.bare ?? '');
  const isApart = words[at]?.endsClause ?? true;
  return !isApart && PLACE.test(words[at + 1]?.bare ?? '') && !TRYING.has(before?.bare ?? '');
}

/** Whether a word is a username without the Trust's code, by the words beside it: "locked again CHLOE2". */
export function isShortUsername(words: readonly Word[], at: number): boolean {
  const word = words[at];
  if (word === undefined || !SHORT_USERNAME.test(core(word))) return false;
  // "I tried again CHLOE2"
  if (TRYING.has(words[at - 2]?.bare ?? '')) return false;
  const [next, third] = [words[at + 1]?.bare ?? '', words[at + 2]?.bare ?? ''];
  return BEFORE_USERNAME.test(words[at - 1]?.bare ?? '') || AFTER_USERNAME.test(next === 'is' ? third : next);
}

/** A case reference where one is asked for, or at the start: "find k7m4pt". After "I tried" the same letters are a password. */
const isAskedFor = (words: readonly Word[], at: number, text: string) =>
  readReference(text) !== undefined && ASKS_FOR_CASE.test(words[at - 1]?.bare ?? '');

function isLabelled(words: readonly Word[], at: number): boolean {
  let before = at - 1;
  while (before > at - 4 && isBetween(words[before])) before -= 1;
  return LABEL.test(words[before]?.bare ?? '');
}

const isBetween = (word: Word | undefined) =>
  word !== undefined && (BETWEEN.test(word.bare) || LETTERED.test(word.raw));

function isMadeUpName(words: readonly Word[], at: number, text: string): boolean {
  const before = words[at - 1];
  if (TRYING.has(before?.bare ?? '')) return false;
  if (ROLE.test(text)) return true;
  if (before === undefined || words[at]?.startsLine || !NAME_AND_DIGITS.test(text)) return false;
  const first = before.bare;
  if (TITLE.test(first)) return true;
  if (before.endsClause || !NAME.test(before.raw) || isAssigned(words, at - 1)) return false;
  return !(NO_FIRST_NAME.test(first) || CUE_WORDS.has(first) || GLUE.has(first) || STATUS.has(first));
}

/** "My password is **Summer** Ginger88" */
function isAssigned(words: readonly Word[], at: number): boolean {
  const before = words[at - 1];
  if (before === undefined || !(ASSIGNS.has(before.bare) || ASSIGNS.has(before.raw))) return false;
  return words.slice(Math.max(0, at - 5), at - 1).some(({ bare }) => PASSWORD.test(bare));
}
