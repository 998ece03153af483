import type { Case, CaseEvent, Change, Person } from './case.ts';

/** A Trust's service desk where it acts on a case by itself. Its id is none that Entra gives. */
export const SERVICE_DESK: Person = { id: 'service-desk', name: 'The service desk' };

export const isServiceDesk = (person: Person | undefined): boolean => person?.id === SERVICE_DESK.id;

/** What a service desk is told of. */
const DESK_EVENTS = [
  ...(['raised', 'claimed', 'assigned', 'asked', 'answered'] as const),
  ...(['changed', 'resolved', 'reopened', 'withdrawn', 'closed'] as const),
] as const;
export type DeskEvent = `case.${(typeof DESK_EVENTS)[number]}`;

/** What is said about people in an event; each can be left out. */
export const DESK_FIELDS = [
  ...(['requesters', 'esrUsername', 'correctEmail', 'smartcardNumber', 'esrNumber', 'name'] as const),
  ...(['learnerType', 'words', 'tried', 'officers', 'question', 'answer', 'note', 'reason'] as const),
] as const;
export type DeskField = (typeof DESK_FIELDS)[number];

const TYPES: Readonly<
  Record<CaseEvent['type'], (it: Case, data: CaseEvent['data']) => DeskEvent | undefined>
> = {
  raise: () => 'case.raised',
  claim: () => 'case.claimed',
  release: () => 'case.changed',
  assign: () => 'case.assigned',
  ask: () => 'case.asked',
  answer: () => 'case.answered',
  add: () => 'case.changed',
  note: () => 'case.changed',
  ticket: () => undefined,
  resolve: () => 'case.resolved',
  confirm: () => 'case.closed',
  'close-silent': () => 'case.closed',
  reopen: () => 'case.reopened',
  join: (_, data) => (data?.reopened === 'yes' ? 'case.reopened' : 'case.changed'),
  withdraw: (it) => (it.state === 'closed' ? 'case.withdrawn' : 'case.changed'),
  'take-over': () => 'case.changed',
  // Only where reports moved to the other case does this one say something else than before.
  'same-username': (it) =>
    it.withdrawn?.some((one) => one.at === it.changedAt) ? 'case.changed' : undefined,
};

/**
 * The event of a change that the service desk is told of, and whether a person or the bot itself brought it about. None of what
 * the desk did itself: telling it again could make it act again, without end.
 */
export function deskEventOf({
  case: it,
  events: [event],
}: Change): { readonly type: DeskEvent; readonly origin: 'teams' | 'bot' } | undefined {
  if (event === undefined || isServiceDesk(event.by)) return undefined;
  const type = TYPES[event.type](it, event.data);
  return type && { type, origin: event.by === undefined ? 'bot' : 'teams' };
}
