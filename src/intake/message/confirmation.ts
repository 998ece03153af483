/** What a short message says to "Is this right?". */
export type Confirmation = 'yes' | 'no' | 'wait';

const set = (words: string) => new Set(words.split(' '));

/** Says yes by itself. */
const YES = set(
  'yes yeah yep yup yea y ok okay sure good great perfect fine correct right send submit confirm confirmed absolutely definitely lovely brilliant save 👍 👌 ✅',
);
/** May accompany a yes. */
const BESIDE_YES = set(
  "yes that that's thats this it it's its is are they all everything looks look seems go ahead do to the esr team now off away please pls thanks thank you ta cheers of course happy very with me too i confirm can them",
);
/** Says no by itself. */
const NO = set("no nope nah n wrong incorrect isn't isnt edit change amend update fix correct");
/** May accompany a no. */
const BESIDE_NO = set(
  "that that's thats this it it's its is not right correct quite all sorry please pls thanks thank you something my answers answer details the i want need to would like i'd can could let me actually wait email e-mail address username user name words form some of them",
);
const WAITS =
  /^(?:(?:no|ok|okay|please|oh) )?(?:wait|not yet|hold on|hang on|one (?:moment|sec|second|minute)|just a (?:moment|sec|second|minute)|give me a (?:moment|sec|second|minute)|let me (?:check|think|see)|do(?:n't|nt| not) send)\b/;
/** A question is no answer: "is that right". */
const ASKS = /\?|^(?:is|are|can|could|should|what|why|when|who|how)\b/;
const MOST_WORDS = 10;
const MOST_CHARACTERS = 120;

/** Reads a yes, a no or a "not yet" in people's own words; undefined where a message says anything more. */
export function readConfirmation(text: string): Confirmation | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  const plain = text.toLowerCase().replaceAll('’', "'").trim();
  const words = plain.match(/[\p{L}'-]+|\d+|👍|👌|✅/gu) ?? [];
  if (words.length === 0 || words.length > MOST_WORDS) return undefined;
  if (WAITS.test(words.join(' '))) return 'wait';
  const isNo = words.some((word) => NO.has(word)) || /\bnot (?:right|correct|quite)\b/.test(plain);
  const saysNo = words.every((word) => NO.has(word) || BESIDE_NO.has(word));
  // "Correct" agrees, and "correct it" asks for a change.
  const agrees = words.every((word) => YES.has(word) || BESIDE_YES.has(word));
  if (!agrees && isNo && saysNo && !plain.endsWith('?')) return 'no';
  if (/^correct (?:it|this|that|my)\b/.test(plain)) return 'no';
  if (ASKS.test(plain) || !agrees) return undefined;
  const isYes = words.some((word) => YES.has(word)) || /\b(?:do it|go ahead)\b/.test(plain);
  return isYes ? 'yes' : undefined;
}
