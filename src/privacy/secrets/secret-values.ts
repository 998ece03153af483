import { UNITS } from './secret-words.ts';
import type { Word } from './words.ts';

const PRODUCT =
  /^(windows|office|microsoft|iphone|ipad|android|ios|nhs|esr|edge|chrome|epic|level|ward|room|class|band|step|item|page|version|galaxy|module|session|group|week|day|unit|covid|option|bay|cohort)-?\d{1,3}[a-z]?!*$/i;
/** Numbered equipment, programs and errors: Server01, Citrix1812, Omnikey3121, Error500. */
const NUMBERED_IT =
  /^(server|citrix|smart-?card|nhs-?mail|omnikey|identiv|reader|gemalto|safenet|activclient|outlook|office|sharepoint|onedrive|teams?|vmware|gateway|portal|kiosk|terminal|pc|desktop|workstation|laptop|printer|monitor|screen|router|wifi|vpn|anyconnect|globalprotect|zscaler|firefox|safari|chrome|edge|adobe|acrobat|java|dell|lenovo|thinkpad|elitebook|probook|latitude|optiplex|yubikey|systmone|error|err|timeout|http|status)(?:[-_.]?\d{1,4}[a-z]?)?$/i;
const COUNTED =
  /^\d+(st|nd|rd|th|hrs?|h|m|mins?|am|pm|x|times|days?|weeks?|months?|yrs?|years?|chars?|characters|digits)$/i;
/** A Nursing and Midwifery Council PIN such as 18I1234E is on a public register. */
const NMC_PIN = /^\d{2}[a-z]\d{4}[a-z]$/i;
/** Begins like an ESR username, even mistyped or masked (432**BROWN): three digits, then letters. O may stand for 0, l for 1. */
const ESR_USERNAME = /^(?=.{0,2}\d)[\dOoIl]{3}[-. *]{0,6}[a-z][a-z01'-]/i;
/** A whole ESR username: 432PATELR02, 432H0BDAYMO1, 432-O'NEILK1. */
const WHOLE_USERNAME = /^(?=.{0,2}\d)[\dOoIl]{3}[-. ]?[a-z](?=.*[a-z])[a-z01'-]+[\dOoIl]{1,2}$/i;
/** "can&#39;t", HTML escaped twice. */
const ESCAPED = /^\p{L}+&(#39|#x27|apos|rsquo|lsquo|#8217);?\p{L}*$/iu;
/** Most words. None of the checks below apply to them, which saves time. */
const ONLY_LETTERS = /^[a-z]+$/i;
const SYMBOL = /[!@#$£%^&*]/;

const PUNCTUATION = /^["'([“‘<*_~`#]|["')\]”’>.,;?_~`]$/;

/** Text without the punctuation that belongs to the sentence; a closing "!" may be part of a password. */
function core({ raw }: Word): string {
  return PUNCTUATION.test(raw) ? raw.replace(/^["'([“‘<*_~`#]+|["')\]”’>.,;?_~`]+$/g, '') : raw;
}

/** Whether a word looks like a value but is not: an address, a username, a link, a time, a product name, or `REMOVED`. */
export function isOrdinary(word: Word): boolean {
  if (ONLY_LETTERS.test(word.raw)) return false;
  const text = core(word);
  return (
    isNeverAValue(word) ||
    PRODUCT.test(text) ||
    NUMBERED_IT.test(text) ||
    ESR_USERNAME.test(text) ||
    NMC_PIN.test(text.replace(/!+$/, ''))
  );
}

/** Whether a word is a program or a device, with a number or without: Citrix, Server01. */
export const isProgram = (word: Word): boolean => NUMBERED_IT.test(core(word));

/** Whether a word is no password even after "password is". */
export function isNeverAValue(word: Word): boolean {
  if (ONLY_LETTERS.test(word.raw)) return false;
  const text = core(word);
  const plain = text.replace(/!+$/, '');
  return (
    word.raw.includes('[removed]') ||
    /@[^@\s]*[.,]\w|@(nhs|esneft|gmail|hotmail|outlook|yahoo)/i.test(text) ||
    text.startsWith('@') ||
    WHOLE_USERNAME.test(text) ||
    ESCAPED.test(text) ||
    /^(https?|www\.|\/\/)|\.(uk|com|net|org)\b/i.test(text) ||
    COUNTED.test(plain) ||
    /^[\d/.\-:]*\d[/.\-:]\d[\d/.\-:]*$/.test(plain)
  );
}

/** Whether a word looks like a whole ESR username. */
export const isUsername = (word: Word): boolean => WHOLE_USERNAME.test(core(word));

/** Letters with a digit or a symbol among them: hunter2, Fluffy!. */
export function looksMixed(word: Word): boolean {
  if (ONLY_LETTERS.test(word.raw)) return false;
  const text = core(word);
  if (text.length < 4 || text.length > 60 || isOrdinary(word)) return false;
  const inside = text.replace(/!+$/, '');
  return /\p{L}/u.test(text) && (/\d/.test(text) || SYMBOL.test(inside));
}

/** ILoveCake: a capital inside a word. */
export function looksCamel(word: Word): boolean {
  return /^\p{L}+\p{Ll}\p{Lu}\p{L}*$/u.test(core(word));
}

/** Upper case, lower case and a digit: Summer24. Nearly always a password where passwords are the topic. */
export function looksStrong(word: Word): boolean {
  const text = core(word);
  const cased = /\p{Lu}/u.test(text) && /\p{Ll}/u.test(text);
  const ordinal = /\d(st|nd|rd|th)$/i.test(text);
  return text.length >= 6 && looksMixed(word) && /\d/.test(text) && (cased || SYMBOL.test(text)) && !ordinal;
}

/** Summer24!, P@ssw0rd1: a password whatever the text says. */
export function looksUnmistakable(word: Word): boolean {
  const text = core(word);
  return looksStrong(word) && text.length >= 8 && SYMBOL.test(text) && /\p{L}{3}/u.test(text);
}

/** An address with its ending missing ("julie.morris4@", "j.morris4@trust") is no password unless it is said to be. */
export function looksLikeAddress(word: Word): boolean {
  return /^["'(<]*[\w.+'-]{3,}@[a-z-]*$/i.test(core(word));
}

/** A word with a few digits, as people make passwords: Kermit1985, tuesday_19, Hope4thebest. */
const WORD_AND_DIGITS = /^\p{L}{4,}[-_.@!#$£%&*]*\d{1,4}\p{L}{0,12}$/u;
/** Things that people number, and months: bay6, iphone15pro, nov25. */
const NUMBERED =
  /^((my)?esr|(my)?nhs|windows|office|iphone|ipad|ipados|android|galaxy|covid|floor|block|theatre|clinic|site|part|question|email|teams?|year|lift|gate|zone|area|trust|code|error|attempt|phase|stage|test|laptop|desktop|printer|zoom|excel|form|appendix|section|chapter|shift|nights?|ext|extn|extension|bleep|ticket|call|case|incident|type|grade|tier|core|intel|pixel|nokia|oneplus|surface|latitude|optiplex|jan|january|feb|february|mar|march|apr|april|may|june?|july?|aug|august|sept?|september|oct|october|nov|november|dec|december)[-_.]?\d{1,4}\p{L}*$/iu;
/** Courses, documents and places with a small number: Safeguarding3, Payslip2. "Children2015" may be a password. */
const COURSE =
  /^(safeguarding|course|lesson|video|slide|workbook|refresher|assignment|payslip|payslips|increment|rotation|screenshot|picture|photo|image|attachment|document|file|building|module|unit|quiz|assessment|certificate|training|learning|elearning|e-learning|level|placement|resus|resuscitation|prevent|moving|handling|infection|adults?|child|children|fire|equality|diversity|information|governance|conflict|resolution|health|safety|wellbeing|induction|mandatory|dementia|sepsis|consent|capacity|nutrition|competency|competence)[-_.]?\d{1,2}[a-z]?$/i;
/** SmithJ01: a username without the Trust's code. */
const SURNAME_AND_INITIAL = /^\p{Lu}\p{Ll}+\p{Lu}0\d$/u;

/** Whether a word is a username without the Trust's code, or else may be a numbered course. */
export const isSurnameAndInitial = (word: Word): boolean => SURNAME_AND_INITIAL.test(core(word));
export const isNumberedCourse = (word: Word): boolean => COURSE.test(core(word));

/** INC0012345, WS012345, a postcode, an ESR username with a mistake (432H0BDAYM01) or without its start (SMITHJ01). */
const REFERENCE =
  /^\d{3}\p{L}|^[A-Z]{1,6}[-_]?\d{3,}$|^[A-Z]{1,2}\d{1,2}[A-Z]?\d[A-Z]{2}$|^(\p{Lu}+|\p{Ll}+)0\d$/u;

/** Looks like a password without being called one: tigerlily9, ab12CD34. */
export function looksInvented(word: Word): boolean {
  const text = core(word).replace(/!+$/, '');
  if (text.length < 6 || !looksMixed(word) || isExample(word)) return false;
  if (NUMBERED.test(text) || REFERENCE.test(text) || looksLikeAddress(word)) return false;
  return WORD_AND_DIGITS.test(text) || looksRandom(text);
}

/** Letters and digits that alternate: 7hGt5rPq. */
function looksRandom(text: string): boolean {
  const turns = text.match(/\p{L}+|\d+/gu) ?? [];
  return text.length >= 8 && turns.length >= 4 && /^[\p{L}\d!@#$£%^&*]+$/u.test(text);
}

/** "Password1" is the usual example; it counts only if stated to be the password. */
export function isExample(word: Word): boolean {
  return /^password\d*$/.test(word.bare);
}

/** 4 to 8 digits that count nothing: a PIN, or a password of digits. */
export function looksLikeDigits(word: Word, next: Word | undefined): boolean {
  return /^\d{4,8}$/.test(word.bare) && !(next && UNITS.has(next.bare));
}
