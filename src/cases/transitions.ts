import {
  type Act,
  type ActedFrom,
  type Case,
  type CaseAction,
  type CaseMessage,
  type Change,
  isAsked,
  type Refusal,
  type ReopenReason,
  type Requester,
} from './case.ts';
import {
  change,
  claimOf,
  closing,
  refuse,
  refuseClosed,
  requireActor,
  settled,
  tellRequesters,
} from './change.ts';
import { handedOver } from './hand-over.ts';
import { staysFrom, takeBack, tellJoined, withoutMoved, withReport, withWords } from './joining.ts';

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
    case 'note':
      return note(it, action, act);
    case 'ticket':
      return ticket(it, action, act);
    case 'confirm':
      if (it.state !== 'resolved') return settled(it) ?? refuse(it, 'not-resolved');
      return change(it, action, act, closing('working', act));
    case 'reopen':
      return reopen(it, action, act);
    case 'withdraw':
      return withdraw(it, act);
    case 'take-over':
      return takeOver(it, action, act);
    case 'close-silent':
      if (it.state === 'closed') return refuseClosed(it);
      if (it.state !== 'resolved') return refuse(it, 'not-resolved');
      return change(it, action, act, closing('silent', act));
    case 'join':
      return join(it, action, act);
    case 'same-username':
      return sameUsername(it, action, act);
  }
}

type Action<Type extends CaseAction['type']> = Extract<CaseAction, { type: Type }>;

/** Only who gets the news of these reports changes. */
function takeOver(it: Case, action: Action<'take-over'>, act: Act): Change | Refusal {
  if (it.state === 'closed') return refuseClosed(it);
  const by = requireActor(act);
  const here = it.requesters.filter((one) => one.kind === 'trainer' && one.chat === act.from?.chat);
  const isTheirs = (one: Requester) => here.includes(one) && one.person.id === action.of;
  if (!here.some(isTheirs) || here.some(({ person }) => person.id === by.id))
    return refuse(it, 'already-yours', here[0]?.person);
  const to = { person: by, chat: act.from?.chat ?? '' };
  return change(it, action, act, handedOver(it, here.filter(isTheirs), to));
}

function claim(it: Case, act: Act): Change | Refusal {
  if (it.claim !== undefined) return refuse(it, 'already-yours', it.claim.by, it.claim.at);
  return change(it, { type: 'claim' }, act, {
    state: 'claimed',
    claim: claimOf(act),
    released: undefined,
  });
}

function release(it: Case, act: Act): Change | Refusal {
  if (it.claim === undefined) return refuse(it, 'not-claimed');
  return change(it, { type: 'release' }, act, {
    state: 'open',
    claim: undefined,
    released: claimOf(act),
  });
}

function assign(it: Case, action: Action<'assign'>, act: Act): Change | Refusal {
  if (it.claim?.by.id === action.to.id) return refuse(it, 'already-yours', it.claim.by, it.claim.at);
  const state = it.state === 'waiting' ? 'waiting' : 'claimed';
  const from = action.to.id === act.by?.id ? undefined : act.by;
  const messages: CaseMessage[] =
    from === undefined
      ? []
      : [{ message: 'assigned', to: 'team', mention: action.to, data: { by: from.name } }];
  const claim = { by: action.to, at: act.at, from };
  return change(it, action, act, { state, claim, released: undefined }, messages);
}

function ask(it: Case, action: Action<'ask'>, act: Act): Change | Refusal {
  if (action.question.trim() === '') return refuse(it, 'text-needed');
  const by = requireActor(act);
  return change(
    it,
    action,
    act,
    {
      state: 'waiting',
      claim: it.claim ?? claimOf(act),
      released: undefined,
      question: { text: action.question, by, at: act.at },
    },
    tellRequesters(it, 'question', { text: action.question, by: by.name, at: act.at }),
  );
}

function answer(it: Case, action: Action<'answer'>, act: Act): Change | Refusal {
  const { question } = it;
  const isRepeat = question?.answer?.by.id === act.by?.id && question?.answer?.text === action.text;
  if (isRepeat && it.state !== 'closed') return refuse(it, 'nothing-asked');
  const isOfAnother = action.askedAt !== undefined && action.askedAt !== question?.at;
  // Too late, a second one, or to another question: this person's words still reach the ESR Team.
  if (question === undefined || isOfAnother || !isAsked(it)) return add(it, { ...action, type: 'add' }, act);
  if (action.text.trim() === '') return refuse(it, 'text-needed');
  const given = { text: action.text, by: requireActor(act), at: act.at, chat: act.from?.chat };
  const data = { text: action.text, by: given.by.name };
  // A question stays a question when the colleague who asked it gives the case back.
  const state = it.claim === undefined ? 'open' : 'claimed';
  return change(it, action, act, { state, question: { ...question, answer: given } }, [
    { message: 'answered', to: 'team', mention: it.claim?.by, data },
  ]);
}

/** More from the requester in their own words, unasked. Earlier words stay. */
function add(it: Case, action: Action<'add'>, act: Act): Change | Refusal {
  if (it.state === 'closed') return refuseClosed(it);
  if (action.text.trim() === '') return refuse(it, 'text-needed');
  const data = { text: action.text, ...(act.by && { by: act.by.name }) };
  return change(it, action, act, withWords(it, act, action.text), [
    { message: 'added', to: 'team', mention: it.claim?.by, data },
  ]);
}

function note(it: Case, action: Action<'note'>, act: Act): Change | Refusal {
  if (it.state === 'closed') return refuseClosed(it);
  if (action.text.trim() === '') return refuse(it, 'text-needed');
  return change(it, action, act, { deskNote: { text: action.text, by: requireActor(act), at: act.at } });
}

/** The answer to an event may come late: a closed case takes it too, until its details are deleted. */
function ticket(it: Case, action: Action<'ticket'>, act: Act): Change | Refusal {
  if (it.purgedAt !== undefined) return refuseClosed(it);
  const { number, url } = action.ticket;
  if (it.ticket?.number === number && it.ticket.url === url) return refuse(it, 'ticket-known');
  return change(it, action, act, { ticket: action.ticket });
}

function resolve(it: Case, action: Action<'resolve'>, act: Act): Change | Refusal {
  if (action.needsNote === true && (action.note ?? '').trim() === '') {
    return refuse(it, 'reason-needed');
  }
  const resolution = {
    outcome: action.outcome,
    note: action.note,
    by: requireActor(act),
    at: act.at,
    // Not where the address has changed since the form was shown.
    ...(action.sentTo !== undefined && action.sentTo === it.details.correctEmail && { sent: 'yes' as const }),
  };
  return change(
    it,
    action,
    act,
    { state: 'resolved', claim: it.claim ?? claimOf(act), released: undefined, resolution },
    tellRequesters(it, 'resolved', {
      outcome: action.outcome,
      ...(action.note === undefined ? {} : { note: action.note }),
      at: act.at,
    }),
  );
}

function reopen(it: Case, action: Action<'reopen'>, act: Act): Change | Refusal {
  const as =
    act.from?.as ?? (it.requesters.some((one) => one.person.id === act.by?.id) ? 'requester' : 'esr-team');
  if (it.state !== 'resolved' && it.state !== 'closed') {
    // It is open again already: this person's words still reach the ESR Team.
    const isSaid = as === 'requester' && action.why.trim() !== '';
    return isSaid ? add(it, { type: 'add', text: action.why }, act) : refuse(it, 'not-resolved');
  }
  // Its requesters are deleted: no one to help or notify.
  if (it.purgedAt !== undefined) return refuseClosed(it);
  const { by } = act;
  // Only the ESR Team can take its own outcome back, and only where it gave one.
  const isOurs = as === 'esr-team' && (action.because !== 'mistake' || it.resolution !== undefined);
  const because = isOurs ? action.because : undefined;
  // Nobody tried what was withdrawn: it is reported again, and not "still not working".
  const how = as === 'requester' && it.closedAs === 'withdrawn' ? 'report' : as;
  const why = { why: action.why, as: how, ...(by && { by: by.name }), ...(because && { because }) };
  const mention = by?.id === it.claim?.by.id ? undefined : it.claim?.by;
  return change(it, action, act, openAgain(it, { why: action.why, at: act.at, by, as: how, because }), [
    { message: 'reopened', to: 'team', mention, data: why },
    ...tellOfReopening(it, act, as, because),
  ]);
}

/** Open again, with the earlier outcome still visible. */
function openAgain(it: Case, reopened: Case['reopened']): Partial<Case> {
  const mistaken = reopened?.because === 'mistake' ? { mistaken: 'yes' as const } : {};
  return {
    state: it.claim === undefined ? 'open' : 'claimed',
    resolution: undefined,
    earlier:
      it.resolution === undefined
        ? it.earlier
        : [...(it.earlier ?? []), { ...it.resolution, ...mistaken }].slice(-MOST_EARLIER),
    closedAs: undefined,
    closedBy: undefined,
    reopened,
  };
}

/** Tells requesters who were asked "Is it working now?" that the case is open again, unless they reopened it themselves. */
function tellOfReopening(it: Case, act: Act, as: ActedFrom['as'], because?: ReopenReason): CaseMessage[] {
  const own = act.from?.chat ?? it.requesters.find((one) => one.person.id === act.by?.id)?.chat;
  const by = as === 'esr-team' && act.by !== undefined ? { by: act.by.name } : {};
  const data = { ...by, ...(because && { because }) };
  return tellRequesters(it, 'looking-again', data).filter(
    ({ to }) => as === 'esr-team' || (to !== 'team' && to.chat !== own),
  );
}

/** Withdraws one's own report. The case continues for the others, and ends when none is left. */
function withdraw(it: Case, act: Act): Change | Refusal {
  if (it.state === 'closed') return refuseClosed(it);
  const taken = takeBack(it, act);
  if (taken === undefined) return refuse(it, 'already-withdrawn', staysFrom(it, act));
  return change(it, { type: 'withdraw' }, act, taken.next ?? closing('withdrawn', act), [taken.message]);
}

/** A second report of the same account by a person who may share the case. */
function join(it: Case, action: Action<'join'>, act: Act): Change | Refusal {
  if (it.state === 'closed') return refuseClosed(it);
  const { requester } = action;
  const joined = withReport(it, requester);
  const again =
    it.state === 'resolved' ? openAgain(it, { why: '', at: act.at, by: requester.person, as: 'report' }) : {};
  const from = act.from ?? { chat: requester.chat, as: 'requester' as const };
  const result = change(it, action, act, { ...joined.next, ...again }, [
    ...tellJoined(it, requester, joined),
    ...(it.state === 'resolved' ? tellOfReopening(it, { ...act, from }, 'requester') : []),
  ]);
  const data = { added: joined.added.join(','), ...(it.state === 'resolved' && { reopened: 'yes' }) };
  return { ...result, events: result.events.map((event) => ({ ...event, data })) };
}

/** Another case has the same ESR username: the officer must know before sending a reset. */
function sameUsername(it: Case, action: Action<'same-username'>, act: Act): Change | Refusal {
  if (it.state === 'closed') return refuseClosed(it);
  const { other, news, moved = [] } = action;
  const by = [...new Set(moved.map((one) => one.person.name))].join(', ');
  const isNews = news === 'opened' && (it.claim !== undefined || by !== '');
  const data = { other, ...(by !== '' && { by }) };
  return change(
    it,
    action,
    act,
    moved.length === 0 ? {} : { ...withoutMoved(it, moved, other, act.at) },
    isNews ? [{ message: 'joined', to: 'team', mention: it.claim?.by, data }] : [],
  );
}

/** Why the ESR Team cannot work a case: it is done, or a colleague has it. */
function blockedForTeam(it: Case, act: Act): Refusal | undefined {
  if (it.claim !== undefined && it.claim.by.id !== act.by?.id && it.state !== 'resolved') {
    return settled(it) ?? refuse(it, 'claimed-by-another', it.claim.by, it.claim.at);
  }
  return settled(it);
}

/** How many earlier outcomes a card has room for. */
const MOST_EARLIER = 4;
