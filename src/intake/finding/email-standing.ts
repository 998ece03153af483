import type { Standing } from './mention.ts';

const ROLE =
  '(line )?(trainer|manager|supervisor|mentor|tutor|assessor|matron|ward sister|team leader|colleague|boss)';
const ASKS_TO_TELL =
  "(ask|speak to|talk to|check with|let|tell|inform|notify|contact|reply|respond|cc|cc'd|bcc|copy|copying|copied|update (me|us)|reach|get back|drop|e-?mailed|messaged|chased|escalated|forwarded|assigned|written to|wrote to|spoke to|spoken to)";
const ELSE_BEFORE = new RegExp(
  `\\b((my|our) (own )?(work )?(e-?mail|address)|i'?m (on|at)|(me|us) (on|at|know|back|via)|${ASKS_TO_TELL}|${ROLE}|on behalf of|any (problems|questions|issues|queries))\\b[^@]{0,40}$`,
  'i',
);
const ELSE_AFTER = new RegExp(
  `^[ \\t(),-]*((is|=) )?((the|her|his|their|my) )?(${ROLE}|me\\b|know\\b|here\\b)|^'s (class|learners?|group|session|team|ward|course)\\b`,
  'i',
);
/** ", manager copied: dan@…": the role is the next address's. */
const NEXT_ONES_ROLE = new RegExp(`^\\s*,\\s*((her|his|their) )?${ROLE}[^@\\n.]{0,25}\\s\\S+@`, 'i');
/** "From Chloe Martin <…" */
const SENDER_BEFORE = /\b[Ff]rom:? \p{Lu}[\p{L}'-]+( \p{Lu}[\p{L}'-]+)?[\s<(,]*$/u;
/** "Hi it's Pippa (…": whoever writes names themselves. */
const INTRODUCED = /\b([Ii]t'?s|[Tt]his is|I'?m|I am) \p{Lu}[\p{L}'-]+( \p{Lu}[\p{L}'-]+)?[\s<(,-]*$/u;
/** "Booked by …", "class run by Chloe Martin, …" */
const DOER_BEFORE = /\b(?<!(replaced|changed|superseded) )by:?( \p{Lu}[\p{L}'-]+){0,3}[\s(<,:]*$/u;
/** "Please email bob@… when done" asks for news; "please email her the link on …" does not. */
const ASKS_TO_WRITE =
  /\b(please|pls|can you|could you|you can|then|just|and) (e-?mail|mail|message)\b(?![^@]*\b(reset|link|her|him|them|learner|it)\b)[^@]{0,60}$/i;

/** "should be …", "correct one is …": as good as the word email. */
export const SAID_TO_BE_RIGHT =
  /\b(should be|needs? to be|must be|is now|correct (one|e-?mail|address)( is)?)[\s:<("'-]*$/i;
/** Words that end where the right address begins: "should be", "correct email is", "changed to", "sorry,". */
const CORRECTED_BEFORE = new RegExp(
  `(\\b(actually|hang on|hold on|no sorry)\\b[^@\\n]{0,30}|\\b(wrong|incorrect) (e-?mail|address|one),? (sorry,? )?(it'?s|its|use)|\\b(${[
    'should (now )?(be|read|say|have been)',
    'needs?( (to be|changing to|updating to))?',
    'must be',
    'now( is| uses| using)?',
    "(correct|right|new|proper|actual|updated)( (nhs|work|personal|home|nhs\\.net))? (one|e-?mail|address)( address)?( for (her|him|them))?( is|'s)?",
    'new',
    '(chang|updat|amend|switch|correct|mov)(e|ed|es|ing)?( (it|this|that|((the|her|his|their) )?(e-?mail|address|record)( address)?))? to',
    'replaced (by|with)',
    'use( (her|his|their))?( (personal|work|own|other|home))?( (one|e-?mail|address))?',
    'i mean(t)?( to (say|put))?',
    'meant( to (say|put|be))?',
    'actually',
    'correction',
    'edit(ed)?',
    '(sorry |my )?(typo|mistake|bad)',
    "sorry( it'?s)?",
    '(no,? )?wait',
    'no',
    'oops',
    'make that',
    "but (it'?s )?",
  ].join('|')}))[\\s:<("'*,-]*$`,
  'i',
);
const CORRECTED_AFTER =
  /^[)\]>"',\s-]*((is|'s) )?(instead|the (right|correct|new) (one|e-?mail|address)|(is|as) (correct|right)\b)/i;
/** Words that end where a wrong address begins: "not", "instead of", "old email:". */
const REPLACED_BEFORE =
  /\b(not|isn'?t|(don'?t|do not|never|stop) (use|used|using)|instead of|rather than|(old|previous|wrong|incorrect|former) (e-?mail|address)( address)?( was| is|:)?|(e-?mail|address) (on|in) (the |her |his |their )?(record|esr|system|file)|used to be|changed from|no longer)\s*(on |at |with |is )?[\s:<("']*$/i;
const DOUBTFUL_BEFORE =
  /\b(resets?|links?|e-?mails?|it|this|that|they) (all )?(went|has gone|have gone|(was|were|got) sent|(keeps?|is|are) going|goes) to[\s:<("']*$|\b(record|system|esr|account|olm) (still |currently )?(has|have|says|shows|is|had|holds|lists)\b[^@,]{0,20}$|\b(it|they) (still |currently )?(has|have|had|holds?)\b[^@]{0,20}$|\b(wrong|incorrect|old|currently|previously|tried|trying|maybe|possibly|might be)\b[^@,]{0,15}$|\b((on|in) (the )?(system|record|esr)|listed|registered|down) (as|with|under)[\s:<("']*$|\b(share[sd]?|sharing|both (use|have|are on)|joint)\b[^@]{0,20}$|(\bfrom|(?<!\b(it|that|which) )\bwas)[\s:<("']*$/i;
const DOUBTFUL_AFTER =
  /^[()\]>"'.,;:\s-]*((but|and|which|that) )?((is|was|are|has|got|been|being) ){0,2}((wrong|incorrect)(?! (e-?mail|address|details) (on|in)\b)|(her|his|their|an?|the) old|old(?= one\b|\W*$|[^\p{L}\s])|(not|isn'?t) (hers|his|theirs|right|correct)\b(?! (on|in)\b)|(some(one|body) else|another (learner|person))'?s|closed|dead|suspended|deactivated|disabled|frozen|unused|inactive|not (in use|used|valid|active)|an? typo|the typo|typo\b|in error|by (mistake|accident)|stopped working|never worked|no longer|expired|bounc|((s?he|they|the learner) )?(doesn'?t|don'?t|does not|no longer|can'?t|cannot) (use|have access|access|get into)|any ?more|on (the |her |his )?(record|esr|system)\b|(sorry |oops |no |wait )*(not that( one)?|wrong one|that'?s (wrong|a different)|(ignore|scrap) that)|((is |needs )?to be |(should|can) be )?(replaced|changed|updated|swapped)|is someone else)/iu;
/** "(not sure that's right)", "but she isn't Tara". "Not sure why" doubts something else. */
const QUESTIONED_AFTER =
  /^[^\n@]{0,15}\b(not|un) ?(sure|certain)\b(?!,? (why|what|how|when|who|which|where|he|she|they))|^[ ,-]*but (s?he|they) (isn'?t|is not) \p{Lu}/u;

const IS_IN_CHARGE = new RegExp(`\\b${ROLE}(('?s)? (e-?mail|address))?( is|'s|:| =)[\\s:<("']*$`, 'i');

/** "Her manager is …": whatever name it spells, it is not the learner's. */
export function isInCharge(before: string): boolean {
  return IS_IN_CHARGE.test(before);
}

const TEAM =
  /(^|[._-])(teams?|training|trainers?|support|help\.?desk|service\.?desk|enquiries|admin|office|ward|reception|inbox|mailbox|info|no-?reply|esr|olm|workforce|payroll|epic|education|bookings?|recruitment|donotreply|do[._-]not[._-]reply|notifications?|alerts?)([._-]|$)/;

/** Whether an address is a team's or a machine's, and no person's: a reset sent there reaches everybody or nobody. */
export function isTeamAddress(address: string): boolean {
  return TEAM.test(address.split('@')[0] ?? '');
}

/**
 * What the words before (its own clause) and after an address say about whose it is, and whether it is right.
 */
export function standingOf(address: string, before: string, after: string): Standing {
  if (SAID_TO_BE_RIGHT.test(before)) return 'corrected';
  if (REPLACED_BEFORE.test(before)) return 'replaced';
  if (QUESTIONED_AFTER.test(after)) return 'doubtful';
  if (
    SENDER_BEFORE.test(before) ||
    INTRODUCED.test(before) ||
    (ELSE_AFTER.test(after) && !NEXT_ONES_ROLE.test(after))
  )
    return 'someone-else';
  if (ELSE_BEFORE.test(before) || DOER_BEFORE.test(before)) return 'someone-else';
  if (CORRECTED_BEFORE.test(before)) return 'corrected';
  if (DOUBTFUL_AFTER.test(after)) return 'doubtful';
  if (CORRECTED_AFTER.test(after)) return 'corrected';
  if (DOUBTFUL_BEFORE.test(before)) return 'doubtful';
  if (ASKS_TO_WRITE.test(before) || isTeamAddress(address)) return 'unlikely';
  return 'learner';
}
