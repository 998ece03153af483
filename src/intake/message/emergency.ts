import { editDistance } from '../../text/edit-distance.ts';
import { foldLookAlikes } from '../../text/look-alikes.ts';
import { withoutCues } from '../../text/reference.ts';
import { DANGER, HAPPENS, NAMED, SELF_HARM } from './emergency-signs.ts';
import { isOnlyNames } from './only-names.ts';

/** Longer messages are pasted; only their start is read here. */
const LONGEST = 2000;

const ABOUT_WORK =
  /\b(?:training|train(?:er|ers|ed)?|courses?|modules?|e-?learning|learning|bls|als|ils|certificates?|certification|competenc\w+|mandatory|compliance|refresher|workshops?|book(?:ed|ing)?|enrol\w*|polic(?:y|ies)|protocol|pathway|audit|simulations?|awareness|prevention|update|drills?|skills|teach(?:ing)?|lectures?|study|clinic|unit|teams?|department|specialist|role|job|service|page|link|button|screen)\b/;
/** The usual subjects of messages to this bot. */
const ABOUT_ESR =
  /\b(?:esr|log(?:s|ged|ging|ins?|in|on)?|sign(?:ed|ing)? (?:in|on)|user ?names?|users?|pass ?words?|pins?|cards?|reader|accounts?|access|sessions?|lock(?:s|ed|ing|outs?)?|unlock\w*|resets?|resetting|codes?|errors?|emails?|sites?|website|portal|forms?|fields?|menus?|tabs?|apps?|systems?|computers?|pcs?|laptops?|tablets?|phone|browser|edge|chrome|records?|details|certs?|qualif\w+|register|lists?|rotas?|shifts?|hours|leave|absence|sick|sickness|maternity|pregnan\w+|pay\w*|p60|tax|expenses|contract|hr|approv\w+|appraisal|supervis\w+|induction|theme|assessments?|risk|bank|tests?|results?|numbers?|bookings?|id|update[sd]?|safety|management|carers?|module\w*|scheme|study|simulator|reports?|documents?|guidance|frozen|@)\b/;
const PAST =
  /\b(?:last (?:week|month|year)|(?:weeks?|months?|years?) ago|off sick|sick leave|been off|was off|back from|returned from|in (?:19|20)\d\d)\b/;
const THING =
  'esr|systems?|sites?|website|portal|pages?|screen|browser|app|account|laptop|pc|computer|server|network|wifi|internet|printer|reader|panel|pane|view|menu|tree|section|folder|row|link|session';
/** Said of a thing, or with a laugh. */
const SAID_OF_THINGS = new RegExp(
  `\\b(?:lol|lmao|rofl|haha\\w*)\\b|\\b(?:${THING})(?:'s| (?:is|are|has|had|have|keeps?|just|now|not|no|got|having|a|an|another|completely|totally|barely|stopped)){0,5} (?:breathing|heart ?(?:attack|beat)|stroke|seizures?|fit|collaps(?:ed|ing)|choking|gasping|unconscious|unresponsive|lifeless|pulse|cpr|dying|dead)\\b`,
);
/** "This nearly gave me a heart attack" */
const FIGURE_OF_SPEECH =
  /\b(?:(?:nearly|almost|about to) (?:gave|give|had|have|having|died|die|pass\w* out|faint\w*|collaps\w+|chok\w+)|(?:gave|give|giving) me)\b/;
/** "Had a heart attack when I saw my payslip": only of oneself, and what else is said counts. */
const AT_ONES_PAY =
  /(?:^(?:just )?|\bi (?:\w+ ){0,2})had a (?:\w+ )?heart attack when i (?:saw|opened|looked at|checked|read|got) my (?:pay\w*|wages?|salary|tax|bills?)\b/;
/** "He collapsed two weeks ago **and now** he is not breathing": each clause is judged alone. */
const CLAUSE_ENDS = /[.,;!?\n]+|\b(?:and|but|now|so|sorry|then|because|today)\b/;

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
  text.replace(/\b(s?he|there)s\b/g, "$1's").replace(/[a-z]{5,15}/g, (word) => {
    if (REAL_WORDS.test(word)) return word;
    const near = (BY_LETTER.get(word[0]) ?? []).filter((one) => Math.abs(one.length - word.length) <= 1);
    return near.includes(word) ? word : (near.find((one) => editDistance(one, word) === 1) ?? word);
  });

/** Whether a message says that a life is in danger. Errs towards yes: a false alarm costs one sentence. */
export function isEmergency(message: string): boolean {
  const typed = withoutCues(foldLookAlikes(message.slice(0, LONGEST)).slice(0, LONGEST));
  const text = spelled(typed.toLowerCase().replace(/\s+/g, ' ').trim()).replace(AT_ONES_PAY, ' ');
  if (matchesAny(SELF_HARM, text)) return true;
  const isHarmless = (clause: string) =>
    PAST.test(clause) || FIGURE_OF_SPEECH.test(clause) || SAID_OF_THINGS.test(clause);
  const harmless = isHarmless(text);
  const clauses = harmless ? text.split(CLAUSE_ENDS).filter((clause) => !isHarmless(clause)) : [text];
  if (clauses.some((clause) => matchesAny(HAPPENS, clause.trim()))) return true;
  if (harmless || ABOUT_WORK.test(text)) return false;
  return matchesAny(NAMED, text) || (DANGER.test(text) && !ABOUT_ESR.test(text) && !isOnlyNames(typed));
}

const matchesAny = (patterns: readonly RegExp[], text: string) => patterns.some((one) => one.test(text));
