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
const LEAD =
  "^[ \\t,:;()–-]*(?:(?:please|pls|sorry|this one|that one|who|which|and|(?:s?he|they|it|that|this)(?:'s| is| has| are)?|is|are|was|has|have|been|now|already|all|just|got) )*";
/** "… is already done", "… sorted now thanks": straight behind them. "Done?" asks. */
const DONE = new RegExp(
  `${LEAD}(?:${[
    '(?:done|sorted|resolved|fixed|completed?|finished|dealt with|working(?: fine| ok)?)(?: (?:now|already|today|yesterday|earlier|by \\p{L}+|thanks?|thank you|ta|cheers))*',
    'no longer (?:needed|required|needs? (?:it|a reset|anything|help))',
    '(?:(?:back |logged )?in (?:ok |fine )?now|(?:fine|ok|okay) now|able to (?:get|log) ?in(?: ok| fine| now)*)(?: (?:thanks?|thank you|ta|cheers))?',
  ].join('|')})(?=\\s*(?:$|[\\n.,;!)]|but \\d))`,
  'iu',
);
/** "… ignore", "… cancel that": to the end of the line, as what follows on it puts the address right. */
const CANCELLED = new RegExp(
  `${LEAD}(?:ignore|cancel(?:led)?|scrap|disregard|withdrawn?|skip|hold (?:off|fire)|on hold|(?:do(?:n'?t| not)|no need to) (?:reset|send|action|do|unlock|touch|process))(?: (?:that|this|it|them|her|him|anything|yet|for now|please|pls|one|thanks?))*[\\s.!)]*(?:$|\\n)`,
  'i',
);
/** "432PATELR02, not 432PATELR20, r.patel@…": the address is the other username's. */
const INSTEAD = /\d{3}[a-z'-]{2,30}\d{2}[^\p{L}\p{N}@]*\bnot\W*$/iu;
/** Nothing but punctuation and labels between a username and its address. */
const BESIDE =
  /^(?!.*[.!?]\s)[^\p{L}\p{N}\n]*(?:\b(?:e-?mail|mail|address|user ?name|and|with|on)\b[^\p{L}\p{N}\n]*){0,2}$/iu;

/**
 * Mentions of learners without a request: the writer gives an example, cancels, or says that it is done. This applies to a
 * username and the address beside it together.
 */
export function withoutRequests(mentions: readonly Mention[], text: string): readonly Mention[] {
  const found = new Set<Mention>();
  for (const group of groupsOf(mentions, text)) {
    const [first, last] = [group[0], group.at(-1)];
    if (first === undefined || last === undefined || !group.some((one) => one.kind === 'username')) continue;
    const before = text.slice(Math.max(0, first.start - 80), first.start).replace(/\be\.g\./gi, 'eg');
    const clause = before.slice(before.search(/[^\n;.!?]*$/));
    const after = text.slice(last.end, last.end + 80);
    if (BEFORE.test(clause) || DONE.test(after) || CANCELLED.test(after))
      for (const one of group) if (!(INSTEAD.test(clause) && one.kind === 'email')) found.add(one);
  }
  return found.size === 0
    ? mentions
    : mentions.map((one) => (found.has(one) ? { ...one, standing: 'not-asked' } : one));
}

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
