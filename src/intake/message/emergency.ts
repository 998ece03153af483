/** A longer message is a story, and is not read to its end here. */
const LONGEST = 2000;

const PERSON =
  "(?:patients?|pt|someone'?s?|somebody'?s?|person|people|colleague|nurse|doctor|dr|hca|porter|visitor|relative|resident|client|friend|manager|partner|husband|wife|mum|mother|dad|father|nan|son|daughter|baby|child|kid|boy|girl|man|woman|lady|he|he's|she|she's|they|they've|i|i'm|i've|we|we've)";
const COLLAPSED =
  '(?:coll?a(?:ps|sp)ed(?! (?:the|a|my|that|this)\\b)|fainted|fitting|arrested|uncons?c?ious|unresponsive|chok(?:ing|ed)|stabbed|dying|passed out|turned? blue|overdosed|bleeding (?:out|heavily|badly|to death)|having (?:a |an )?(?:bad |massive |severe )?(?:heart attack|stroke|seizure|fit|asthma attack|cardiac arrest|anaphyla\\w+))';

/** Said of a person, now: nothing else in the message makes it harmless. */
const HAPPENS: readonly RegExp[] = [
  new RegExp(
    `\\b${PERSON}(?: (?!(?:to|record|screen|page|system|portal|list|app|site)\\b)[\\w']+){0,4} ${COLLAPSED}\\b(?! to\\b)`,
  ),
  /\b(?:not|isn't|isnt|aren't|stopped|barely|hardly) brea?thing?\b/,
  /\b(?:can't|cant|cannot|struggling to) breath?e?\b(?! life)/,
  /\b(?:no pulse|heart (?:has )?stopped|bleeding (?:out|heavily|to death))\b/,
  /\burgent(?:ly)? (?:need )?medical (?:help|attention)\b|\bambul[ae]n[cs]e (?:is )?(?:needed|please|now)\b/,
  /\b(?:needs?|call|get|send|want)(?: \w+){0,2} (?:an |a )?ambul[ae]n[cs]e\b(?! (?:service|trust|station|staff|crew|car|driver|bay|login|account|record|e-?learning|training))/,
  /\b(?:kill myself|end(?:ing)? (?:it all|my (?:own )?life)|take my own life|(?:want|going) to die|(?:i am|i'm|im|feel(?:ing)?) suicid\w+|(?:taken|took|taking) (?:an )?overdose)\b/,
  /\b(?:put out|need|call|get)(?: \w+){0,2} crash (?:team|call)\b/,
];

/** An emergency by its name, unless the message is about learning, work or the past. */
const NAMED: readonly RegExp[] = [
  /\bcardiac arrest\b/,
  /\bchest pains?\b|\bpains? in (?:my|his|her|their|the) chest\b/,
  /\bsuicidal\b/,
  /\b(?:medical|clinical) emergency\b/,
  /\banaphyla(?:xis|ctic)\b/,
  /\b(?:doing|starting|started) (?:cpr|resus)\b/,
];
const ABOUT_WORK =
  /\b(?:training|train(?:er|ers|ed)?|courses?|modules?|e-?learning|learning|bls|als|ils|certificates?|certification|competenc\w+|mandatory|compliance|refresher|workshops?|book(?:ed|ing)?|enrol\w*|polic(?:y|ies)|protocol|pathway|audit|simulations?|awareness|prevention|update|clinic|unit|teams?|department|specialist|role|job|service|page|link|button|screen)\b/;
const PAST =
  /\b(?:last (?:week|month|year)|(?:weeks?|months?|years?) ago|off sick|sick leave|been off|was off|back from|returned from|in (?:19|20)\d\d)\b/;
/** "This nearly gave me a heart attack" */
const SAYING = /\b(?:nearly|almost|gave me|give me|giving me|about to)\b/;

/** Whether a message tells of somebody in danger of their life. In doubt it does: it costs one sentence. */
export function isEmergency(message: string): boolean {
  const text = message
    .slice(0, LONGEST)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’ʼ`]/g, "'")
    .replace(/\s+/g, ' ');
  if (PAST.test(text)) return false;
  if (HAPPENS.some((one) => one.test(text))) return !SAYING.test(text);
  return NAMED.some((one) => one.test(text)) && !ABOUT_WORK.test(text);
}
