import { editDistance } from '../../text/edit-distance.ts';
import { foldLookAlikes } from '../../text/look-alikes.ts';
import { withoutCues } from '../../text/reference.ts';
import { DANGER, HAPPENS, IN_PERSON, NAMED, SELF_HARM } from './emergency-signs.ts';
import { withoutFigures } from './figures-of-speech.ts';
import { isOnlyNames } from './only-names.ts';

/** Longer messages are pasted; only their start is read here. */
const LONGEST = 2000;

const ABOUT_WORK =
  /\b(?:training|train(?:er|ers|ed)?|courses?|modules?|e-?learning|learning|bls|als|ils|certificates?|certification|competenc\w+|mandatory|compliance|refresher|workshops?|book(?:ed|ing)?|enrol\w*|polic(?:y|ies)|protocol|pathway|audit|simulations?|awareness|prevention|update|drills?|skills|teach(?:ing)?|lectures?|study|clinic|unit|teams?|department|specialist|role|job|service|page|link|button|screen)\b/;
/** The usual subjects of messages to this bot. */
const ABOUT_ESR =
  /\b(?:esr|log(?:s|ged|ging|ins?|in|on)?|sign(?:ed|ing)? (?:in|on)|user ?names?|users?|pass ?words?|pins?|cards?|reader|accounts?|access|sessions?|lock(?:s|ed|ing|outs?)?|unlock\w*|resets?|resetting|codes?|errors?|emails?|sites?|website|portal|forms?|fields?|menus?|tabs?|apps?|systems?|computers?|pcs?|laptops?|tablets?|phone|browser|edge|chrome|records?|details|certs?|qualif\w+|register|lists?|rotas?|shifts?|hours|leave|absence|sick|sickness|maternity|pregnan\w+|pay\w*|p60|tax|expenses|contract|hr|approv\w+|appraisal|supervis\w+|induction|theme|assessments?|risk|bank|tests?|results?|numbers?|bookings?|id|update[sd]?|safety|management|carers?|module\w*|scheme|study|simulator|reports?|documents?|guidance|frozen|@)\b/;
const LONG_AGO =
  "(?:last (?:week|month|year)|(?:weeks?|months?|years?) ago|in (?:19|20)\\d\\d|carer'?s? leave|(?:sickness|absence|leave) (?:reason|code|type)s?)";
const WAS_AWAY =
  '(?:off sick|sick (?:leave|note)|(?:been|was) off(?: sick)?|(?:back|returned) from(?! (?:theatre|surgery|x-?ray|ct|scan|recovery|endoscopy|the toilet)))';
const PAST = new RegExp(`\\b(?:${LONG_AGO}|${WAS_AWAY})\\b`);
/** "I was off with chest pain, it's come back" */
const IS_BACK =
  /\b(?:it'?s|it (?:is|has)|has) (?:come back|back(?! (?:up|on|to|in)\b)|happening again|started again)/;
/** What a clause says of the past: all up to its last such words, and what was long ago or kept somebody away. */
const OF_THE_PAST = new RegExp(
  `^${LONG_AGO}\\b.*|^.*\\b(?:${LONG_AGO}|${WAS_AWAY})\\b(?: (?:with|after|due|because|following|for|from|when|as|since|having had|heart attack|stroke)\\b.*)?`,
);
/** "He collapsed two weeks ago **and now** he is not breathing": each clause is judged alone. */
const CLAUSE_ENDS =
  /[.,;!?\n]+|\b(?:and|but|now|so|sorry|then|because|today|also|actually)\b|(?<!\b(?:was|were|been|after) )\b(?=(?:i'?m|i am|(?:s?he|there)(?:'s| is)|having(?! had\b)) )/;

/** Words mistyped in a hurry. "attacked" is not here: one letter makes it "attached". */
const DANGER_WORDS =
  'breathing breathe choking collapsed collapsing unconscious unresponsive bleeding haemorrhage seizure overdose overdosed stabbed stabbing suicide suicidal electrocuted drowning fainted convulsing anaphylaxis cardiac arrest strangled strangling assaulted deteriorating ligature poisoned emergency ambulance'.split(
    ' ',
  );
const BY_LETTER = Map.groupBy(DANGER_WORDS, (word) => word[0]);
/** Real words that are one letter away from a danger word. */
const REAL_WORDS =
  /^(?:brea(?:ching|ths?|the[drs]|things?)|breeding|blending|cooking|choring|collapses?|emergenc[ei](?:es)?|emergent|overdone|overdoses?|stabled|arrests|seizures|haemorrhages|drowsing|fainter|poisoner|ambulances|ligatures|cardiacs|suicides)$/;

/** The text with danger words corrected that are one letter off, and with the apostrophe in "hes". */
const spelled = (text: string) =>
  text
    .replace(/\b(s?he|there)s\b/g, "$1's")
    .replace(/\b(my|him|her) self\b/g, '$1self')
    .replace(/(?<=\b(?:want|wants|going|need|ready|trying|plan|planning|pills|tablets) )2(?= [a-z])/g, 'to')
    .replace(/\b[a-z]{4,6} p(?:ai|ia)n(?=s?\b)/g, (pain) =>
      isNear('chest', pain.split(' ')[0]) ? 'chest pain' : pain,
    )
    .replace(/(?<=\b(?:no|a|any|his|her) )(?!purse|pulls)p[a-z]{3,5}\b/g, (word) =>
      isNear('pulse', word) ? 'pulse' : word,
    )
    .replace(/[a-z]{5,15}/g, (word) => {
      if (REAL_WORDS.test(word)) return word;
      const near = (BY_LETTER.get(word[0]) ?? []).filter((one) => Math.abs(one.length - word.length) <= 1);
      return near.includes(word) ? word : (near.find((one) => isNear(one, word)) ?? word);
    });
const isNear = (one: string, word = '') => editDistance(one, word) <= 1;

/** Whether a message says that a life is in danger. Errs towards yes: a false alarm costs one sentence. */
export function isEmergency(message: string): boolean {
  const typed = withoutCues(foldLookAlikes(message.slice(0, LONGEST)).slice(0, LONGEST));
  const text = withoutFigures(spelled(typed.toLowerCase().replace(/\s+/g, ' ').trim()));
  if (matchesAny(SELF_HARM, text)) return true;
  const now =
    PAST.test(text) && !IS_BACK.test(text)
      ? clausesOf(text).map((clause) => clause.replace(OF_THE_PAST, '').trim())
      : [text];
  if (now.some((clause) => matchesAny(HAPPENS, clause))) return true;
  const isBesideWork = (clause: string) => !ABOUT_WORK.test(clause) && IN_PERSON.test(clause);
  if (ABOUT_WORK.test(text))
    return now
      .flatMap(clausesOf)
      .filter(isBesideWork)
      .some((clause) => matchesAny(NAMED, clause));
  if (now.some((clause) => matchesAny(NAMED, clause))) return true;
  if (isOnlyNames(typed)) return false;
  // "I am breathless and can't log in": what is said of a person counts beside ESR.
  const toJudge = ABOUT_ESR.test(text) ? now.flatMap(clausesOf).filter(isOfAPerson) : now;
  return toJudge.some((clause) => DANGER.test(clause));
}

const clausesOf = (text: string) => text.split(CLAUSE_ENDS).map((clause) => clause.trim());
const isOfAPerson = (clause: string) => !ABOUT_ESR.test(clause) && IN_PERSON.test(clause);
const matchesAny = (patterns: readonly RegExp[], text: string) => patterns.some((one) => one.test(text));
