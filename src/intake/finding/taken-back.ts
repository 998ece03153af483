import { anyOf } from '../../text/any-of.ts';
import type { OwnKind } from './mention.ts';

/** People other than the writer whose value it may be. */
export const KIN =
  'ex|wife|husband|partner|(?:boy|girl)friend|mum|mother|dad|father|parent|son|daughter|brother|sister|sibling|twin|cousin|aunt|uncle|niece|nephew|gran|nan|fianc[eé]e?|flatmate|housemate|neighbour';
const SOMEONE = `(?:${KIN}|colleague|friend|mate|manager|supervisor|matron|boss|trainer|mentor|tutor|learner|student|starter|leaver|person|people|nurse|girl|guy|lady|woman|man|some(?:one|body)|somebody|hers|his|theirs|she|he|they|user|namesake)`;
const VALUE =
  '(?:one|e-?mails?|addresse?s?|account|user ?-?name|log-?in|mail|mailbox|smart ?card|card|number|id)';
const SAY =
  "(?:that|this|it|which|those|they)(?: (?:email|e-mail|address|username|one))?(?:'?s| is| was| were| isn'?t| wasn'?t| looks| seems)?";
const BAD =
  '(?:wrong|incorrect|old|older|previous|former|outdated|out of date|invalid|dead|a typo|the typo|a mistake|misspelt)';

/** The writer reconsiders the preceding words. */
const SECOND_THOUGHT =
  '(?:sorry|oops|whoops|apologies|no|nope|wait|hang on|hold on|actually|correction|edit(?:ed)?|hmm|oh|ah|argh|ignore me|my (?:bad|mistake|error)|scratch that)';

/** Matches any of these patterns, in upper or lower case. */
export const either = (...patterns: readonly string[]) => new RegExp(anyOf(...patterns), 'i');

/** Not after "ESR has the old one", "not my old one": there another value is meant. */
const NOT_HELD =
  '(?<!\\b(?:has|have|had|got|shows?|uses|using|holds?|keeps?|lists?|not|instead of|rather than|from|to|on|replaces) (?:(?:the|my|an?|still|got) ){0,2})';

/** Calls the preceding text wrong, without naming it. */
const CALLED_WRONG = [
  `(?:^|[\\s.,;(-])(?:ignore|scrap|scratch|forget|disregard|delete|strike) (?:that|this|it|the above)\\b(?: (?:one|e-?mail|address|username))?(?! (?:out|button|page))`,
  `\\b${SECOND_THOUGHT}\\b[\\s,.:!-]*(?:(?:that|this|it|its|that'?s|it'?s|is|was|i (?:gave|put|sent|meant|typed)(?: you)?|my|the|an?|her|his|their|our|another) )*(?:${BAD}|not (?:mine|hers|his|theirs|that|right|correct|it)\\b|${SOMEONE}(?:'?s\\b|(?=\\W*$)|(?=[.,;!\\n])))`,
  `\\b${SAY}(?: (?:actually|really|just|now|all|also))?(?: not)?(?: my| the| an?)? (?:${BAD}(?! (?:password|details|page|link|trust|way))|(?:mine|(?:right|correct)(?: ${VALUE})?)\\b)`,
  `${NOT_HELD}\\bwrong (?:${VALUE}|person|learner|way)\\b(?! (?:on|in|at)\\b)`,
  `\\bnot (?:that|this) (?:${VALUE})\\b`,
];
/** Takes back an earlier value in the same message. */
const TAKES_BACK = either(
  '\\b(?:actually|oh|wait|um|er),? (?:no|nope)\\b(?=[\\s.,!-]*(?:\\n|$))',
  '(?:^|[\\s.,;(-])(?:no,? wait|wait,? no|oh no)\\b',
  ...CALLED_WRONG,
);
/** Takes back an earlier value in a later message. */
const TAKES_BACK_LATER = either(
  ...CALLED_WRONG,
  `\\b${VALUE}(?: address)?(?: that| which)? i(?:'ve| have)? (?:gave|given|put|sent|typed|said|told|wrote)\\b.{0,30}(?:\\b${BAD}|\\bnot\\b|n'?t\\b|\\b${SOMEONE}'s)`,
  `\\bmy ${VALUE}(?: address)? (?:is|was|isn'?t|wasn'?t)(?: actually| not)? (?:${BAD}|right|correct)\\b(?! (?:on|in|at|but)\\b)`,
  `\\b(?:do(?:n'?t| not)|never|stop) (?:use|using|send (?:it )?to) (?:that|it|this)\\b`,
  `\\b${SAY} (?:(?:my|our|her|his|their|an?|another) )*${SOMEONE}'?s\\b`,
  `\\b(?:isn'?t|not|no longer) mine\\b`,
  `^\\W*(?:sorry |oops )?(?:wrong|old) ?${VALUE}?\\W*$`,
);
/** "That's right", "it is mine": confirms the value. */
const HOLDS = new RegExp(
  `\\b(?:that|this|it|which)(?:'?s| is)(?: (?:definitely|all|now|still|really))? (?:mine|(?:the |my )?(?:right|correct)(?: ${VALUE})?)\\b`,
  'gi',
);

/** Doubt about a value, in its own sentence or the next. */
const DOUBTS = either(
  '\\b(?:no|nope|nah)\\b(?=[\\s.,!-]*(?:\\n|$))|^\\W*or\\b|\\bor (?:is it|maybe|perhaps|it|that|\\d)',
  "\\b(?:i (?:believe|reckon)|as far as i|if (?:that|it)(?:'?s| is)|hopefully (?:that|it)|iirc|afaik|or something|(?:remember|recall|know|tell) (?:if|whether|which))\\b",
  "\\bdo(?:n'?t| not) (?:send|e-?mail|write|contact)\\b",
  "(?:\\bnot|n'?t|\\bnever|\\bno longer)(?: (?:even|actually|really|quite|currently|being))? (?:mine\\b|my own|me\\b|in use|used?\\b|using|valid|active|live|it\\b(?! (?:working|letting|accepting))|worked|existed?|exists|sure|certain|belong|correct|right|recommended)",
  '\\b(?:unused|disused|inactive|obsolete|outdated|out of date|defunct|duplicate|temporary|fake|made up|a guess)\\b',
  `${NOT_HELD}\\b(?:old|older|previous|former|ex|last)(?: (?:nhs|work|esr|trust|personal|nhs\\.net))? ${VALUE}\\b`,
  '(?:^|[\\s(,-])(?:the|my|an?|is|was) (?:old|previous|former)(?=\\W*$)|^\\W*(?:old|previous|former|wrong|incorrect)\\b(?! (?:password|details))',
  'at (?:my|the|another|a different|an?) (?:old|last|previous|former|other|different) ',
  '\\b(?:typo|mis-?typed|mis-?spel\\w*|misprint|spelling|spelt|by mistake|in error|by accident)\\b|\\bha(?:s|ve) no \\p{L}\\b|\\bmissing an?\\b',
  `${NOT_HELD}(?<!\\b(?:details|password|something|anything|what'?s|what is|went|going|goes|gone|am i doing) )\\bwrong\\b(?! (?:password|details|link|page|trust|date|dob|with))`,
  `\\b(?:is|was|'s|its|isn'?t|belongs? to|belonging to|shared? with|sharing with|same as|for|of)\\s+(?:also |actually |really |only )*(?:(?:my|our|the|an?|another|her|his|their) )*(?:old |new |other |line |work )*${SOMEONE}\\b`,
  `\\b(?:another|someone else|somebody else|other) ?${SOMEONE}?'s\\b`,
  '\\b(?:says?|said|thinks?|according to) (?:esr|it|hr|payroll|the (?:system|form|page|record|screen)|they|my manager|it support)\\b',
  "\\b(?:prefer|rather|like|want|wish)\\b[^.!?\\n]{0,20}(?:n'?t|\\bnot)\\b",
  "\\b(?:right|correct|yes|no|yeah)\\?|\\bis(?: it| that|n'?t it)(?: right| correct)?\\?",
  '(?:^|[.,;(\\n-]) ?(?:oh |no,? |but )?(?:wait|hang on|hold on|scratch that|oops|whoops)\\b(?! \\d)',
);
/** An address that nothing can be sent to. */
const CLOSED =
  /\b(?:(?:not|n't) work(?:s|ing)?|suspended|deactivated|de-?activated|disabled|frozen|blocked|dead|compromised|hacked|cancelled|closed|retired|decommissioned|shut|deleted|removed|expired|ended|unmonitored|full|gone|bounc\w*|stopped|lapsed|revoked|migrated|spam\w*|(?:lost|no|without) access)\b/i;

/** Whether the words after a value, up to the next of its kind, take it back or cast doubt on it. */
export function isTakenBack(kind: OwnKind, behind: string): boolean {
  const words = behind.replace(HOLDS, ' ');
  const near = nearTo(words);
  return isWithdrawn(behind) || DOUBTS.test(near) || (kind === 'email' && CLOSED.test(near));
}

/** Whether the words after a value take it back, for any person. */
export const isWithdrawn = (behind: string) => TAKES_BACK.test(behind.replace(HOLDS, ' '));

/** Says of an address given before that its mailbox is closed, or that its owner has left. */
const CLOSED_LATER = either(
  `\\b(?:that|this|the|my|it|which) ?(?:(?:old |nhs |work )?(?:account|mail ?box|inbox|e-?mails?|address|one|mail))(?: (?:account|address))?(?:'?s| is| was| were| got| gets| has| have| been| now| all| just| being)* (?:closed|shut|deactivated|de-activated|disabled|suspended|deleted|removed|full|dead|expired|gone|hacked|cancelled|decommissioned|not (?:in use|used|monitored|active))\\b`,
  "\\b(?:left|moved|changed|don'?t work (?:at|for|in)|not (?:at|with)) (?:(?:that|this|the) )?(?:old )?(?:trust|employer|organisation)\\b",
  "\\b(?:do(?:n'?t| not)|no longer) (?:work|be) (?:there|for them)\\b",
  "\\b(?:ca(?:n'?t|nnot|n not)|could(?:n'?t| not)|unable to|no longer|do(?:n'?t| not)|lost|no|never)(?: (?:have|got|had))?(?: any)? (?:access(?: to)?|open|use|check|see|read|(?:get|log|sign) ?in ?to)(?: any)? (?:that|this|the|my) (?:old )?(?:account|mail ?box|inbox|e-?mail|address|mail)\\b",
  "\\b(?:wo(?:n'?t|nt)|will not|will never|not going to) (?:get|see|receive|have) (?:it|that|them|anything)(?: there| now| any ?more)*(?=\\W*$|[.,;!\\n])|\\b(?:that|this|it)(?: one)? (?:wo(?:n'?t|nt)|will not|does(?:n'?t| not)) reach me\\b",
);

/** Whether words without any value say that the address given before cannot be used. */
export const closesEarlier = (text: string) => CLOSED_LATER.test(text);

/** Whether words without any value take back what their writer gave before. */
export const withdrawsEarlier = (text: string) => TAKES_BACK_LATER.test(text.replace(HOLDS, ' '));

/** The rest of the sentence and the one after it. */
function nearTo(behind: string): string {
  const [own = '', ...rest] = behind.split(/(?<=[.!?])\s|\n/);
  return `${own}\n${rest.find((one) => /\p{L}/u.test(one)) ?? ''}`;
}
