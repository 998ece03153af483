import { closes } from './clause-ends.ts';
import { isPlainWord, isSaidOfPasswords } from './plain-values.ts';
import { STATE } from './secret-cues.ts';
import { GLUE, STATUS } from './secret-words.ts';
import type { Word } from './words.ts';

const endsClause = (words: readonly Word[], at: number) => words[at]?.endsClause !== false;

/** "Pass phrase: correct horse battery staple": the index of its last word, at the end of the clause. */
export function phraseEnd(words: readonly Word[], at: number, ends = endsClause): number | undefined {
  let end = at;
  while (words[end] && !ends(words, end) && end < at + 8) end += 1;
  const said = words.slice(at, end + 1);
  const talk = said.filter(({ bare }) => STATUS.has(bare) || GLUE.has(bare) || STATE.test(bare));
  const isPhrase = said.length >= 3 && said.every(({ bare }) => /^\p{L}{3,}$/u.test(bare));
  return isPhrase && talk.length <= 1 ? end : undefined;
}

/** "Is correct horse battery staple", "… and it fails": the index of its last word. None of its words are talk about passwords. */
export function sayingEnd(words: readonly Word[], at: number): number | undefined {
  const end = phraseEnd(words, at) ?? phraseEnd(words, at, closes) ?? pairEnd(words, at);
  const said = words.slice(words[at]?.bare === 'correct' ? at + 1 : at, (end ?? at) + 1);
  const speaks = said.some(({ bare }) => isSaidOfPasswords(bare) || SAID_OF_TIMES.test(bare));
  return speaks ? undefined : end;
}

/** "Is blue tulip": two plain words that are all of the clause, and not "is quite long" or "is case sensitive". */
function pairEnd(words: readonly Word[], at: number): number | undefined {
  const [first, second] = [words[at], words[at + 1]];
  if (!first || !second || first.endsClause || !closes(words, at + 1)) return undefined;
  const isPair = [first, second].every((one) => isPlainWord(one) && !TALKED_OF_IN_PAIRS.test(one.bare));
  return isPair ? at + 1 : undefined;
}
const TALKED_OF_IN_PAIRS =
  /^(quite|pretty|rather|bit|super|proper|well|absolute|utter|total|pure|bare|dead|case|user|caps|self|below|under|above|nowhere|high|low|hit|two|three|four|five|six|seven|eight|nine|ten|any\w*|else|later|tonight|tho|though|mate|lol|sir|madam|guys|folks|hun|love|team|\p{L}+ly|\p{L}+n't|dont|doesnt|cant)$/u;
const SAID_OF_TIMES =
  /^(until|till|since|every|single|time|times|when|whenever|before|after|than|some|last|week|month|year|first|next|into|onto|between|without|nothing|both|more|less|much|many|most|while|though|although|again|via|per|like|such|those|these)$/;
