import { REMOVED } from '../../privacy/secrets/secrets.ts';
import type { OwnKind } from './mention.ts';
import { either, KIN } from './taken-back.ts';

/** The words around a mention: of its clause before it, and of its sentence after it. Other mentions are blanked out. */
export interface Surroundings {
  readonly before: string;
  readonly after: string;
  /** The whole clause without the mention. */
  readonly clause: string;
  /** The clause ends with a question mark. */
  readonly asked: boolean;
}

const ADJECTIVES =
  '(?:(?:nhs|esr|trust|work|own|current|correct|right|new|newest|latest|personal|private|home|main|proper|actual|real|usual|full) )*';
const NOUNS: Readonly<Record<OwnKind, string>> = {
  email: '(?:e-?mail(?: address| account)?|nhs ?mail(?: address| account)?|gmail|hotmail|mail|address|one)',
  username: '(?:user ?-?name|user ?id|log-?in(?: name| id)?|account|one)',
  smartcard: '(?:(?:nhs )?(?:smart ?card|card)(?: number| no\\.?| id)?|uuid|number)',
};
/** "is", "is now", "should be", ":": allowed between the noun and its value. */
const LINK =
  "(?:\\s*(?:'s|is|are|now|still|should be|should read|must be|needs to be|has changed to|changed to|here|address|number|mailto:|[:=,-]))*\\s*[\"'<(\\[]*$";
const ASKED_TO =
  '(?:^|\\b(?:please|pls|plz|just|kindly|then|(?:can|could|would|will) (?:you|u)|(?:want|need|like|prefer) (?:you )?to) )';
/** "I", except in a question: "can I use …", "should I log in with …". */
const I = '(?<!\\b(?:can|could|should|do|did|may|shall|would|will|must|am|if) )\\bi';

/** Things that may also go to other people: "send a copy to …". */
const FOR_INFORMATION =
  ' (?:(?:an?|any|the|my|some) )?(?:copy|copies|news|updates?|messages?|note|reply|replies|answers?|proof|id|confirmation)\\b';

interface Patterns {
  /** Says plainly, right before it, that it is the writer's. */
  readonly plain: RegExp;
  readonly plainAfter: RegExp;
  /** Implies it by a request, unless the clause is about another person. */
  readonly asking: RegExp;
  /** Words that, before a plain one, say the opposite. */
  readonly lost: RegExp;
}

const plainAfter = (noun: string) =>
  new RegExp(
    `^[\\s,)>\\]"'-]*(?:is|'s|=|as|(?:this|that|which) is|that's)(?: now| still)? (?:mine\\b|my ${ADJECTIVES}${noun}\\b(?!'s))`,
    'i',
  );

const PATTERNS: Readonly<Record<OwnKind, Patterns>> = {
  email: {
    plain: either(`\\bmy ${ADJECTIVES}${NOUNS.email}${LINK}`, `\\bmine${LINK}`),
    plainAfter: plainAfter(NOUNS.email),
    asking: either(
      `${I} (?:now |only |always |still )?use${LINK}`,
      `${ASKED_TO}use${LINK}`,
      `${ASKED_TO}(?:re)?send\\b(?!${FOR_INFORMATION})[^@]{0,40}\\bto(?: my ${ADJECTIVES}${NOUNS.email})?${LINK}`,
      `${ASKED_TO}(?:change|update|amend|switch|set|correct)\\b[^@]{0,20}\\bmy ${ADJECTIVES}${NOUNS.email} (?:to|as)${LINK}`,
      `\\b(?:contact|reach|e-?mail|message|write to|get) me(?: back)? (?:at|on|via|by|to)${LINK}`,
      `\\b(?:want|need|like|prefer|should|must|needs? to|has to)\\b[^@]{0,30}\\b(?:go|come|sent) to${LINK}`,
      `\\b(?:correct|right|new|proper) ${NOUNS.email}${LINK}`,
      `\\b(?:it|this|that|which) should (?:be|say|read|have been)${LINK}`,
      `^\\W*(?:sorry|oops|correction)?\\W*i (?:mean|meant)(?: to (?:say|type|put))?${LINK}`,
    ),
    lost: /\b(?:remove|delete|lost|lose|hacked|forgot(?:ten)?|in ?to|access(?: to)?|open|out of|replace|changed?|updated?|instead of|from|with|has|have|to|of|on|for|not|isn'?t|never|longer|says?|used?)\s+$/i,
  },
  username: {
    plain: either(
      `\\bmy ${ADJECTIVES}${NOUNS.username}${LINK}`,
      `\\bmine${LINK}`,
      `\\b${NOUNS.username} (?:that )?i(?:'ve| have| was| am| got)?(?: been)? ?(?:given|sent|issued|got|have|use)${LINK}`,
      `(?:^|[\\s,;.])(?:i am|i'?m)\\s*$`,
    ),
    plainAfter: plainAfter(NOUNS.username),
    asking: either(
      `${I} (?:now |always |usually |still )?(?:log|sign)(?: ?-?in| ?on)?(?: to esr)? (?:as|with|using)${LINK}`,
      `${I} (?:now |always |still )?use${LINK}`,
      `^\\W*(?:(?:hi|hello|hey)\\b\\W*)?(?:it'?s|it is|its|this is)${LINK}`,
      `\\b(?:correct|right|new) ${NOUNS.username}${LINK}`,
      `\\b(?:it|this|that|which) should (?:be|say|read|have been)${LINK}`,
      `^\\W*(?:sorry|oops|correction)?\\W*i (?:mean|meant)(?: to (?:say|type|put))?${LINK}`,
      '^\\W*(?:sorry|oops|correction)\\W*$',
    ),
    lost: /\b(?:remove|delete|lost|not|isn'?t|never|longer|says?|change|than|of)\s+$/i,
  },
  smartcard: {
    plain: either(`\\bmy ${ADJECTIVES}${NOUNS.smartcard}${LINK}`),
    plainAfter: plainAfter(NOUNS.smartcard),
    asking: either(`\\b(?:correct|right|new) ${NOUNS.smartcard}${LINK}`),
    lost: /\b(?:lost|not|isn'?t|never|longer|found|stolen|of|with)\s+$/i,
  },
};

/** Anyone but the writer. */
const OTHERS = new RegExp(
  String.raw`\b(?:s?he|hers?|his|him|they|them|theirs?|colleagues?|friends?|mates?|manager|supervisor|matron|sister|boss|leader?|trainer|mentor|tutor|assessor|${KIN}|someone|somebody|anyone|person|people|girl|guy|lady|woman|man|leaver|starter|student|learner|team|member|named|called|behalf|another|others?|else|everyone|we|us|our|both|payroll|hr|help ?desk|service ?desk|recruitment|patient)\b`,
  'i',
);
/** Asked to be left out: "take my email … off", "remove my old login". */
const LEFT_OUT =
  /\b(?:remove|delete|erase|unlink|scrap|ignore|disregard|avoid|stop using|get rid of|do(?:n'?t| not) use)\b|\btake\b(?!.*\bto\b)/i;
const OFF = /^\W*(?:off|out|away)\b/i;
/** "Is my username …", with or without the question mark. */
const WONDERS =
  /(?:^|[.!?,]\s*)\W*(?:so |and |but |or |also )?(?:is|was|isn'?t|wasn'?t|isnt)(?: (?:my|mine|it|that|this|the)\b|\s*$)/i;
const EXAMPLE =
  /\b(?:examples?|e\.?g\.?|for instance|such as|something like|looks? like|format|sample|pattern|placeholder)(?![\p{L}])/iu;
const DOUBT =
  /\b(?:not sure|unsure|no idea|maybe|perhaps|possibly|probably|might|may be|think|thinks|thought|guess(?:ed)?|assume|suppose|supposed|wonder|if|whether|apparently|or)\b/i;
/** "Is it …", "would it be …", "am I …": up to the value itself. */
const ASKS_IF =
  /(?:^|[.!?,]\s*)\W*(?:so |and |but |or |also |oh |ok )?(?:(?:is|was|isn'?t|wasn'?t) (?:it|that|this|mine|(?:my|the) (?:\p{L}+ )?\p{L}+)|(?:could|would|should|might|may|can) (?:it|that|this|mine) be|is|was|am i|have (?:you|u)(?: got)?|do (?:i|you|u) (?:use|have|need))\W*$/iu;
/** "It says my username is", "the record has my email as" */
const SAID_BY_ESR =
  /\b(?:it|esr|record|system|screen|page|form|they|s?he|poster|message)\b(?! should)[^@]{0,20}\b(?:says?|said|thinks?|shows?|has|had|have|got|put|lists?|holds?|claims?|calls?)\b|\b(?:e-?mail|letter|text|payslip|contract|manager|payroll|hr|note|sheet)(?: \p{L}+)? (?:says?|said|thinks?|shows?|lists?|claims?|has|had)(?! changed)\b/iu;
const NEGATION =
  /\b(?:not|don'?t|dont|never|stop|no longer|wrong|incorrect|old|previous|former|used to|instead of|rather than|without)\b/i;
/** After the mention, anywhere in its sentence: it is no longer right, or never was. */
const NO_LONGER_RIGHT =
  /\b(?:no longer|any ?more|hacked|closed|expired|deleted|shut|disabled|bounc\w*|by mistake|in error|by accident|years? ago|mis-?spel\w*|spelt|spelled|not mine|not sure|i think|i guess|maybe|probably|until|before i|when i was|previously|formerly|at my (?:old|last|previous)|but i(?:'ve| have)? left)\b|\b(?:is|are|was|it'?s|that'?s|looks|seems)(?: the| my| all| an?)? (?:wrong|old|incorrect|previous|former)\b(?! (?:details|password|e-?mail|address|on))/i;
const NOT_OPENED =
  /\b(?:is|does|do|was|has)(?:n'?t| not) (?:work|working|exist|valid|active|in use|right|correct)\b|\b(?:is|was) full\b|\b(?:can'?t|cannot|can not|could(?:n'?t| not)|unable to|do(?:n'?t| not)|lost|no)\b[^.!?\n]{0,15}\b(?:get in ?to|get at|access(?: to)?|open|use|check|see|log ?in ?to|sign ?in ?to)\b[^.!?\n]{0,12}\b(?:it|that|this|mailbox|inbox|e-?mails?|mail)\b/i;
const REQUEST = /\b(?:(?:can|could|would|will) (?:you|u|someone|i|we)|please|pls|plz)\b/i;

const SMALL_WORDS =
  "hi|hello|hey|dear|there|good|morning|afternoon|evening|please|pls|plz|thanks?|thank|you|ta|cheers|and|my|is|it|its|it's|i'm|im|i|am|the|a|for|this|here|also|esr|nhs|work|details?|number";
const LABEL_WORDS: Readonly<Record<OwnKind, string>> = {
  email:
    'e-?mail|mail|mailto|address|nhs ?mail|user|names?|username|id|login|reset|send|link|to|new|correct|current',
  username:
    "user|names?|username|id|log-?in|login|log|sign|in|on|to|account|locked|out|can't|cant|cannot|get|password|reset|resetting|forgot|forgotten|need|help|again|still|working|won't|wont|work|me|can|could|unlock|blocked|stuck|today|now|been|have|has|got|linked|new|correct|e-?mail|mail|address|says|saying|keeps|don't|dont|doesn't|doesnt|match|error",
  smartcard:
    'smart ?card|smart|card|uuid|linked|blocked|locked|isnt|on|the|read|recognised|registered|expired|new|link',
};
/** Only its label, the problem, and courtesy: "account locked 432PATELR02", "Email: r.patel@nhs.net". */
const SMALL = Object.fromEntries(
  Object.entries(LABEL_WORDS).map(([kind, labels]) => [
    kind,
    new RegExp(`^(?:${SMALL_WORDS}|${labels})$`, 'i'),
  ]),
) as Readonly<Record<OwnKind, RegExp>>;

/** Whether the words around a mention say that it is the writer's own and current. */
export function saysItIsMine(kind: OwnKind, { before, after, asked }: Surroundings): boolean {
  const { plain, plainAfter, asking, lost } = PATTERNS[kind];
  if (asked && !REQUEST.test(before)) return false;
  if (WONDERS.test(before) || LEFT_OUT.test(before) || OFF.test(after)) return false;
  if (DOUBT.test(before) || SAID_BY_ESR.test(before) || NO_LONGER_RIGHT.test(after)) return false;
  if (kind === 'email' && NOT_OPENED.test(after)) return false;
  const said = plain.exec(before);
  if (said && !lost.test(before.slice(0, said.index)) && !EXAMPLE.test(before)) return true;
  if (plainAfter.test(after)) return !NO_LONGER_RIGHT.test(before) && !/\bnot\s*$/i.test(before);
  if (!asking.test(before)) return false;
  return ![OTHERS, EXAMPLE, NEGATION].some((speaksOf) => speaksOf.test(before)) && !OTHERS.test(after);
}

/** An email that has not come says nothing about the address. */
const NOT_COME =
  /\b(?:not|never|n'?t)(?: yet| still| been)? (?:had|received?|got|get|getting|seen|come|arrived|sent|gone)\b/gi;

/** Whether the words around a mention say that it is another person's, or no longer right. */
export function isDisowned(kind: OwnKind, { before, after, clause }: Surroundings): boolean {
  const lead = before.replace(NOT_COME, ' ');
  if (OTHERS.test(clause) || NEGATION.test(lead) || LEFT_OUT.test(lead) || OFF.test(after)) return true;
  return NO_LONGER_RIGHT.test(after) || (kind === 'email' && NOT_OPENED.test(after));
}

/** Where one clause ends and the next begins. */
export const CLAUSE_ENDS = /[\n;,]|[.!?](?=\s|$)/g;
const NAME = /^\s*\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'.-]*){0,3}[\s:-]*$/u;
const FOR_WHOM = /\b(?:for|about) (\p{Lu}\p{Ll}[\p{L}'-]*)/u;
const NOT_WORKING = /\bnot (?=(?:working|linked|recognised|registered)\b)/gi;

/** Whether a mention is alone in its clause, except for its label. `name` is the writer's name. */
export function standsAlone(kind: OwnKind, { clause, asked, before }: Surroundings, name: string): boolean {
  if ((asked && !REQUEST.test(before)) || ASKS_IF.test(before) || SAID_BY_ESR.test(before)) return false;
  return isSmallTalk(kind, clause, name);
}

/** Whether the text may be about another person, or give an example. */
export function speaksOfOthers(text: string, name: string): boolean {
  if (OTHERS.test(text) || EXAMPLE.test(text)) return true;
  // "I am writing for Amara"
  const [, whom] = FOR_WHOM.exec(text) ?? [];
  if (whom !== undefined && !isSmallTalk('username', whom, name)) return true;
  // A name in a separate line or clause: "Amara Okafor, 432OKAFORA01".
  return text
    .split(CLAUSE_ENDS)
    .some((clause) => NAME.test(clause) && !isSmallTalk('username', clause, name));
}

/** A removed secret, with its label. */
const SECRET = new RegExp(
  `(?:\\b(?:pass ?word|pass ?code|pass|pw|pwd|pin|dob|date of birth|born|ni|nino)\\b(?:[\\s:=-]|\\b(?:is|on|number|no)\\b)*)?${REMOVED.replace(/[[\]]/g, '\\$&')}`,
  'gi',
);

function isSmallTalk(kind: OwnKind, clause: string, name: string): boolean {
  const own = new Set(name.toLowerCase().match(/\p{L}+/gu) ?? []);
  const words =
    clause
      .replace(SECRET, ' ')
      .replace(NOT_WORKING, ' ')
      .match(/[\p{L}\d][\p{L}\d'-]*/gu) ?? [];
  return words.every((word) => SMALL[kind].test(word) || own.has(word.toLowerCase()));
}
