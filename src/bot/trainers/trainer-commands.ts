import { bareCommand, fromCommand } from '../../intake/message/bot-mention.ts';
import { asksWhetherDealtWith } from '../../intake/message/case-requests.ts';
import { restOf } from '../../privacy/secrets/rest.ts';
import { findSecrets, redact } from '../../privacy/secrets/secrets.ts';
import { foldLookAlikes, withoutUnseen } from '../../text/look-alikes.ts';
import { mayBeName, readReference } from '../../text/reference.ts';

/** What a trainer can type in the escalation chat, besides learners. */
export type TrainerCommand =
  | { readonly name: 'help' | 'form' | 'mine' | 'class' | 'thanks' }
  /** `who`: a learner by any of their details. With a reference too if that may be a name: "Kym Fry". */
  | (OfCase & { readonly name: 'status'; readonly who?: string })
  /** `about`: the words in place of the reference, or a reference that may be a name. */
  | (OfCase & { readonly name: 'withdraw'; readonly about?: string })
  | (OfCase & { readonly name: 'add' | 'reopen'; readonly text: string; readonly about?: string });

interface OfCase {
  readonly reference: string | undefined;
  /** The others of "K7M-4PT, K7M-4PX and …". */
  readonly more?: readonly string[];
  /** Whom the list names without a reference: "K7M-4PT and Ann Lee". */
  readonly also?: string;
}

const WHOLE = new Map<string, 'help' | 'form' | 'mine'>(
  Object.entries({
    help: 'help',
    hi: 'help',
    hello: 'help',
    '?': 'help',
    'what can you do': 'help',
    escalate: 'form',
    'escalate a learner': 'form',
    form: 'form',
    'my cases': 'mine',
    mycases: 'mine',
    cases: 'mine',
    status: 'mine',
    'any news': 'mine',
    'any update': 'mine',
    'any updates': 'mine',
  } as const),
);

/** Longer messages are no commands: they name learners. */
const LONGEST_WHOLE = 200;
const LONGEST_NAME = 60;

/** "my cases password …": the command without the secret. */
const withoutSecrets = (said: string) =>
  said.length > LONGEST_WHOLE ? '' : bareCommand(restOf(redact(said)));

const POLITE = '^(?:(?:hi|hello|hey|please|pls|and|so|ok)[ ,]+)*';
/** "Is … sorted yet?" */
const DONE =
  '(?: (?:all|been|get|got|being))* (?:done|sorted|reset|fixed|unlocked|resolved|in|looked at|dealt with)(?: (?:yet|now|already|today))*(?: please| pls)?$';
const CLASS_NAMES = '(?:(?:my|the|our|this|that) )?(?:class|learners|group|cohort|trainees|students|list)';
const GROUP = `(?:${CLASS_NAMES}|they|them|everyone|everybody|the rest)`;
const GOING = '(?: doing| getting on| going)?(?: please| pls)?$';
/** "How is my class doing?", "any news on the class", "are they all sorted yet". */
const CLASS = [
  new RegExp(POLITE + CLASS_NAMES + GOING, 'i'),
  new RegExp(
    String.raw`${POLITE}(?:how(?:'?s| is| are)?|status(?: of)?|(?:is there )?any(?: news| updates?)(?: on| about| of| from| for)?|what(?:'?s| is) happening (?:with|to)|where are we (?:with|on)|where(?:'?s| is| are)|show(?: me)?)\s+${GROUP}${GOING}`,
    'i',
  ),
  new RegExp(`${POLITE}(?:is|are|has|have|did) ${GROUP}${DONE}`, 'i'),
];
const WHO = '(?:my learner |learner )?([^\n]{2,120}?)';
/** The same about one learner: "any news on Ravi Patel", "has 432PATELR02 been done", "chase 432PATELR02". */
const LEARNER = [
  new RegExp(
    String.raw`${POLITE}(?:status(?: of| for)?|how(?:'?s| is)|(?:(?:is there|have you got|got) )?(?:any )?(?:news|updates?) (?:on|about|of|from|for)|what(?:'?s| is) happening (?:with|to)|where are we (?:with|on)|chas(?:e|ing)(?: up)?)\s+${WHO}(?: doing| getting on)?(?: please| pls)?$`,
    'i',
  ),
  new RegExp(`${POLITE}(?:is|has|was|did) ${WHO}${DONE}`, 'i'),
];
/** "K7M-4PT any update", "Ravi Patel status". */
const BEFORE_NEWS = new RegExp(
  `${POLITE}${WHO}[,:;]? (?:status|(?:is there )?any (?:news|updates?)(?: yet)?)$`,
  'i',
);
/** A name as names are written, or something with a number or an address in it. */
export const LIKE_LEARNER = /^(?:\p{Lu}[\p{L}'-]+(?: |$)){1,4}$|^\S*[\d@]\S*(?: \S+)?$/u;
/** "Any news Ravi Patel". What follows may also be no learner: "any news today". */
const NEWS = new RegExp(`${POLITE}(?:any )?(?:news|updates?)[,:;]? ${WHO}$`, 'i');
const NO_LEARNER =
  /\b(?:yet|today|now|so|far|at all|this|morning|afternoon|week|please|pls|guys|folks|all|team|there|anyone|everyone|back|for|from|on|about|or|me|us|esr|ever|tomorrow|thanks?)\b/i;
/** "Any news yet?", "any updates from the team": of all their cases. */
const NEWS_OF_ALL = new RegExp(
  `${POLITE}(?:(?:is there|have you got|got|have you) )?any (?:news|updates?)(?: (?:yet|today|now|so far|at all|this (?:morning|afternoon|week)|please|pls|guys|folks|all|team|for (?:me|us)|from (?:the )?(?:esr )?team|back|there))*$`,
  'i',
);
/** One address with at most a name and a username beside it: a longer sentence is about somebody new. */
const WITH_ADDRESS =
  /^(?:[\p{L}\p{N}'-]{2,40}[ ,]+){0,3}<?[^\s@<>,]{1,64}@[^\s@<>,]{3,190}>?(?:[ ,]+\d{3}[a-z'-]{2,40}\d{2})?$/iu;

/** "How is it going" is about nobody, and "is ESR fixed" about no learner. */
const NOBODY =
  /^(?:it|this|that|everything|things|going|you|your|to|i|we|they|any\w*|some\w*|esr|the|my|there|he|she|is|are|no|what|why|when)\b/i;
const THANKS =
  /^(?:ok(?:ay)?[ ,]+)?(?:(?:many )?thanks?(?: you)?|thx|ta|cheers|great|perfect|lovely|brilliant)(?: (?:so much|very much|a lot|you|all|team|thanks?|bot))*$/i;

/** A reference at the start: letters and digits with at most one separator, however it is typed. */
const REFERENCE = /^[([#"']*([a-z\d]{3}[\s\p{Pd}]?[a-z\d]{3})(?![a-z\d])[)\]"':.,]*\s*/iu;

const AND = /^(?:[,;&+/]|and\b|plus\b|also\b)[\s,;&+/]*(?:(?:and|also)\b)?\s*/i;
const MOST_REFERENCES = 30;

/** The further references in a list, and the text after them. */
function listed(after: string): { readonly more: readonly string[]; readonly rest: string } {
  const more: string[] = [];
  let rest = after;
  while (more.length < MOST_REFERENCES) {
    const next = rest.replace(AND, '');
    const typed = REFERENCE.exec(next);
    const reference = readReference(typed?.[1] ?? '');
    // It must look like a reference: "the new" in "K7M-4PT the new address …" does not.
    const isOne = /[\d-]|^\P{Ll}+$/u.test(typed?.[1] ?? '') && !mayBeName(typed?.[1] ?? '');
    if (typed === null || reference === undefined || !isOne) break;
    more.push(reference);
    rest = next.slice(typed[0].length);
  }
  return { more, rest };
}

/** Whom a list names behind its references: "… and Ann Lee please". A sentence behind them is not in the list. */
function namedBehind(rest: string): { readonly also?: string } {
  const also = AND.test(rest) ? rest.replace(AND, '').replace(POLITE_END, '').trim() : '';
  return also === '' ? {} : { also: also.slice(0, LONGEST_NAME) };
}
const POLITE_END = /(?:[\s,]+(?:please|pls|thanks?|thank you|ta))?[\s.!?]*$/i;
/** "Ann Lee and K7M-4PT", "Ann Lee (K7M-4PT)": names before the first reference. */
const NAMED_BEFORE =
  /^(?:\p{Lu}(?:'\p{Lu})?\p{Ll}[\p{L}'-]*[ ,]+){1,4}(?:(?:and|&) )?(?=[([]?[A-Za-z\d]{3}-[A-Za-z\d]{3}(?![\p{L}\p{N}]))/u;

function namedBefore(after: string): string {
  const names = NAMED_BEFORE.exec(after)?.[0] ?? '';
  const isOne = readReference(REFERENCE.exec(after.slice(names.length))?.[1] ?? '') !== undefined;
  return isOne ? names : '';
}

const RE =
  /^(?:(?:hi|hello|hey|please|pls|re|for|case|about|regarding|fyi|update|an update|on|quick|news)\b[\s:,-]*){0,5}/i;

/** "K7M-4PT starts tomorrow": the one case that a message names, and what it says about it; else undefined. */
export function newsOfCase(said: string): { readonly reference: string; readonly text: string } | undefined {
  const whole = fromCommand(foldLookAlikes(withoutUnseen(said)))
    .trim()
    .replace(RE, '');
  const typed = REFERENCE.exec(whole);
  const reference = readReference(typed?.[1] ?? '');
  if (typed === null || reference === undefined || mayBeName(typed[1] ?? '')) return newsWithin(whole);
  const { more, rest } = listed(whole.slice(typed[0].length));
  const text = rest.replace(/^[\s\p{Pd}:;,.]+/u, '').trim();
  return more.length > 0 || !/\p{L}/u.test(text) ? undefined : { reference, text };
}

/** "Ann Lee (K7M-4PT) starts tomorrow": the whole message is the news, if it names one case. */
function newsWithin(whole: string) {
  const named = whole.slice(0, LONGEST_NEWS).match(WRITTEN_REFERENCE) ?? [];
  const [reference, ...more] = new Set(named.flatMap((one) => readReference(one) ?? []));
  return reference === undefined || more.length > 0 ? undefined : { reference, text: whole };
}

const LONGEST_NEWS = 1000;
const WRITTEN_REFERENCE = /(?<![\p{L}\p{N}@._-])[a-z\d]{3}-[a-z\d]{3}(?![\p{L}\p{N}@_-])/giu;

const COMMAND =
  /^[\s"'“‘`/]*(?:(?:please|pls) )?((?:(?:please|pls|can you|could you|would you|hi|hello|hey)[ ,]+){0,3})(status|withdraw|cancel|add|reopen)\b:?\s*(.*)$/is;
/** "Withdraw **both cases** K7M-4PT and …". */
const BEFORE_REFERENCE = /^(?:(?:the|both|all|of|my|these|cases?|refs?|references?|to|for)\b[\s:]*){1,4}/i;
/** "Add that she is on nights to K7M-4PT". */
const ADDED_TO = /^(?:that )?([^\n]{2,800}?) (?:to|on) (?:case )?([a-z\d]{3}-[a-z\d]{3})(?: please)?\W*$/i;
const REFERENCE_AHEAD = new RegExp(
  `${BEFORE_REFERENCE.source}[([#"']*[a-z\\d]{3}\\p{Pd}?[a-z\\d]{3}(?![a-z\\d])`,
  'iu',
);

/** The command in a message; undefined if there is none, and then it may name learners. */
export function readTrainerCommand(said: string): TrainerCommand | undefined {
  const typed = readCommand(withoutUnseen(said));
  if (typed !== undefined && !('reference' in typed && typed.reference === undefined)) return typed;
  // Look-alike characters are only replaced if it cannot be read as typed: the text of a note stays as typed.
  return readCommand(foldLookAlikes(said));
}

function readCommand(whole: string): TrainerCommand | undefined {
  const text = fromCommand(whole);
  const bare = bareCommand(text);
  const plain = bare.toLowerCase();
  const named = WHOLE.get(plain) ?? WHOLE.get(withoutSecrets(plain));
  if (named !== undefined) return { name: named };
  if (THANKS.test(bare) || (bare === '' && /\p{L}/u.test(text))) return { name: 'thanks' };
  const asked = bare.replace(/\s+/g, ' ').replace(/\u2019/g, "'");
  if (CLASS.some((one) => one.test(asked))) return { name: 'class' };
  if (NEWS_OF_ALL.test(asked) || asksWhetherDealtWith(asked)) return { name: 'mine' };
  const status = statusOf(asked);
  if (status !== undefined) return status;
  const [, asks = '', word = '', after = ''] = COMMAND.exec(text.trim()) ?? [];
  if (word === '') return undefined;
  const name = word.toLowerCase() === 'cancel' ? 'withdraw' : word.toLowerCase();
  const ahead = name === 'withdraw' ? namedBefore(after) : '';
  const list = after.slice(ahead.length);
  const rest = REFERENCE_AHEAD.test(list) ? list.replace(BEFORE_REFERENCE, '') : list;
  const typed = REFERENCE.exec(rest);
  const reference = readReference(typed?.[1] ?? '');
  const isName = mayBeName(typed?.[1] ?? '');
  // "Could you add …" and "cancel …" are only commands with a reference.
  const isLoose = asks !== '' || word.toLowerCase() === 'cancel';
  if (isLoose && (reference === undefined || isName)) return undefined;
  // "Add 432PATELR02 …" is about a learner, and not a case.
  if (reference === undefined && rest.includes('@')) return undefined;
  const [, words = '', to = ''] = (name === 'add' && reference === undefined && ADDED_TO.exec(after)) || [];
  const addedTo = readReference(to);
  if (name === 'add' && addedTo !== undefined) return { name, reference: addedTo, text: words };
  const isAbout = (reference === undefined || isName) && rest.trim() !== '';
  const about = isAbout ? { about: rest.trim().slice(0, 200) } : {};
  const behind = listed(
    typed === null || reference === undefined || isName ? '' : rest.slice(typed[0].length),
  );
  const more = behind.more.length === 0 ? {} : { more: behind.more };
  const also = ahead === '' ? namedBehind(behind.rest) : { also: ahead.replace(/\W*(?:\band\W*)?$/i, '') };
  if (name === 'status') return { name, reference, ...more, ...also };
  if (name === 'withdraw') return { name, reference, ...more, ...about, ...also };
  const said = typed === null ? '' : rest.slice(typed[0].length).trim();
  const given = behind.more.length === 0 ? said : behind.rest.trim();
  return name === 'add' || name === 'reopen'
    ? { name, reference, ...more, text: given, ...about }
    : undefined;
}

/** The status command in a message that asks about a learner or a case; else undefined. */
function statusOf(asked: string): TrainerCommand | undefined {
  if (asked.length > LONGEST_WHOLE) return undefined;
  const news = NEWS.exec(asked)?.[1];
  const before = BEFORE_NEWS.exec(asked)?.[1];
  const alone = /[\d-]|^[^a-z]+$/.test(asked) ? readReference(asked) : undefined;
  const who =
    LEARNER.map((one) => one.exec(asked)?.[1]).find((one) => one !== undefined && !NOBODY.test(one)) ??
    (before !== undefined && LIKE_LEARNER.test(before) ? before : undefined) ??
    (news !== undefined && !NO_LEARNER.test(news) && !NOBODY.test(news) ? news : alone);
  if (who === undefined || findSecrets(who).length > 0) return undefined;
  if (who.includes('@') ? !WITH_ADDRESS.test(who) : who.length > LONGEST_NAME) return undefined;
  const typed = REFERENCE.exec(who)?.[1] ?? '';
  const reference = readReference(typed);
  const isWho = reference === undefined || mayBeName(typed);
  if (isWho) return { name: 'status', reference, who };
  const { more, rest } = listed(who.slice(typed.length).trim());
  return { name: 'status', reference, ...(more.length > 0 && { more }), ...namedBehind(rest) };
}
