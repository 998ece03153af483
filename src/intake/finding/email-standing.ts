import { localPart } from '../fields/email-address.ts';
import { type AroundAddress, isDoubted, isReplaced, isUncertain } from './address-doubts.ts';
import type { AddressStanding } from './mention.ts';

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
/** "Hi it's Pippa (…": the writer's own name. */
const INTRODUCED = /\b([Ii]t'?s|[Tt]his is|I'?m|I am) \p{Lu}[\p{L}'-]+( \p{Lu}[\p{L}'-]+)?[\s<(,-]*$/u;
/** "Booked by …", "class run by Chloe Martin, …" */
const DOER_BEFORE = /\b(?<!(replaced|changed|superseded) )by:?( \p{Lu}[\p{L}'-]+){0,3}[\s(<,:]*$/u;
/** "Email bob@… when done" */
const ASKED_TO_WRITE = /\b(e-?mail|mail|message|contact)[\s:]*$/i;
const WHEN_DONE = /^[\s,)]*(when|once|as soon as|if|after|with any|to (let|confirm|say|tell))\b/i;
/** "ext 5521 / …", "01206 742000 | …": found in signatures. */
const TELEPHONE_BEFORE = /(\bext\b|\b0\d{2,4}[ -]?\d{3})[^\p{L}@\n]{0,20}$/iu;
const LOGGED_IN_AS = /\b(logged|signed) (in|on)\b[^@]{0,20}\bas\s*$/i;

/** "Hi Dan Gray (…": the person greeted. */
const GREETED_BEFORE = /\b([Hh]i|[Hh]ello|[Hh]ey|[Dd]ear)\b,? \p{Lu}[\p{L}'-]+( \p{Lu}[\p{L}'-]+)?[\s<(]*$/u;

/** The address stands for a person who does something: "helen.price@… has 432… in her class". */
const ACTS_AFTER =
  /^\s+(has|have|wants|asked|asks|says|said|reported|told|got|gets|did|is (asking|teaching|in|one|now|sorted|fine|done|covering|off|away))\b/i;
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
const IS_IN_CHARGE = new RegExp(`\\b${ROLE}(('?s)? (e-?mail|address))?( is|'s|:| =)[\\s:<("']*$`, 'i');

/** "Her manager is …": not the learner's address, whatever name it spells. */
export function isInCharge(before: string): boolean {
  return IS_IN_CHARGE.test(before);
}

const TEAM =
  /(^|[._-])(teams?|training|trainers?|support|help\.?desk|service\.?desk|enquiries|admin|office|ward|reception|inbox|mailbox|info|no-?reply|esr|olm|workforce|payroll|epic|education|bookings?|recruitment|donotreply|do[._-]not[._-]reply|notifications?|alerts?)([._-]|$)/;

/** Whether an address is a team's or a machine's: a reset sent there would not reach one person. */
export function isTeamAddress(address: string): boolean {
  return TEAM.test(localPart(address));
}

/**
 * What the words around an address say about whose it is, and whether it is right. `follows`: it comes straight after a
 * username.
 */
export function standingOf(address: string, around: AroundAddress, follows: boolean): AddressStanding {
  const { before, after } = around;
  if (SAID_TO_BE_RIGHT.test(before)) return 'corrected';
  if (isReplaced(around)) return 'replaced';
  if (isUncertain(around)) return 'doubtful';
  if (
    SENDER_BEFORE.test(before) ||
    INTRODUCED.test(before) ||
    GREETED_BEFORE.test(before) ||
    (ELSE_AFTER.test(after) && !NEXT_ONES_ROLE.test(after))
  )
    return 'someone-else';
  if (ELSE_BEFORE.test(before) || DOER_BEFORE.test(before)) return 'someone-else';
  if (ASKED_TO_WRITE.test(before) && WHEN_DONE.test(after)) return 'someone-else';
  if (CORRECTED_BEFORE.test(before)) return 'corrected';
  const doubted = isDoubted(around);
  if (doubted === 'after') return 'doubtful';
  if (CORRECTED_AFTER.test(after)) return 'corrected';
  if (doubted === 'before') return 'doubtful';
  const acts = !follows && ACTS_AFTER.test(after);
  if (
    acts ||
    TELEPHONE_BEFORE.test(before) ||
    LOGGED_IN_AS.test(before) ||
    ASKS_TO_WRITE.test(before) ||
    isTeamAddress(address)
  )
    return 'unlikely';
  return 'learner';
}
