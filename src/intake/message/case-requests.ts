import { readReference } from '../../text/reference.ts';

/** What a message in a person's own chat asks about a case that they sent. */
export interface CaseRequest {
  readonly asks: 'see' | 'add' | 'email';
  /** The case that it names. */
  readonly reference?: string;
  /** The rest of the message. */
  readonly text?: string;
}

/** Longer messages describe a problem. */
const LONGEST = 160;
const CASE = '(?:case|ticket|request|referral|enquiry|query|report)s?(?: (?:number|ref(?:erence)?))?';
const NEWS =
  '(?:news|updates?|progress|status|chas(?:e|ing)|happening|happened|heard|doing|getting on|going on|where|when|looking at|looked at|sorted|done|waiting|yet|answered|picked up)';
const SEE = [
  /^\W*(?:(?:hi|hello|hey|please|can i (?:get|have)|is there|have you|do you have|got|any|an|a|the)\W+)*(?:status|news|updates?|progress|my cases?|my tickets?|chase|chasing)(?: (?:please|yet|at all|for me|on (?:this|that|it)|about (?:this|that|it)|from (?:the )?(?:esr )?team|today|it|this|that|up))*\W*$/i,
  new RegExp(`\\b${NEWS}\\b.{0,60}\\b(?:my|the|this|that|our) (?:\\w+ )?${CASE}\\b`, 'i'),
  new RegExp(`\\bmy (?:\\w+ )?${CASE}\\b.{0,60}\\b${NEWS}\\b`, 'i'),
  // Withdrawing is a button of its card.
  new RegExp(
    `^\\W*(?:(?:can|could) (?:i|you) |please |i(?:'d like| want| need) to )*(?:chase|check|see|show|find|look up|withdraw|cancel|close|status(?: of)?)\\b.{0,20}\\b${CASE}\\b`,
    'i',
  ),
  // Whole messages. "Cancel" alone starts over.
  /^\W*(?:(?:please|can you|could you|sorry|hi|just) )*(?:withdraw|(?:cancel|close) (?:it|this|that)|(?<=please )cancel)(?: (?:it|this|that|please|now|thanks|then))*\W*$/i,
  /^\W*(?:(?:sorry|hi|thanks|ok),? )*(?:i )?(?:(?:don'?t|do not|no longer) need (?:the |your |any )?help|no longer need (?:this|it)|(?:don'?t|do not) need (?:this|it) any ?more)(?: (?:any ?more|now|thanks|thank you|please|with (?:this|it)))*\W*$/i,
  /^\W*is (?:it|this|that) (?:done|sorted|ready)(?: (?:yet|now|please))*\W*$/i,
];
const OPENING =
  '(?:(?:hi|hello|hey|ok|okay|so|and|please|sorry|just wondering|do you know|can you tell me|any idea)[\\s,.!-]+)*';
const SOMEBODY = '(?:you|they|she|he|anyone|anybody|someone|somebody|the (?:esr )?team|esr(?: team)?)';
const IT = `(?:it|this|that|mine|my (?:\\w+ )?(?:${CASE}|problem|issue|login|account|message|question))`;
const WORKED_ON =
  '(?:look|deal|work|handl|help|sort|fix|check|read|see|pick|reply|repli|answer|respond|tak)\\w*(?: (?:at|with|on|up|to|care of|over|out))?';
/** Whole messages: "when will I hear back?", "who has my case?", "has anyone looked at it yet?" */
const WAITING = [
  `when (?:will|do|can|should|might|am) i (?:going to |expect to |likely to )?(?:hear|get an? (?:answer|reply|response))(?: (?:back|anything|something|from ${SOMEBODY}|again|about (?:it|this|that)))*`,
  `when (?:will|is|are|can|does) ${SOMEBODY} (?:going to )?(?:reply|answer|respond|get back|be in touch|get in touch|contact|call|ring|phone|email|look|help)(?: (?:to|at|with))?(?: (?:me|${IT}))?`,
  `how long (?:will|does|do|might|is) (?!esr (?!team))${SOMEBODY} (?:usually |normally |going to |likely to )*(?:take|be)(?: to ${WORKED_ON}(?: (?:me|${IT}))?)?`,
  `how long (?:will|does|might|is) (?:it|this) (?:usually |normally |going to |likely to )*take (?:for )?(?!esr\\b(?! team))${SOMEBODY}(?: to ${WORKED_ON}(?: (?:me|${IT}))?)?`,
  `who(?: has| is|'s)(?: got| ${WORKED_ON}) ${IT}`,
  `who has ${IT}`,
  `(?:i'?m |i am )?still waiting(?: (?:for|on) (?:(?:a|an|your|the) )?(?:reply|response|answer|news|someone|somebody|anyone|you|(?:esr )?team)(?: (?:to|from) .{1,40})?)?`,
  `(?:(?:still )?no(?: ?one|body)(?:'s| has)|${SOMEBODY} (?:haven't|havent|hasn't|hasnt)) (?:replied|answered|responded|got back|been in touch|contacted)(?: (?:to )?me)?`,
  `(?:can ${SOMEBODY} )?chase (?:it|this|that)(?: up)?`,
  `(?:what'?s|what is) my (?:${CASE}|reference)(?: number)?`,
  `is my ${CASE} (?:still )?open`,
  `${CASE} status|updates? on (?:my |the )?${CASE}`,
  `(?:has|have|did|is|are|will) ${SOMEBODY} (?:going to |(?:got|get) (?:round )?to |been |even )?${WORKED_ON} ${IT}`,
].map(
  (asked) =>
    new RegExp(
      `^\\W*${OPENING}${asked}(?: (?:yet|now|please|at all|still|today|then|or not|back))*\\W*$`,
      'i',
    ),
);
const ASKED_TO =
  "\\W*(?:(?:can|could) (?:i|you|u) |(?:please|pls|also|just|hi) |i(?:'d like| would like| want| need) to )*";
const ADD = new RegExp(
  `^${ASKED_TO}add (?:something|more|this|that|a note|some (?:more )?(?:info|information|details))?(?: ?to (?:my |the |this )?(?:case|ticket|request))?(?:\\W+(?:please|thanks))?\\W*$`,
  'i',
);
const TO_CASE = `to (?:(?:my|the|this) )?${CASE}`;
/** "Add to my case that …", "add that … to my case" */
const ADD_THIS = new RegExp(
  `^${ASKED_TO}add (?:(?:a note |something )?${TO_CASE}(?:\\W+(?<of>[a-z\\d]{3}-[a-z\\d]{3}))?\\W+(?:that )?(?<after>\\S+ \\S.*)|that (?<between>\\S+ \\S.*) ${TO_CASE}(?:\\W+[a-z\\d]{3}-[a-z\\d]{3})?\\W*)$`,
  'i',
);
const EMAIL =
  /^\W*(?:(?:can|could) (?:i|you) |please |i(?:'d like| want| need) to )*(?:change|correct|update|fix) (?:my|the) e-?mail(?: address)?(?: (?:on|in|for) (?:my|the|this) (?:case|ticket|request))?(?: to (\S{3,254}))?\W*$/i;
/** The address in "My email should be …, please use that one". */
const ADDRESS = /(?<![\p{L}\p{N}._%+-])[^\s<>(),;:"]{1,64}@[^\s<>(),;:"]{3,190}(?<![.!?'])/u;
const INSTEAD =
  /\b(?:e-?mail|address|it) (?:address )?should (?:be|have been|say)\b|\b(?:the|my) (?:right|correct|proper) (?:e-?mail|address|one)\b|\b(?:gave|put|typed|sent|entered|spel[lt]\w*) .{0,20}\b(?:wrong|incorrect|old|typo)\b|\b(?:use|send (?:it|them|that) to) .{0,80}\binstead\b|\buse (?:that|this) one\b/i;
/** Six letters or digits with at most one separator. */
const REFERENCE = /(?<![\p{L}\p{N}@.-])[\p{L}\p{N}]{3}[\s\p{Pd}]?[\p{L}\p{N}]{3}(?![\p{L}\p{N}@])/gu;

/** Reads "any news?", a reference, "add something", "change my email to …"; undefined where a message asks none of them. */
export function readCaseRequest(text: string): CaseRequest | undefined {
  if (text.length > LONGEST) return undefined;
  const plain = text.replaceAll('’', "'").trim();
  const reference = referenceIn(plain);
  const named = reference === undefined ? {} : { reference };
  const email = EMAIL.exec(plain);
  if (email !== null) return { asks: 'email', ...named, ...(email[1] && { text: email[1] }) };
  const [address, ...more] = plain.matchAll(new RegExp(ADDRESS, 'gu'));
  if (address !== undefined && INSTEAD.test(plain))
    return { asks: 'email', ...named, ...(more.length === 0 && { text: address[0] }) };
  if (ADD.test(plain)) return { asks: 'add', ...named };
  const added = ADD_THIS.exec(plain)?.groups;
  if (added !== undefined) {
    // Letters that no reference has: there is no such case.
    const of = reference ?? added.of?.toUpperCase();
    return { asks: 'add', ...(of && { reference: of }), text: added.after ?? added.between ?? '' };
  }
  if (reference !== undefined || SEE.some((pattern) => pattern.test(plain)) || asksWhetherDealtWith(plain))
    return { asks: 'see', ...named };
  return undefined;
}

/** "When will I hear back?", "has anyone looked at it yet?": the whole message asks whether somebody deals with what was sent. */
export const asksWhetherDealtWith = (text: string): boolean =>
  text.length <= LONGEST && WAITING.some((pattern) => pattern.test(text.replaceAll('’', "'")));

/** A reference in the text. "rhythm" could be one: a word needs a digit, or capitals. */
function referenceIn(text: string): string | undefined {
  for (const [found] of text.matchAll(REFERENCE)) {
    const reference = readReference(found);
    if (reference !== undefined && (/\d/.test(found) || found === found.toUpperCase())) return reference;
  }
  return undefined;
}

/**
 * What a message says to "Is it working now?", in people's own words; `unclear` where it says both, or more than that it works.
 * A case is closed only by words that say nothing else.
 */
export function readWorking(text: string): 'yes' | 'no' | 'unclear' | undefined {
  const plain = text.replaceAll('’', "'").slice(0, 300);
  const said = readSaid(plain);
  if (said !== 'yes') return said;
  const rest = plain.replace(NO_MORE_TROUBLE, ' ');
  const known = WORKS.test(rest) ? CONFIRMING : MERE_YES;
  const others = rest
    .toLowerCase()
    .replace(THANKS_FOR, ' ')
    .match(/[\p{L}\p{N}']+/gu);
  const saysMore =
    WISHES.test(plain) || ASKS.test(plain) || others?.some((word) => !known.has(word)) === true;
  return saysMore ? 'unclear' : 'yes';
}

function readSaid(whole: string): ReturnType<typeof readWorking> {
  const plain = whole.replace(NO_MORE_TROUBLE, ' ');
  const said = { yes: YES.test(plain), no: NO.test(plain) };
  const works = WORKS.test(plain);
  const fails = FAILS.test(plain);
  if (!said.yes && !said.no && !works && !fails) return undefined;
  if (/\?\s*$/.test(plain)) return said.yes || said.no ? 'unclear' : undefined;
  if (fails) return works ? 'unclear' : 'no';
  if (said.no) return works || said.yes || /\bthank|\bthanx\b/i.test(plain) ? 'unclear' : 'no';
  return DOUBT.test(plain) ? 'unclear' : 'yes';
}

/** "It works now", "sorted, thanks": not a mere yes or no, nor a wish that it worked. */
export function saysItIsSorted(text: string): boolean {
  const plain = text.replaceAll('’', "'").slice(0, 300);
  return readSaid(plain) === 'yes' && WORKS.test(plain) && !WISHES.test(plain);
}

const YES = /^\W*(?:yes|yeah|yeh|yea|yep|yup|yh)\b|^\W*[👍✅]\W*$/iu;
/** "thank you for your help", "thanks for trying" */
const THANKS_FOR = /\b(?:thanks?|thanx|thx)(?: (?:you|u))?(?: (?:so|very) much| a lot)?(?: for .{1,40})?$/i;
/** "Is it working now", without a question mark */
const ASKS = /^\W*(?:is|are|was|did|could|can|has|have) (?:it|this|that|esr|everything|my|the|i|you|all)\b/i;
const wordsIn = (...lines: string[]) => lines.flatMap((line) => line.split(' '));
const YES_AND_THANKS = wordsIn(
  "yes yeah yeh yea yep yup yh ok okay it its it's is has does all i can now hi hello hey oh",
  'good fine great perfect brilliant lovely fab excellent amazing super wonderful',
  'thanks thank you u ty thx cheers ta so very much a lot',
);
/** All that may stand beside a mere "yes" that closes a case: "yes that's my login" says something else. */
const MERE_YES = new Set(YES_AND_THANKS);
/** The same beside words which say that it works. */
const CONFIRMING = new Set([
  ...YES_AND_THANKS,
  ...wordsIn(
    "work works worked working sorted fixed resolved done perfectly well everything that thats that's this",
    "are have been i'm im am i've ive could was able again finally just really and my the esr account payslip",
    'payslips portal got get getting in into back on to log logged login sign signed access accessed managed',
  ),
]);

const WISHES =
  /\b(?:need|want|how|why|(?:can|could|will|would) (?:you|we|someone|somebody|it)|(?:get|have) (?:it|this|that|my|these|me))\b/i;
const NO_MORE_TROUBLE = /\bno (?:more |further |other )?(?:problems?|issues?|worries|errors?|trouble)\b/gi;
const NO = /^\W*(?:no|nope|nah|not yet|not working|still (?:not|no)|still)\b/i;
const FAILS =
  /\b(?:still (?:not|no|can'?t|cannot|locked|won'?t|doesn'?t|says?|the same|broken|stuck|nothing)|(?:is|it'?s|does|did|do|has|have|was|wo|ca)(?:n'?t| not)(?: \w+)? (?:work|worked|working|fixed|come|arrived|let|sorted|got|get)|never (?:came|arrived|worked|got)|no (?:email|luck|joy|change)|not (?:working|fixed|sorted|resolved)|same (?:error|problem|thing))\b/i;
const WORKS =
  /^\W*(?:all |now )?(?:sorted|fixed|working|works|resolved|done)\b(?! (?:on (?:ward|shift|nights?|days?|call)|at|with|as|from|term|bank|hours?|days?|shifts?|pattern) )|\b(?:it'?s|it is|that'?s|that|it|now|all|everything is)(?: is| has)?(?: all| now)? (?:works?|worked|working|sorted|fixed|resolved)\b|\b(?:works|working|sorted|fixed) (?:now|fine|again|perfectly|thanks?|thank you)\b|\b(?:i'?m|i am|(?:i(?:'ve| have)? )?got|i can(?: now)? (?:get|log|sign)) (?:back )?in\b(?! (?:the|a|an|my|bed|ward|room|clinic|theatre|work|hospital|touch|trouble)\b)/i;
const DOUBT =
  /\b(?:no|nope|nah|not|never|nothing|but|however|although|though|except|missing|yesterday|earlier|stopped|until|only|if|will|try|later|tomorrow)\b|n't\b|'ll\b/i;
