import { anyOf } from '../../text/any-of.ts';
import { KIN } from './taken-back.ts';

/** The words around an address. Its stated owner ("for 432PATELR02") is left out of `told` and of `after`. */
export interface AroundAddress {
  /** Its own clause, after any username or address before it. */
  readonly before: string;
  /** Its clause from the start, a username in it blank. */
  readonly told: string;
  readonly after: string;
  /** All of its sentence up to it. */
  readonly sentence: string;
}

const MAIL = '(?:e-?mail|nhs ?mail|mail ?box|mail|inbox|gmail|hotmail|address|account)';
const BAD = anyOf(
  'wrong',
  'incorrect',
  'old',
  'former',
  'prev(?:ious)?',
  'out ?dated',
  'out[- ]of[- ]date',
  'invalid',
  'defunct',
  'obsolete',
);
/** Without access to the mailbox, the link in it cannot be used. */
const CANNOT = anyOf(
  "ca(?:n'?t|nnot|n not)",
  "could(?:n'?t| not)",
  'unable to',
  "(?:isn'?t|is not|not|never been) able to",
  "(?:does|do|did)(?:n'?t| not)",
  'no longer',
  'never',
  "has(?:n'?t| not)(?: got)?",
  'has no',
  'no',
  'lost',
  'without',
);
const OPEN = anyOf(
  'access(?:es)?(?: to)?',
  '(?:get|got) (?:back )?in ?to',
  'open',
  'log(?:ged)? ?in ?to',
  'sign ?in ?to',
  'check',
  'read',
  'see',
  'use[sd]?',
  'ha(?:s|ve)(?: access to)?',
);
const ITS = `(?: (?:her|his|their|my|the|that|this|old|nhs|work|personal|${MAIL}))*`;
const ENDS = '[\\s:<("\'-]*$';

/** Words that end where a wrong address begins: "not", "instead of", "old email:", "please remove", "can't access". */
const REPLACED_BEFORE = new RegExp(
  `\\b${anyOf(
    anyOf('not', "isn'?t", "(?:don'?t|do not|never|stop) (?:use|used|using)", 'instead of', 'rather than'),
    `${BAD} ${anyOf('e-?mail', 'address')}(?: address)?(?: (?:held|on|recorded|listed|registered|down|against|in|the|her|his|their|record|system|esr|file|has|is|was)\\b)*`,
    '(?:prev(?:ious)?|out ?dated|out[- ]of[- ]date|former)(?: (?:one|was|is))?',
    `${anyOf('e-?mail', 'address')} (?:on|in) (?:the |her |his |their )?(?:record|esr|system|file)`,
    'used to be',
    'changed from',
    `(?:remove|delete|unlink|get rid of|take off|bin)${ITS}`,
    `${CANNOT}(?: (?:actually|even|now|currently))? ${OPEN}${ITS}`,
    `locked out of${ITS}`,
    'no longer',
  )}\\s*(?:on |at |with |is )?${ENDS}`,
  'i',
);
const TAKEN_OFF = /\btake[\s:<("']*$/i;
/** A note after the address: "(previous trust)", "- leaver", "mailbox closed", "is out of date". */
const REPLACED_AFTER = new RegExp(
  `^[\\s()<>,"'–-]*(?:(?:but|and|which|that|it) )?(?:(?:is|was|has|'s) )*(?:(?:now|her|his|their|the|an?|from|at|with|my|just|all) )*${anyOf(
    `${BAD}[ -](?:trust|employer|job|employee|hospital|role|post|contract|account)s?\\b`,
    '(?:last|other) (?:trust|employer|job|hospital)\\b',
    'ex[ -](?:trust|employer|employee|staff|account|address)\\b',
    'prev(?:ious)?\\b',
    "leavers?\\b(?!')",
    'left(?= the (?:trust|organisation)|[\\s.,)!]*(?:$|\\n))',
    'out ?dated\\b',
    'out[- ]of[- ]date\\b',
    "(?<=(?:is|was|'s) (?:now |just |all )?)(?:wrong|incorrect|dead|closed|deactivated|disabled)(?! (?:e-?mail|address|details|pass ?word|pin|log ?in|user ?name)\\b)\\b",
    'not valid\\b',
    'mov(?:ed|ing) (?:trusts?|jobs?|employers?)\\b',
    "do(?:es)?(?:n'?t| not) exist",
    '(?:a )?full mailbox',
    'needs? (?:removing|deleting|taking off)',
    `closed ${MAIL}`,
    `(?<=\\W)${anyOf('mail ?box', 'inbox', 'e-?mail', 'nhs ?mail', 'mail', 'address')}(?: account| address)?(?: (?:is|was|has|been|now|got|gets|all|since)){0,3} ${anyOf(
      'closed',
      'shut',
      'full',
      'dead',
      'expired',
      'suspended',
      'deactivated',
      'disabled',
      'deleted',
      'blocked',
      'frozen',
      'locked',
      'gone',
      'not (?:in use|used|working|active|valid|monitored)',
    )}`,
  )}`,
  'i',
);
/** "My nhsmail … is locked": the mailbox, not the ESR account. */
const OWNED_MAILBOX =
  /\b(?:my|her|his|their|the) (?:\p{L}+ )?(?:e-?mail|nhs ?mail|mail ?box|inbox|gmail|hotmail|outlook|mail)(?: account| address)?[\s:(<]*$/iu;
const IS_LOCKED =
  /^[\s)>]*(?:and |but |which |account )?(?:(?:(?:is|was|has|have|keeps?|gets?|got|getting|been|being|now|also|currently|still|all|it'?s|that'?s) )+(?:locked|blocked|frozen|full|suspended)\b(?! (?:me )?(?:out of|from|in) (?:esr|my esr|the system))|needs? unlocking\b|(?:won'?t|does(?:n'?t| not)|will not) open\b)/i;

/** Whether the words say that the address is wrong, or that its mailbox is closed. */
export function isReplaced({ before, told, after }: AroundAddress): boolean {
  if (REPLACED_BEFORE.test(before) || REPLACED_BEFORE.test(told) || REPLACED_AFTER.test(after)) return true;
  if (TAKEN_OFF.test(before) && /^[\s>)]*off\b/i.test(after)) return true;
  return OWNED_MAILBOX.test(before) && IS_LOCKED.test(after);
}

/** "(not sure that's right)", "but she isn't Tara", "she thinks", "(guess)", "tbc". "Not sure why" doubts something else. */
const UNCERTAIN_AFTER = new RegExp(
  anyOf(
    '^[^\\n@]{0,15}\\b(?:not|un) ?(?:(?:a )?(?:100 ?%|entirely|totally|completely|quite|too|very) )?(?:sure|certain)\\b(?!,? (?:why|what|how|when|who|which|where|he|she|they))',
    `^[\\s(),–-]*(?:(?:but|or|as|so|that'?s|it'?s|is|only) )*(?:an? )?${anyOf(
      '(?:s?he|they|i|we|the learner) (?:only |just )?(?:thinks?|thought|guess(?:es|ed)?|believes?|reckons?|assumes?)\\b(?!,? (?:she|he|they|it|that|the|her|his|this|we)\\b)',
      'guess(?:ing|ed)?\\b',
      '(?:tbc|to be confirmed|(?:not |un)(?:yet )?(?:confirmed|verified|checked))\\b',
      '(?:perhaps|maybe|probably|possibly|apparently|presumably|allegedly|afaik|iirc|as far as (?:i|s?he) knows?)(?=[\\s.)!?]*(?:$|\\n|[,;]))',
      'according to (?!esr\\b)',
      `(?:belongs? to|is (?:actually |really )?(?:her|his|their|my|an?|another)) (?:${KIN}|colleague|friend|some(?:one|body)|another|the ward)`,
      'or something\\b',
      'if (?:s?he|i|they) (?:remembers?|recalls?)\\b',
      '(?:please |pls )?(?:double[- ]?)?check(?: (?:it|this|that|first|please|pls))*(?=[\\s.)!]*(?:$|\\n))',
    )}`,
  ),
  'i',
);
const NOT_THEM = /^[ ,-]*but (?:s?he|they) (?:isn'?t|is not) \p{Lu}/u;
const UNCERTAIN_BEFORE = new RegExp(
  `\\b${anyOf(
    'guess(?:ing|ed|es)?',
    '(?:think|thinks|believe|believes|reckon|reckons|assume|assumes|assuming)',
    'probably',
    'possibly',
    'maybe',
    'perhaps',
    '(?:might|could|may) be',
    'is (?:it|that|this)',
  )}(?: (?:it|it'?s|that'?s|is|the|her|his|their|my|email|e-mail|address|one)){0,4}${ENDS}`,
  'i',
);
/** "U r.patel@nhs.net?" asks about the address; "can you reset U r.patel@nhs.net?" asks for a reset. */
const ASKED = /^[\s>)"']*\?(?!\w)/;
const ASKS_SOMETHING_ELSE =
  /\b(?:can|could|would|will|may|might|shall|should|please|pls|plz|is|are|was|do|does|did|has|have|any|any(?:one|body|thing)|some(?:one|body)|who|what|when|where|how|why|need|needs|reset|help|possible|chance|poss|update|news|unlock|sort|look)\b/i;

/** Whether the writer is not sure of the address. */
export function isUncertain({ before, after, sentence }: AroundAddress): boolean {
  if (UNCERTAIN_AFTER.test(after) || NOT_THEM.test(after) || UNCERTAIN_BEFORE.test(before)) return true;
  return ASKED.test(after) && !ASKS_SOMETHING_ELSE.test(sentence);
}

const DOUBTFUL_BEFORE =
  /\b(resets?|links?|e-?mails?|it|this|that|they) (all |still )?(went|has gone|have gone|(was|were|got|are|is)( still| being){0,2} sent|(keeps?|is|are)( still)? going|goes) to[\s:<("']*$|\b(record|system|esr|account|olm) (still |currently )?(has|have|says|shows|is|had|holds|lists)\b[^@,]{0,20}$|\b(it|they) (still |currently )?(has|have|had|holds?)\b[^@]{0,20}$|\b(wrong|incorrect|old|currently|previously|tried|trying|maybe|possibly|might be)\b[^@,]{0,15}$|\b((on|in) (the )?(system|record|esr)|listed|registered|down) (as|with|under)[\s:<("']*$|\b(share[sd]?|sharing|both (use|have|are on)|joint)\b[^@]{0,20}$|(\bfrom|(?<!\b(it|that|which) )\bwas)[\s:<("']*$/i;
const SENT_BEFORE =
  /\b(resets?|links?|e-?mails?) (all |still )?(went|has gone|have gone|(was|were|got|are|is)( still| being){0,2} sent|(keeps?|is|are)( still)? going|goes) to[\s:<("']*$/i;
const DOUBTFUL_AFTER =
  /^[()\]>"'.,;:\s-]*((but|and|which|that) )?((is|was|are|has|got|been|being) ){0,2}((wrong|incorrect)(?! (e-?mail|address|details) (on|in)\b| (pass ?words?|pass|pw|pin|log ?in|user ?name|smartcard|link|page|trust)\b)|(her|his|their|an?|the) old|old(?= one\b|\W*$|[^\p{L}\s])|(not|isn'?t) (hers|his|theirs|right|correct)\b(?! (on|in)\b)|(some(one|body) else|another (learner|person))'?s|closed|dead|suspended|deactivated|disabled|frozen|unused|inactive|not (in use|used|valid|active)|an? typo|the typo|typo\b|in error|by (mistake|accident)|stopped working|never worked|no longer|expired|bounc|((s?he|they|the learner) )?(doesn'?t|don'?t|does not|no longer|can'?t|cannot) (use|have access|access|get into)|any ?more|on (the |her |his |my )?(record|esr|system)\b|(sorry |oops |no |wait )*(not that( one)?|wrong one|that'?s (wrong|a different)|(ignore|scrap) that)|((is |needs )?to be |(should|can) be )?(replaced|changed|updated|swapped)|is someone else)/iu;

/** On which side of an address words cast doubt on it: "the record has …", "… no longer works". */
export function isDoubted({ before, told, after }: AroundAddress): 'before' | 'after' | undefined {
  if (DOUBTFUL_AFTER.test(after)) return 'after';
  return DOUBTFUL_BEFORE.test(before) || SENT_BEFORE.test(told) ? 'before' : undefined;
}
