import type { Case, CaseAction, CaseEvent, Change, Instant, OwedMessage, Person, Refusal } from './case.ts';

/** Who acts, when, and the key that makes a repeat harmless. */
export interface Act {
  /** Absent for the bot's own doing (silence, timers). */
  readonly by?: Person | undefined;
  readonly at: Instant;
  readonly key?: string | undefined;
}

/**
 * Applies one action to a case. Pure: the same input gives the same change or refusal.
 * `open -> claimed -> waiting -> resolved -> closed`, with release, assign, reopen, withdraw and join.
 */
export function transition(it: Case, action: CaseAction, act: Act): Change | Refusal {
  switch (action.type) {
    case 'claim':
      return blockedForTeam(it, act) ?? claim(it, act);
    case 'release':
      return blockedForTeam(it, act) ?? release(it, act);
    case 'assign':
      return settled(it) ?? assign(it, action, act);
    case 'ask':
      return blockedForTeam(it, act) ?? ask(it, action, act);
    case 'answer':
      return answer(it, action, act);
    case 'add':
      return add(it, action, act);
    case 'resolve':
      return blockedForTeam(it, act) ?? resolve(it, action, act);
    case 'confirm':
      if (it.state !== 'resolved') return settled(it) ?? refuse(it, 'not-resolved');
      return change(it, action, act, closing('working', act));
    case 'reopen':
      return reopen(it, action, act);
    case 'withdraw':
      return withdraw(it, act);
    case 'close-silent':
      if (it.state === 'closed') return refuseClosed(it);
      if (it.state !== 'resolved') return refuse(it, 'not-resolved');
      return change(it, action, act, closing('silent', act));
    case 'join':
      return join(it, action, act);
  }
}

function claim(it: Case, act: Act): Change | Refusal {
  if (it.claim !== undefined) return refuse(it, 'already-yours', it.claim.by, it.claim.at);
  return change(it, { type: 'claim' }, act, { state: 'claimed', claim: claimOf(act) });
}

function release(it: Case, act: Act): Change | Refusal {
  if (it.claim === undefined) return refuse(it, 'not-claimed');
  return change(it, { type: 'release' }, act, { state: 'open', claim: undefined });
}

function assign(it: Case, action: Extract<CaseAction, { type: 'assign' }>, act: Act): Change | Refusal {
  if (it.claim?.by.id === action.to.id) return refuse(it, 'already-yours', it.claim.by, it.claim.at);
  const state = it.state === 'waiting' ? 'waiting' : 'claimed';
  const messages: OwedMessage[] =
    action.to.id === act.by?.id ? [] : [{ message: 'assigned', to: 'team', mention: action.to }];
  return change(it, action, act, { state, claim: { by: action.to, at: act.at } }, messages);
}

function ask(it: Case, action: Extract<CaseAction, { type: 'ask' }>, act: Act): Change | Refusal {
  if (action.question.trim() === '') return refuse(it, 'text-needed');
  const by = requireActor(act);
  return change(
    it,
    action,
    act,
    {
      state: 'waiting',
      claim: it.claim ?? claimOf(act),
      question: { text: action.question, by, at: act.at },
    },
    tellRequesters(it, 'question', { text: action.question, by: by.name }),
  );
}

function answer(it: Case, action: Extract<CaseAction, { type: 'answer' }>, act: Act): Change | Refusal {
  const done = settled(it);
  if (done !== undefined) return done;
  // A question stays a question when the colleague who asked it gives the case back.
  if (it.question === undefined || it.question.answer !== undefined) return refuse(it, 'nothing-asked');
  if (action.text.trim() === '') return refuse(it, 'text-needed');
  const given = { text: action.text, by: requireActor(act), at: act.at };
  const state = it.claim === undefined ? 'open' : 'claimed';
  return change(it, action, act, { state, question: { ...it.question, answer: given } }, [
    { message: 'answered', to: 'team', mention: it.claim?.by, data: { text: action.text } },
  ]);
}

/** More from the requester in their own words, unasked. What was said before stays. */
function add(it: Case, action: Extract<CaseAction, { type: 'add' }>, act: Act): Change | Refusal {
  const done = settled(it);
  if (done !== undefined) return done;
  if (action.text.trim() === '') return refuse(it, 'text-needed');
  const words = [it.details.words, action.text].filter((said) => said !== undefined).join('\n');
  return change(it, action, act, { details: { ...it.details, words: words.slice(-MOST_WORDS) } }, [
    { message: 'added', to: 'team', mention: it.claim?.by, data: { text: action.text } },
  ]);
}

function resolve(it: Case, action: Extract<CaseAction, { type: 'resolve' }>, act: Act): Change | Refusal {
  if (action.outcome === 'could-not-help' && (action.note ?? '').trim() === '') {
    return refuse(it, 'reason-needed');
  }
  const resolution = {
    outcome: action.outcome,
    note: action.note,
    by: requireActor(act),
    at: act.at,
  };
  return change(
    it,
    action,
    act,
    { state: 'resolved', claim: it.claim ?? claimOf(act), resolution },
    tellRequesters(it, 'resolved', {
      outcome: action.outcome,
      ...(action.note === undefined ? {} : { note: action.note }),
    }),
  );
}

function reopen(it: Case, action: Extract<CaseAction, { type: 'reopen' }>, act: Act): Change | Refusal {
  if (it.state !== 'resolved' && it.state !== 'closed') return refuse(it, 'not-resolved');
  // Nobody is left in it who could be helped or told.
  if (it.purgedAt !== undefined) return refuseClosed(it);
  return change(
    it,
    action,
    act,
    {
      state: it.claim === undefined ? 'open' : 'claimed',
      resolution: undefined,
      closedAs: undefined,
      closedBy: undefined,
      reopened: { why: action.why, at: act.at },
    },
    [{ message: 'reopened', to: 'team', mention: it.claim?.by, data: { why: action.why } }],
  );
}

/** Everyone else who reported it is told: for them it may not be over. */
function withdraw(it: Case, act: Act): Change | Refusal {
  if (it.state === 'closed') return refuseClosed(it);
  const mine = it.requesters.filter((one) => one.person.id === act.by?.id).map((one) => one.chat);
  const others = chatsOf(it).filter((chat) => !mine.includes(chat));
  return change(it, { type: 'withdraw' }, act, closing('withdrawn', act), [
    { message: 'withdrawn', to: 'team', mention: it.claim?.by },
    ...others.map(
      (chat): OwedMessage => ({
        message: 'withdrawn',
        to: { chat },
        data: act.by === undefined ? {} : { by: act.by.name },
      }),
    ),
  ]);
}

/** A second report of the same account: both people are told, nothing already known is overwritten. */
function join(it: Case, action: Extract<CaseAction, { type: 'join' }>, act: Act): Change | Refusal {
  if (it.state === 'closed') return refuseClosed(it);
  const known = it.requesters.some(
    (one) => one.person.id === action.requester.person.id && one.chat === action.requester.chat,
  );
  const reopens = it.state === 'resolved';
  const next: Partial<Case> = {
    requesters: known ? it.requesters : [...it.requesters, action.requester],
    details: { ...definedOnly(action.details), ...definedOnly(it.details) },
    trail: [...it.trail, ...action.trail],
    ...(reopens
      ? { state: it.claim === undefined ? ('open' as const) : ('claimed' as const), resolution: undefined }
      : {}),
  };
  const others = chatsOf(it).filter((chat) => chat !== action.requester.chat);
  return change(it, action, act, next, [
    ...(known ? [] : others.map((chat): OwedMessage => ({ message: 'joined', to: { chat } }))),
    { message: 'joined', to: 'team', mention: it.claim?.by },
  ]);
}

/** What stops the ESR Team from working a case: it is done, or a colleague has it. */
function blockedForTeam(it: Case, act: Act): Refusal | undefined {
  if (it.claim !== undefined && it.claim.by.id !== act.by?.id && it.state !== 'resolved') {
    return settled(it) ?? refuse(it, 'claimed-by-another', it.claim.by, it.claim.at);
  }
  return settled(it);
}

function settled(it: Case): Refusal | undefined {
  if (it.state === 'resolved') return refuse(it, 'already-resolved', it.resolution?.by, it.resolution?.at);
  return it.state === 'closed' ? refuseClosed(it) : undefined;
}

const refuse = (it: Case, refused: Refusal['refused'], by?: Person, at?: Instant): Refusal => ({
  refused,
  by,
  at,
  case: it,
});

const refuseClosed = (it: Case): Refusal => refuse(it, 'already-closed', it.closedBy, it.changedAt);

const closing = (as: Case['closedAs'], { by }: Act): Partial<Case> => ({
  state: 'closed',
  closedAs: as,
  closedBy: by,
});

/** The chats it was reported from, each once: two trainers may share one. */
const chatsOf = (it: Case): readonly string[] => [...new Set(it.requesters.map((one) => one.chat))];

function change(
  it: Case,
  action: CaseAction,
  act: Act,
  next: Partial<Case>,
  messages: readonly OwedMessage[] = [],
): Change {
  const event: CaseEvent = { type: action.type, at: act.at, by: act.by, key: act.key, data: dataOf(action) };
  return {
    case: { ...it, ...next, version: it.version + 1, changedAt: act.at },
    events: [event],
    messages,
  };
}

/** What the history keeps of an action: facts without personal words, so that it can outlive the personal data. */
function dataOf(action: CaseAction): CaseEvent['data'] {
  if (action.type === 'resolve') return { outcome: action.outcome };
  if (action.type === 'assign') return { to: action.to.id };
  return undefined;
}

const claimOf = (act: Act) => ({ by: requireActor(act), at: act.at });

function requireActor(act: Act): Person {
  if (act.by === undefined) throw new TypeError('This action is done by a person, and none was given');
  return act.by;
}

/** Each requester once, mentioned where their chat has several people in it. */
function tellRequesters(
  it: Case,
  message: OwedMessage['message'],
  data: Record<string, string>,
): OwedMessage[] {
  return it.requesters.map((one) => ({
    message,
    data,
    to: { chat: one.chat },
    mention: one.kind === 'trainer' ? one.person : undefined,
    batch: one.batch,
  }));
}

/** Characters of a requester's own words that a card has room for; the newest are kept. */
const MOST_WORDS = 1500;

const definedOnly = <T extends object>(value: T): Partial<T> =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as Partial<T>;
