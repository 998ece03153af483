import { isCodeOrName, isShortUsername } from './codes.ts';
import { isSaidOfPasswords } from './plain-values.ts';
import { type Cue, extended, REACH, STATE, type StatedSecret, secretAt } from './secret-cues.ts';
import {
  isExample,
  isNumberedCourse,
  isSurnameAndInitial,
  looksInvented,
  looksLikeAddress,
  looksLikeDigits,
  looksMixed,
  looksStrong,
  looksUnmistakable,
} from './secret-values.ts';
import { GLUE, NUMBER_LABELS, STATUS, TRYING } from './secret-words.ts';
import type { Word } from './words.ts';

/** Finds values apart from their cues, or without any. */
export function secretsApart(words: readonly Word[], cues: readonly Cue[]): StatedSecret[] {
  return [
    ...digitsNear(words, cues),
    ...codesRefused(words),
    ...codesSent(words),
    ...codesShown(words),
    ...partsOf(words, cues),
    ...recalledAfter(words, cues),
    ...maidenName(words),
    ...valuesOnTheirOwn(words, cues),
  ];
}

/** "I keep putting in 4821 and it locks": digits put in where something locks are a PIN. */
function codesRefused(words: readonly Word[]): StatedSecret[] {
  return words.flatMap((word, at) => {
    if (!looksLikeDigits(word, words[at + 1])) return [];
    let before = at - 1;
    while (before > at - 4 && /^(in|it|the|my|pin|again|just|only)$/.test(words[before]?.bare ?? ''))
      before -= 1;
    const after = words.slice(at + 1, at + 1 + REACH).map((one) => one.bare);
    const locks = [...words.slice(Math.max(0, before - 5), before).map((one) => one.bare), ...after];
    if (!PUT_IN.test(words[before]?.bare ?? '') || !locks.some((one) => LOCKS.test(one))) return [];
    if (after.slice(0, 4).some((one) => NO_PIN.test(one))) return [];
    return [secretAt('pin', word)];
  });
}
const PUT_IN =
  /^(put|puts|putting|enter|enters|entered|entering|type|typed|typing|key|keyed|keying|try|tried|trying)$/;
const LOCKS = /^(lock|locks|locked|locking|lockout|block|blocks|blocked|blocking)$/;
const NO_PIN = /^(year|date|box|field|extension|bleep|ticket|number)$/;

/** "Code from text 448120", "they sent me a code, 448120": near a sent code, 4 to 8 digits are that code. */
function codesSent(words: readonly Word[]): StatedSecret[] {
  return words.flatMap((word, at) => {
    if (word.bare !== 'code') return [];
    const near = words.slice(Math.max(0, at - NEAR_CODE), at + NEAR_CODE + 1);
    const texted = near.some((one) => BY_TEXT.test(one.bare));
    const sent = texted || near.some((one) => SENT.test(one.bare));
    if (!sent || near.some((one) => FAULT.test(one.bare))) return [];
    const after = words.slice(at + 1, at + 1 + NEAR_CODE);
    const shape = texted ? /^\d{4,8}$/ : /^\d{6}$/;
    const pair = pairedDigits(after);
    if (pair !== undefined) return [pair];
    return after
      .filter((one, offset) => shape.test(one.bare) && !NUMBER_LABELS.has(after[offset - 1]?.bare ?? ''))
      .map((one) => secretAt('pin', one));
  });
}

/** "Authenticator says 551 234": a code for the next sign-in. */
function codesShown(words: readonly Word[]): StatedSecret[] {
  return words.flatMap((word, at) => {
    if (!/^(authenticator|authentication|verification|otp)$/.test(word.bare)) return [];
    const after = words.slice(at + 1, at + 1 + NEAR_CODE);
    if (after.some((one) => FAULT.test(one.bare) || NUMBER_LABELS.has(one.bare))) return [];
    const pair = pairedDigits(after);
    if (pair !== undefined) return [pair];
    const whole = after.find((one) => /^\d{6}$/.test(one.bare));
    return whole === undefined ? [] : [secretAt('pin', whole)];
  });
}

/** "Maiden name thompson" alone answers a security question. In a sentence, people write of their own name. */
function maidenName(words: readonly Word[]): StatedSecret[] {
  const said = words.filter((one) => one.bare !== '' && !/^(is|was)$/.test(one.bare));
  const [maiden, name, value, ...more] = said;
  if (maiden?.bare !== 'maiden' || name?.bare !== 'name' || value === undefined || more.length > 0) return [];
  if (!/^\p{L}[\p{L}'-]{2,}$/u.test(value.bare) || isSaidOfPasswords(value.bare)) return [];
  return [secretAt('security-answer', value)];
}

/** "551 234", as apps show a code and as people copy it. */
function pairedDigits(words: readonly Word[]): StatedSecret | undefined {
  const at = words.findIndex(
    (one, index) => /^\d{3}$/.test(one.bare) && /^\d{3}$/.test(words[index + 1]?.bare ?? ''),
  );
  const [first, second] = [words[at], words[at + 1]];
  if (first === undefined || second === undefined || /^\d/.test(words[at + 2]?.bare ?? '')) return undefined;
  return secretAt('pin', first, second);
}
const NEAR_CODE = 7;
const BY_TEXT = /^(digit|text|texted|texts|sms|txt|authenticator|authentication|verification)$/;
const SENT = /^(sent|send|got|gave|received|emailed|came|phone|mobile|app)$/;
/** "I got error code 400645" */
const FAULT = /^(error|err|fault|failure|post|sort|cost|centre)$/;

/** "My PIN ends with 91", "the last two digits of my PIN are 91": part of a PIN helps to guess the rest. */
function partsOf(words: readonly Word[], cues: readonly Cue[]): StatedSecret[] {
  return cues.flatMap((cue) => {
    if (cue.kind === 'security-answer') return [];
    const before = words.slice(Math.max(0, cue.from - 5), cue.from).map((one) => one.bare);
    const ofIt = before.some((one) => PLACE.test(one)) && before.some((one) => DIGITS.test(one));
    const link = ofIt ? IS_OR_ARE : ENDS;
    let linked = cue.to + 1;
    while (linked < cue.to + 5 && GLUE.has(words[linked]?.bare ?? 'none')) linked += 1;
    const isLinked = link.test(words[linked]?.bare ?? '');
    const at = isLinked ? linked + 1 : ofIt ? cue.to + 1 : words.length;
    const value = words[/^(|with|in|by|on|at)$/.test(words[at]?.bare ?? 'none') ? at + 1 : at];
    const shape = cue.kind === 'pin' ? /^\d{1,4}$/ : /^(?=.*\d)\S{1,12}$/;
    if (value === undefined || value.startsLine || !shape.test(value.bare)) return [];
    return [secretAt(cue.kind, value)];
  });
}
const PLACE = /^(first|second|third|last|final)$/;
const DIGITS = /^(digits?|numbers?|letters?|characters?|bit|part)$/;
const IS_OR_ARE = /^(is|are|was|were|=)$/;
const ENDS = /^(ends|ending|end|ended|starts|starting|start|started|begins|beginning|begin|finishes)$/;

/** "My pin used to be 2468": where a PIN is the topic, any 4 to 8 digits are one, unless a label says what else they are. */
function digitsNear(words: readonly Word[], cues: readonly Cue[]): StatedSecret[] {
  if (!cues.some((cue) => cue.kind === 'pin')) return [];
  return words.flatMap((word, at) => {
    const spoken = spokenDigitsEnd(words, at);
    if (spoken !== undefined) return [secretAt('pin', word, words[spoken])];
    if (!looksLikeDigits(word, words[at + 1]) || word.raw.includes('/')) return [];
    const before = words.slice(Math.max(0, at - 2), at).map((one) => one.bare);
    const labelled = before.some((one) => NUMBER_LABELS.has(one) || /^(error|number|no|code)$/.test(one));
    const year =
      /^(19|20)\d\d$/.test(word.bare) && /^(in|since|from|until|of|till)$/.test(before.at(-1) ?? '');
    if (labelled || year) return [];
    return [secretAt('pin', word)];
  });
}

/** "three three four four", as dictated: the index of the last of three or more numbers. */
function spokenDigitsEnd(words: readonly Word[], at: number): number | undefined {
  if (SPOKEN.test(words[at - 1]?.bare ?? '')) return undefined;
  let last = at - 1;
  while (SPOKEN.test(words[last + 1]?.bare ?? '')) last += 1;
  return last >= at + 2 ? last : undefined;
}
const SPOKEN =
  /^(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|zero|nought|oh|double|triple)$/;

/** "Forgot my password, think it was Snowball": the value comes after a thought. */
function recalledAfter(words: readonly Word[], cues: readonly Cue[]): StatedSecret[] {
  return cues.flatMap((cue) => {
    if (cue.kind === 'pin') return [];
    const following = words.slice(cue.to + 1, cue.to + REACH + 1);
    const thought = following.findIndex((word) => THOUGHT.test(word.bare));
    const is = following.findIndex((word, at) => at > thought && at <= thought + 4 && IS.test(word.bare));
    const value = following[is + 1];
    if (thought < 0 || is < 0 || value === undefined || value.startsLine) return [];
    const plain = /^\p{L}{3,}$/u.test(value.bare) && !STATUS.has(value.bare) && !GLUE.has(value.bare);
    if (!plain || STATE.test(value.bare)) return [];
    return [secretAt(cue.kind, value)];
  });
}
const THOUGHT = /^(think|thought|believe|guess|maybe|possibly|probably|reckon|sure)$/;
const IS = /^(is|was|be|its|it's)$/;

/** "tried Summer24", "log in with Summer24!", "432SINGHA01 / Summer24", and anything unmistakable. */
function valuesOnTheirOwn(words: readonly Word[], cues: readonly Cue[]): StatedSecret[] {
  let passwordsAreTheTopic = cues.some((cue) => cue.kind === 'password');
  const refused = words.some((word) => REFUSED.test(word.bare));
  let lastUsed = Number.NEGATIVE_INFINITY;
  return words.flatMap((word, at) => {
    if (!looksMixed(word) || isCodeOrName(words, at)) return [];
    if (isExample(word)) {
      const goesOn =
        lastUsed >= at - 2 && (lastUsed === at - 1 || /^(and|or|then|)$/.test(words[at - 1]?.bare ?? '-'));
      if (!goesOn && !isUsed(words, at, refused)) return [];
      lastUsed = at;
      return [secretAt('password', word)];
    }
    if (isSurnameAndInitial(word)) return [];
    const verb = words[at - 1]?.bare ?? '';
    // "My password does not work, tried Safeguarding3"
    const isTried = TYPING.test(verb) || (passwordsAreTheTopic && TRYING.has(verb));
    if (isNumberedCourse(word) && !isTried) return [];
    const strong = looksStrong(word) && !looksLikeAddress(word);
    const is = /^(is|was|)$/.test(words[at - 1]?.bare ?? 'none') ? 2 : 1;
    const label = words[at - is]?.bare ?? '';
    const isShort = !passwordsAreTheTopic && isShortUsername(words, at);
    const isNamed = /^(username|user|name)$/.test(label) || (label === 'login' && !strong) || isShort;
    if (looksInvented(word) && !isNamed)
      return [{ kind: 'password' as const, start: word.start, end: extended(words, at) }];
    if (!strong) return [];
    const before = words.slice(Math.max(0, at - 2), at).map((one) => one.bare);
    if (before.some((one) => /^(username|user|name|ref|reference|code|error|ticket)$/.test(one))) return [];
    const nearest = before.at(-1) ?? '';
    const withUsername = USERNAME.test((/^(and|)$/.test(nearest) ? before.at(-2) : nearest) ?? '');
    const saidToBeRefused = refused && /^(its|it's|it|is|was)$/.test(before.at(-1) ?? '');
    const tried =
      withUsername || saidToBeRefused || isBesideLogin(words, at) || before.some((one) => TRYING.has(one));
    if (!(passwordsAreTheTopic || tried || looksUnmistakable(word))) return [];
    // An attempt sets the topic: "tried Summer25 then Winter26".
    passwordsAreTheTopic = true;
    return [{ kind: 'password' as const, start: word.start, end: extended(words, at) }];
  });
}

/** One tries or puts in a course too: "tried Lesson2". */
const TYPING = /^(use|used|using|type|typed|typing|enter|entered|entering)$/;

/** "Tried Password1", "IT gave me Password1", or nothing else in a box: an example, unless somebody uses it. */
function isUsed(words: readonly Word[], at: number, refused: boolean): boolean {
  if (words.length === 1) return true;
  const [earlier = '', nearest = ''] = [at - 2, at - 1].map((one) => words[one]?.bare ?? '');
  if (USED.test(/^(me|in|out|us)$/.test(nearest) ? earlier : nearest)) return true;
  const [next = '', second = ''] = [at + 1, at + 2].map((one) => words[one]?.bare ?? '');
  if (FAILS.test(`${next} ${second}`.trim())) return true;
  return refused && /^(is|was)$/.test(words[at + 1]?.bare ?? '') && nearest !== 'like';
}
const USED =
  /^(tried|trying|typed|typing|entered|entering|used|using|put|putting|gave|given|told|sent|username|password|pw|pwd)$/;

/** "Password3 no good", "Password1 wont work". What is "not allowed" or "too weak" is only asked about. */
const FAILS =
  /^(no (good|luck|joy)|(wont|won't|doesnt|doesn't|didnt|didn't|dont|don't|isnt|isn't|wasnt|wasn't|not|never|stopped) (work|works|worked|working|accepted|recognised|recognized|valid|right)|(wont|won't|doesnt|doesn't|didnt|didn't|not) let(ting)?|(has|had|just) (stopped|failed)|(rejected|refused|invalid|incorrect|failed|fails)( .*)?|worked (yesterday|before|until|till|last|fine|this|ok))$/;

/** "My login is asmith / Trust2023" */
function isBesideLogin(words: readonly Word[], at: number): boolean {
  if (!/^[/–-]$/.test(words[at - 1]?.raw ?? '') || !/^\p{L}+$/u.test(words[at - 2]?.bare ?? '')) return false;
  const label = words[at - (/^(is|was|)$/.test(words[at - 3]?.bare ?? 'none') ? 4 : 3)]?.bare ?? '';
  return /^(login|log-in|username|user)$/.test(label);
}

const USERNAME = /^(?=.{0,2}\d)[\doil]{3}[a-z][a-z01'-]+[\doil]{2}$/;

/** Says that a password was refused: "its Fluffy22 but it says incorrect". */
const REFUSED = /^(incorrect|wrong|invalid|rejected|refused|denied|rong)$/;
