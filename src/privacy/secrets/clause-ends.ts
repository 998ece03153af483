import { isNeverAValue, isProgram } from './secret-values.ts';
import { TALK } from './secret-words.ts';
import type { Word } from './words.ts';

/** Whether nothing more is said of a word: the clause ends with it, or the next word begins something else. */
export function closes(words: readonly Word[], at: number): boolean {
  const [word, next] = [words[at], words[at + 1]];
  if (word === undefined || next === undefined || word.endsClause || GOES_ON.test(next.bare)) return true;
  if (TALK.has(word.bare) || isProgram(word) || LEADS_ON.test(word.bare)) return false;
  if (isChatter(words, at + 1)) return true;
  const third = words[at + 2];
  if (THEN_FAILS.test(`${next.bare} ${third?.bare}`)) return true;
  return LABEL.test(next.bare) && third !== undefined && (isMark(third) || isNeverAValue(third));
}

/** "Lol", "xx", an emoji or a smiley, which says nothing of the word before it. */
function isChatter(words: readonly Word[], at: number): boolean {
  const [word, next] = [words[at], words[at + 1]];
  if (word === undefined) return false;
  if (CHATTER.test(word.bare) || word.raw === '<3') return true;
  if (word.raw !== ':' && word.raw !== '=') return !/[\p{L}\p{N}*_]/u.test(word.raw);
  return next?.start === word.end && /^(?:[()/|\\'*<-]|[dpo3]$)/i.test(next.raw);
}
const CHATTER =
  /^(x+|xo+|lol|lmao|haha\w*|omg|ok|okay|help|argh+|grr+|ugh|sorry|thank|cheers|thx|ta|pls|thanks)$/;

/** Whether only chatter follows a word. */
export const isLast = (words: readonly Word[], at: number): boolean =>
  at >= words.length - MOST_CHATTER &&
  words.slice(at + 1).every((word, offset) => isChatter(words, at + 1 + offset) || /^[()]+$/.test(word.raw));
const MOST_CHATTER = 5;

const isMark = ({ raw }: Word) => /^(?:[:=]|[-–—>]+)$/.test(raw);

/** "Is fluffy **not working**", "is fluffy **i cant** get in": what became of it. */
const THEN_FAILS =
  /^(?:(?:not|isnt|isn't|wasnt|wasn't) (?:\p{L}+(?:ing|ed)|work|right|valid|correct|good)|(?:wont|won't|doesnt|doesn't|didnt|didn't|dont|cant|can't|cannot|couldnt|couldn't) \p{L}+|(?:keeps|still) (?:saying|failing|not|wont|doesnt|getting|being)|its? (?:says?|said|saying|wont|won't|doesnt|doesn't|didnt|didn't|isnt|isn't|keeps|just|still|not|wrong|failed|fails|rejected|locked|will|wouldnt|wouldn't)|it's (?:saying|not|wrong|rejected|locked)|says? \p{L}+|no (?:good|luck|joy)|what (?:do|now|should|can)|i (?:cant|can't|cannot|couldnt|couldn't|still|keep|am|think|tried)|im (?:locked|still|stuck)|(?:old|new|previous|other) (?:one|password|pw|pin))/u;
/** "Is clearly not working", "is beyond help" */
const LEADS_ON =
  /\p{L}{3,}(?:tly|ally|arly|sly|bly|inly|tely|edly|kly)$|^(?:up|often|sometimes|twice|beyond|without|against|under)$/u;
/** "Password: sunshine **Email:** lee@nhs.net" */
const LABEL =
  /^(user|username|login|e-?mail|error|message|pin|dob|url|link|website|site|system|app|phone|tel|mobile|ext|extension|status|issue|problem|code|note|notes|memorable|security|answer)$/;

const GOES_ON =
  /^(and|but|so|for|if|username|which|then|thats|that's|because|with|spelt|spelled|please|pls|plz|thanks|thx|ta|cheers|why|how|can|could|yesterday|today|earlier)$/;
