import { editDistance } from '../../text/edit-distance.ts';
import { isNeverAValue, isUsername } from './secret-values.ts';
import { CUES, type StatedKind } from './secret-words.ts';
import type { Span, Word } from './words.ts';

export type StatedSecret = Span & { readonly kind: StatedKind };

/** The secret from the first word to the last. */
export const secretAt = (kind: StatedKind, first: Word, last = first): StatedSecret => ({
  kind,
  start: first.start,
  end: last.end,
});

/** Words that announce a secret: `words[from]` to `words[to]`. */
export type Cue = { readonly kind: StatedKind; readonly from: number; readonly to: number };

/** "loading", "hacked", "bust": what happened to a password, not the password itself. "spring" may well be one. */
export const STATE =
  /^(?!spring$)\p{L}{3,}(ing|ed)$|^(perfect|accurate|legit|bust|naff|crap|shit|dodgy|alright|ancient|gibberish|whatever|null|true|false|undefined)$/u;

/** The most words between a value and its cue. */
export const REACH = 10;

const BY_FIRST_WORD = Map.groupBy(CUES, (cue) => cue.words[0] ?? '');

/** Finds the words that announce secrets, mistyped ones too. */
export function findCues(words: readonly Word[]): Cue[] {
  const found: Cue[] = [];
  const heard = words.map((word, at) => (isDisguised(words, at) ? 'password' : cueWord(word)));
  let at = 0;
  while (at < words.length) {
    const cue = BY_FIRST_WORD.get(heard[at] ?? '')?.find((one) =>
      one.words.every((part, offset) => heard[at + offset] === part),
    );
    if (cue) found.push({ kind: cue.kind, from: at, to: at + cue.words.length - 1 });
    at += cue ? cue.words.length : 1;
  }
  return found;
}

/** "Pa55word: …", "p@ssw0rd is …": digits for letters, before a value. Alone it may well be the value. */
function isDisguised(words: readonly Word[], at: number): boolean {
  const bare = words[at]?.bare ?? '';
  const next = words[at + 1];
  if (bare.length > 10 || !/[\d@$]/.test(bare) || !(next && /^(?:[:=]|is|was)$/.test(next.bare || next.raw)))
    return false;
  const letters = bare.replace(/[05@43$1]/g, (figure) => LETTERS[figure] ?? figure);
  return letters === 'password' || letters === 'passwd' || letters === 'passcode';
}

const LETTERS: Readonly<Record<string, string>> = {
  '0': 'o',
  '5': 's',
  $: 's',
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
};

/** "mother's", "mothers'" and "mothers" are one word here, and so are "pasword", "passwrd" and "password". */
function cueWord(word: Word): string {
  const bare = word.bare.replaceAll("'", '');
  if (bare === 'password' || (bare.length <= 12 && SHORTENED.test(bare))) return 'password';
  const near = bare.length >= 6 && bare.length <= 10 && /^p\p{L}*w\p{L}*$/u.test(bare);
  return near && editDistance(bare, 'password') <= 2 ? 'password' : bare;
}

/** Psswd, pswrd, p/word, p.w: some letters of "password", in order. */
const SHORTENED = /^[po]?[as/.-]*s[s.-]*w[or]*d$|^p[as/.-]*w[or]*d$|^p\.w$|^pa?ssw$/;

/** "Login **432DAYL01**, my password sunshine": a username or an address precedes the secret's cue. */
export function followsUsername(words: readonly Word[], cue: Cue): boolean {
  let at = cue.from - 1;
  while (at > cue.from - 5 && /^(|and|my|her|his|their|the|esr|with|is)$/.test(words[at]?.bare ?? 'none'))
    at -= 1;
  const word = words[at];
  return word !== undefined && (isUsername(word) || word.raw.includes('@')) && isNeverAValue(word);
}

/** "**Changed** my password …" */
export function changeBefore(words: readonly Word[], cue: Cue): boolean {
  const said = words.slice(Math.max(0, cue.from - 4), cue.from).map((word) => word.bare);
  return said.some((word) => /^(changed|set|reset|updated|made)$/.test(word));
}

/** The end, in the text, of a value with ':' or '=' in it: the next space, or an address attached to it. */
export function extended(words: readonly Word[], end: number): number {
  let at = end;
  while (at < end + MOST_PARTS && words[at + 1] && words[at + 1]?.start === words[at]?.end) {
    const after = words[at + 2];
    if (after?.start === words[at + 1]?.end && after?.raw.includes('@') && isNeverAValue(after)) break;
    at += 1;
  }
  return words[at]?.end ?? 0;
}

const MOST_PARTS = 20;
