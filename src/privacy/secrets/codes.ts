import { GLUE, STATUS, TRYING } from './secret-words.ts';
import type { Word } from './words.ts';

/** HPDIA0200W, SRVE0190E, RITM0091822, 5CG1234ABC; 0x80070005; a GUID; a trace id of 16 hexadecimal digits or more. */
const IDENTIFIER =
  /^([A-Z]{2,6}[-_]?\d{3,}[A-Z]?|\d[A-Z]{2,3}\d{3,5}[A-Z]{1,3}|0x[\da-f]+|\{?[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\}?|[\da-f]{16,})$/;
/** What an id stands behind: "error reference is e9c41d07", "x-request-id 3f9d7a2b". */
const LABEL =
  /^(ids?|err|errors?|codes?|ref|refs|reference|ticket|incident|serial|guid|uuid|tag|ray|version|build|\S+-id)$/;
const BETWEEN = /^(|is|was|no|num|number)$/;
/** Learner12: how people number those they have no name for. */
const ROLE =
  /^(learner|trainee|student|delegate|candidate|starter|user|testuser|tester|person|staff|colleague|employee|nurse|doctor|midwife|volunteer|dummy|sample|demo)\d{1,2}$/i;
/** Mark-up, templates and formulas: what a screen or a spreadsheet shows. */
const MARK_UP = /[<>|{}()\\=]|['"]!|\$\{/;
const NAME = /^\p{Lu}\p{Ll}+$/u;
const NAME_AND_DIGITS = /^\p{Lu}\p{L}+\d{1,2}$/u;
const WORD_AND_DIGITS = /^\p{Lu}?\p{Ll}{4,}\d{1,4}$/u;
const NO_FIRST_NAME = /^(hi|hello|hey|dear|thanks|please|sorry|yes|no|then|it's|its|was|is|i)$/;

/** A word without the punctuation of the sentence. */
const core = (word: Word) => word.raw.replace(/^["'([“‘]+|["')\]”’.,;?!]+$/g, '');

/** An id that programs and service desks give out, by its looks. */
export const isIdentifier = (word: Word): boolean => IDENTIFIER.test(core(word));

/** Whether a word that looks like a password is an id, a made-up name or part of a screen, as long as nobody calls it one. */
export function isCodeOrName(words: readonly Word[], at: number): boolean {
  const word = words[at];
  if (word === undefined) return false;
  const text = core(word);
  if (MARK_UP.test(text) || isIdentifier(word)) return true;
  // A symbol is in no id, and an id is no word with a few digits behind it.
  if (/[!@#$£%^&*]/.test(text)) return false;
  return (isLabelled(words, at) && !WORD_AND_DIGITS.test(text)) || isMadeUpName(words, at, text);
}

function isLabelled(words: readonly Word[], at: number): boolean {
  let before = at - 1;
  while (before > at - 4 && BETWEEN.test(words[before]?.bare ?? 'none')) before -= 1;
  return LABEL.test(words[before]?.bare ?? '');
}

function isMadeUpName(words: readonly Word[], at: number, text: string): boolean {
  const before = words[at - 1];
  if (TRYING.has(before?.bare ?? '')) return false;
  if (ROLE.test(text)) return true;
  if (before === undefined || words[at]?.startsLine || before.endsClause) return false;
  const first = before.bare;
  const isFirst =
    NAME.test(before.raw) && !NO_FIRST_NAME.test(first) && !GLUE.has(first) && !STATUS.has(first);
  return isFirst && NAME_AND_DIGITS.test(text);
}
