import type { Mention } from './mention.ts';

/** "Do not reset …", "please cancel the reset for …", "example: …": ends where the username or address begins. */
const BEFORE = new RegExp(
  `(?:${[
    '\\b(?:format|template|layout|wrong)\\s*[:=]\\W*',
    '\\b(?:examples?|e\\.?g\\.?|for instance|for example|such as|sample|dummy)\\W*',
    '(?<!\\b(?:why|is|was|are|if|or|whether) )\\bnot\\s+',
    "\\b(?:do(?:n'?t| not)|never|please not|no (?:longer )?need (?:to|for)|stop) (?:(?:reset|touch|unlock|change|do|action|process|send|escalate|include|add|a|the|any|need|reset(?:ting)?|link|for|to) ?){1,4}",
    '\\b(?:cancel|scrap|ignore|disregard|withdraw|forget(?: about)?|skip)(?:l?ed|l?ing)? (?:(?:the|this|that|my|a|reset|request|escalation|one|learner|case|for|about|of|on) ?){0,4}',
    '\\bno longer (?:need|require|want)(?:s|ed|ing)? (?:(?:a|the|reset|help|anything|with|for|on) ?){0,4}',
  ].join('|')})(?:user ?(?:name)?:? )?["'(<]*$`,
  'i',
);
/** "Cancel Ann Lee …", "withdraw the case of ann lee …": a name comes before the details. */
const CANCELS =
  '\\b(?:[Cc]ancel|[Ww]ithdraw|[Ss]crap)(?: (?:the|this|that|my|a|reset|request|escalation|case|ticket|learner|for|about|of|on)){0,4}';
const NO_NAME =
  "(?:and|or|but|then|instead|my|our|old|new|her|his|their|the|an?|it|this|that|if|when|who|as|by|in|on|at|to|for|with|from|reset\\w*|re-?send|send\\w*|please|pls|e-?mails?|address\\w*|accounts?|links?|mail|passwords?|locks?|log-?ins?|card|smartcards?|\\w+'s)\\b";
const NAME_THEN = `(?: (?:(?:\\p{Lu}[\\p{L}'-]+(?<!'s)[ ,:]*){1,4}|(?:(?!${NO_NAME})\\p{Ll}[\\p{L}'-]+[ ,:]*){1,2}))?[\\s("'<,:]*$`;
const CANCELS_NAMED = new RegExp(`${CANCELS}${NAME_THEN}`, 'u');
/** "Don't reset Ann Lee …", "ignore Ann Lee …": only with a name in capitals, as "ignore earlier message" is about none. */
const LEAVES_NAMED =
  /\b(?:[Ii]gnore|[Ss]kip|[Dd]isregard|(?:[Dd]o(?:n['’]?t| not)|[Nn]o need to) (?:reset|unlock|send))(?: for)? \p{Lu}[\p{L}'-]+(?<!'s)(?:[ ,:]+\p{Lu}[\p{L}'-]+(?<!'s)){0,3}[\s("'<,:]*$/u;
/** "Take Ann Lee 432LEEA01 off the list". */
const TAKES_OFF = new RegExp(
  `\\b(?:[Tt]ake|[Rr]emove|[Dd]elete|[Dd]rop)(?: (?:the|my|learner))*${NAME_THEN}`,
  'u',
);
const OFF_THE_LIST =
  /^[\s)"'>,]*(?:off|from|out of)(?: (?:the|this|that|my|our))? (?:list|class|sheet|table|spreadsheet|queue|cases|request|escalation)s?\b/i;
/** "Cancel … and Bob Fry …": the next name. */
const AND_NAMED = /^[ \t,&)]*(?:and\s+)?(?:\p{Lu}[\p{L}'-]+ +){0,3}[ \t("'<]*$/u;
const PLEASE = '^\\W*(?:(?:[Pp]lease|[Pp]ls|[Cc]an you|[Cc]ould you|[Hh]i|[Hh]ello)[ ,]+){0,3}';
/** "Please cancel these: …" */
const CANCELS_LIST = new RegExp(
  `${PLEASE}${CANCELS}(?: (?:all|both|requests|escalations|cases|resets|of))* (?:these|the following|following|them|those)\\b[^\\n@]{0,40}[:\\n]`,
  'u',
);

/** Whether a message only cancels: "Please cancel Ann Lee, locked out". */
export const callsOff = (text: string): boolean => CALLS_OFF.test(text);
const CALLS_OFF = new RegExp(`${PLEASE}${CANCELS} \\p{Lu}`, 'u');
const LEAD =
  "^[ ,:;()–-]*(?:(?:please|pls|sorry|this one|that one|who|which|and|(?:s?he|they|it|that|this)(?:'s| is| has| are)?|is|are|was|has|have|been|now|already|all|just|got) )*";
/** "All sorted for Ann …": the message or its sentence begins so. "Please get it all sorted for …" asks. */
const DONE_FOR =
  /^\W*(?:(?:hi|hello|thanks?|thank you|ok(?:ay)?|all|now|good news|it'?s|that'?s|everything(?:'s| is)?|this is|these are)[\s,.!:-]+){0,4}(?:sorted|done|fixed|resolved|working)(?: now)? (?:for|with)(?: (?!(?:who|whose|please|not|but|and)\b)[\p{L}'-]+){0,4}[\s:("'<]*$/iu;
/** "… but not Bob …": after what is done, they are who is left. */
const BUT_NOT =
  /(?:\b(?:but|though|just|only)|(?:^|[,–-])) *not (?:for |with )?(?:[\p{L}'-]+ ){0,3}["'(<]*$/iu;
/** "All sorted for … and …": what is said of one is said of the next. */
const AND =
  /^[\s,&)]*(?:and\s+)?(?:(?!(?:not|but|still|needs?|also|please|pls|reset|help|next|last|now|then|is|what|how|can|could|this|only)\b)\p{L}[\p{L}'-]+\s+){0,3}[\s("'<]*$/iu;
const STILL =
  /^\W*(?:(?:is|are|has|have|was|who)\s+)*(?:still|can'?t|cannot|isn'?t|hasn'?t|haven'?t|doesn'?t|not|never|needs?|locked|waiting|stuck|says?|next|please|pls)\b/i;
/** "Everyone except …", "all but …", "you said …": what is said to be done is not done for them. */
const EXCEPTED =
  /\b(?:except(?:ing)?|excluding|apart from|other than|bar|(?:all|every(?:one|body|thing)) but|(?:said|says?|told|thought|supposed(?:ly)?|apparently|claims?)\b[^,]*)(?: (?:for|with))?(?: \p{L}[\p{L}'-]*){0,3}[\s("'<]*$/iu;
/** "… sorted, still not working", "… was sorted. Locked out again": in the same sentence, or in the next about nobody else. */
const NOT_DONE =
  /^[^\n.!?]*\b(?:still|again|not|cannot|\p{L}+n['\u2019]?t|never|needs?|wrong|locked)\b|^[^\n.!?]*[\n.!?]+\s*(?:(?:but|and|yet|only|however|sorry|just|oh|no)[\s,]+)*(?:s?he|they|it|this|that|still|not|locked|stuck|now)\b[^\n.!?]*(?<=[\s'\u2019])(?:still|again|not|cannot|\p{L}+n['\u2019]?t|never|needs?|wrong|locked)\b/iu;
/** The words right before the next learner, which are about them. */
const OF_NEXT = /(?:\bbut\b)?[^\n.,;!?]*$/i;
/** "… is already done", "… sorted now thanks": right after a learner. "Done?" is a question. */
const DONE = new RegExp(
  `${LEAD}(?:${[
    '(?:done|sorted|resolved|fixed|completed?|finished|dealt with|working(?: fine| ok)?)(?: (?:now|already|today|yesterday|earlier|by \\p{L}+|thanks?|thank you|ta|cheers))*',
    'no longer (?:needed|required|needs? (?:it|this|that|one|a reset|anything|help|access))',
    "do(?:es)?(?:n'?t| not) need (?:(?:it|this|that)|(?:it|this|that|one|a reset|anything|help|access) (?:now|any ?more|any longer))(?: (?:now|any ?more|any longer|thanks?|please))*",
    '(?:(?:back |logged )?in (?:ok |fine )?now|(?:fine|ok|okay) now|able to (?:get|log) ?in(?: ok| fine| now)*)(?: (?:thanks?|thank you|ta|cheers))?',
  ].join(
    '|',
  )})(?=\\s*(?:$|[\\n.,;!)]|but (?:\\d|not\\b(?! (?:yet|working|really|for long|always|properly|fully|quite|able|in\\b))|(?:\\p{L}[\\p{L}'-]+ ){1,3}\\d{3}\\p{L})))`,
  'iu',
);
/** "… ignore", "… cancel that": at the end of a line; more words on it may correct the address. */
const CANCELLED = new RegExp(
  `${LEAD}(?:ignore|cancel(?:led)?|scrap|disregard|withdrawn?|skip|hold (?:off|fire)|on hold|(?:do(?:n'?t| not)|no need to) (?:reset|send|action|do|unlock|touch|process))(?: (?:that|this|it|them|her|him|anything|yet|for now|please|pls|one|thanks?))*[\\s.!)]*(?:$|\\n)`,
  'i',
);
/** "432PATELR02, not 432PATELR20, r.patel@…": the address is the other username's. */
const INSTEAD = /\d{3}[a-z'-]{2,30}\d{2}[^\p{L}\p{N}@]*\bnot\W*$/iu;
/** "jo.ash2@… not jo.ash@… - 432ASHJ01": the username is the first address's. */
const INSTEAD_OF_ADDRESS = /@[\p{L}\p{N}.-]{3,80}[^\p{L}\p{N}@]*\bnot\W*$/iu;
/** Nothing but punctuation and labels between a username and its address. */
const BESIDE =
  /^(?!.*[.!?]\s)[^\p{L}\p{N}\n]*(?:\b(?:e-?mail|mail|address|user ?name|and|with|on)\b[^\p{L}\p{N}\n]*){0,2}$/iu;

/**
 * Gives the standing `not-asked` to mentions for which nothing is requested: the writer gives an example, cancels, or says that it
 * is done. A username and the address beside it are judged together.
 */
export function withoutRequests(mentions: readonly Mention[], text: string): readonly Mention[] {
  if (CANCELS_LIST.test(text)) return mentions.map((one) => ({ ...one, standing: 'not-asked' }));
  const found = new Set<Mention>();
  let isDone = false;
  let forDone = 0;
  let cancelledTo = 0;
  const groups = groupsOf(mentions, text);
  for (const [at, group] of groups.entries()) {
    const [first, last] = [group[0], group.at(-1)];
    if (first === undefined || last === undefined) continue;
    const before = text.slice(Math.max(0, first.start - 80), first.start).replace(/\be\.g\./gi, 'eg');
    const clause = before.slice(before.search(/[^\n;.!?]*$/));
    const behind = text.slice(last.end, last.end + 80);
    // In a table, the headings say what a cell is about.
    const after = text.includes('\n') ? behind : behind.replace(/^\t+/, ' ');
    const hasUsername = group.some((one) => one.kind === 'username');
    const isNext = cancelledTo > 0 && AND_NAMED.test(text.slice(cancelledTo, first.start).slice(0, 60));
    const isOff = TAKES_OFF.test(clause) && OFF_THE_LIST.test(after);
    // Beside a username elsewhere, an address that is called off may be the wrong one of two.
    const isWhole = hasUsername || mentions.length === 1;
    if (isWhole && (isOff || isNext || CANCELS_NAMED.test(clause) || LEAVES_NAMED.test(clause))) {
      cancelledTo = last.end;
      for (const one of group) found.add(one);
      continue;
    }
    cancelledTo = 0;
    if (!hasUsername) continue;
    const isLeft: boolean = isDone && BUT_NOT.test(clause);
    const isSame: boolean =
      forDone > 0 && !STILL.test(after) && AND.test(text.slice(forDone, first.start).slice(0, 60));
    const isOver = !EXCEPTED.test(clause) && !isOpenAfter(text, last.end, groups[at + 1]?.[0]);
    const isFor: boolean = isOver && !isLeft && (isSame || DONE_FOR.test(clause));
    forDone = isFor ? last.end : 0;
    isDone = isFor || (isOver && DONE.test(after));
    if (isLeft || (!BEFORE.test(clause) && !isDone && !CANCELLED.test(after))) continue;
    const kept = INSTEAD.test(clause) ? 'email' : INSTEAD_OF_ADDRESS.test(before) ? 'username' : undefined;
    for (const one of group) if (one.kind !== kept) found.add(one);
  }
  for (const value of putRight(groups, found, text)) {
    for (const one of found) if (one.value === value) found.delete(one);
  }
  return found.size === 0
    ? mentions
    : mentions.map((one) => (found.has(one) ? { ...one, standing: 'not-asked' } : one));
}

/** "Correct: …", "… but …", "use …" */
const RIGHT =
  /\b(?:(?:correct|right|new)(?: (?:one|details?|is|are))*\s*[:=-]+|should (?:be|have been)|but|use|mine is|it'?s|it is|instead)[\s:"'(<]*$/i;

/** Whether the words before a mention give it as the right one. */
export const comesAsRight = ({ start }: Mention, text: string): boolean =>
  RIGHT.test(text.slice(Math.max(0, start - 40), start));

/** "Wrong: U a@…, correct: U b@…": the username is in both, and only the address is wrong. */
function putRight(
  groups: readonly (readonly Mention[])[],
  found: ReadonlySet<Mention>,
  text: string,
): readonly string[] {
  const wrong = new Set([...found].map(({ value }) => value));
  return groups.flatMap((group) => {
    const [first] = group;
    const isRight =
      first !== undefined &&
      group.length > 1 &&
      !group.some((one) => found.has(one)) &&
      comesAsRight(first, text);
    const again = group.map(({ value }) => value).filter((value) => wrong.has(value));
    return isRight && again.length < group.length ? again : [];
  });
}

/** Whether the words after them say that it is not done after all. A learner left out wrongly is lost; one kept can be unticked. */
function isOpenAfter(text: string, end: number, next: Mention | undefined): boolean {
  const until = Math.min(next?.start ?? text.length, end + 160);
  const after = text.slice(end, until);
  const rest = after.slice(DONE.exec(after)?.[0].length ?? 0);
  return NOT_DONE.test(next?.start === until ? rest.replace(OF_NEXT, '') : rest);
}

/** Whether the words around a learner's name say that nothing is left to do for them: "Bob doesn't need a reset any more". */
export const isDoneAfter = (before: string, behind: string): boolean => {
  const said = DONE.exec(behind)?.[0];
  return said !== undefined && !EXCEPTED.test(before) && !NOT_DONE.test(behind.slice(said.length));
};

/** Whether the words around a learner's name, which ends there, call them off: "cancel Bob". */
export const isCalledOff = (before: string, behind: string): boolean =>
  (CALLED_OFF.test(before) && ENDS.test(behind)) || CANCELLED.test(behind);
const CALLED_OFF = new RegExp(
  `(?:${CANCELS}|\\b(?:ignore|skip|disregard|leave out|(?:do(?:n'?t| not)|no need to) (?:reset|send|unlock)))\\s+$`,
  'iu',
);
const ENDS = /^\s*(?:$|[.,;!\n]|(?:and|but|please|pls|thanks?|any ?more|now)\b)/i;

function groupsOf(mentions: readonly Mention[], text: string): Mention[][] {
  const groups: Mention[][] = [];
  for (const one of mentions) {
    const group = groups.at(-1);
    const previous = group?.at(-1);
    const joins =
      group !== undefined &&
      previous !== undefined &&
      group.every(({ kind }) => kind !== one.kind) &&
      BESIDE.test(text.slice(previous.end, one.start).slice(0, 60));
    if (joins) group.push(one);
    else groups.push([one]);
  }
  return groups;
}
