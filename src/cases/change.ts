import type { IsoInstant } from '../time/clock.ts';
import type { Act, Case, CaseAction, CaseEvent, CaseMessage, Change, Person, Refusal } from './case.ts';
import type { CaseNotificationName, CaseNotifications } from './notifications.ts';
import { isServiceDesk } from './service-desk.ts';

/** Why an action is not done: who did what before it, and when. */
export const refuse = (it: Case, refused: Refusal['refused'], by?: Person, at?: IsoInstant): Refusal => ({
  refused,
  by,
  at,
  case: it,
});

export const refuseClosed = (it: Case): Refusal => refuse(it, 'already-closed', it.closedBy, it.changedAt);

/** Refuses actions that need an active case. */
export function settled(it: Case): Refusal | undefined {
  if (it.state === 'resolved') return refuse(it, 'already-resolved', it.resolution?.by, it.resolution?.at);
  return it.state === 'closed' ? refuseClosed(it) : undefined;
}

/** What closing a case changes. */
export const closing = (as: Case['closedAs'], { by }: Act): Partial<Case> => ({
  state: 'closed',
  closedAs: as,
  closedBy: by,
});

/** One action applied: the resulting case, with its history and its messages. */
export function change(
  it: Case,
  action: CaseAction,
  act: Act,
  next: Partial<Case>,
  messages: readonly CaseMessage[] = [],
): Change {
  const event: CaseEvent = { type: action.type, at: act.at, by: act.by, key: act.key, data: dataOf(action) };
  return {
    case: { ...it, ...next, version: it.version + 1, changedAt: act.at },
    events: [event],
    // Teams knows nobody of that id to mention.
    messages: messages.map((one) => (isServiceDesk(one.mention) ? { ...one, mention: undefined } : one)),
  };
}

/** What the history keeps of an action: facts without personal words, so that it can outlive the personal data. */
function dataOf(action: CaseAction): CaseEvent['data'] {
  if (action.type === 'resolve') return { outcome: action.outcome };
  if (action.type === 'reopen' && action.because !== undefined) return { because: action.because };
  if (action.type === 'assign') return { to: action.to.id };
  if (action.type === 'same-username') return { other: action.other, news: action.news };
  return undefined;
}

/** Who claimed it, and when. */
export const claimOf = (act: Act) => ({ by: requireActor(act), at: act.at });

/** The person who acts. Throws a TypeError where the bot acts by itself. */
export function requireActor(act: Act): Person {
  if (act.by === undefined) throw new TypeError('This action is done by a person, and none was given');
  return act.by;
}

/** Each requester once, mentioned where their chat has several people in it. */
export function tellRequesters<N extends CaseNotificationName>(
  it: Case,
  message: N,
  data: CaseNotifications[N],
): CaseMessage[] {
  return it.requesters.map(
    (one) =>
      ({
        message,
        data,
        to: { chat: one.chat },
        mention: one.kind === 'trainer' ? one.person : undefined,
        batch: one.batch,
      }) as CaseMessage,
  );
}
