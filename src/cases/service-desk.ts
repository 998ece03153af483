import type { Case, CaseEvent, Change, Person } from './case.ts';

/** A Trust's service desk, where it acts on a case by itself. Entra gives nobody this id. */
export const SERVICE_DESK: Person = { id: 'service-desk', name: 'The service desk' };

export const isServiceDesk = (person: Person | undefined): boolean => person?.id === SERVICE_DESK.id;

/** What a service desk is told of. */
type DeskEvent =
  | `case.${'raised' | 'claimed' | 'assigned' | 'asked' | 'answered'}`
  | `case.${'changed' | 'resolved' | 'reopened' | 'withdrawn' | 'closed'}`;

/** What an event says about people. A Trust can leave each out. */
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
  // This case itself changes only where reports moved to the other one.
  'same-username': (it) =>
    it.withdrawn?.some((one) => one.at === it.changedAt) ? 'case.changed' : undefined,
};

/**
 * The event of a change for the service desk, and whether a person or the bot itself brought it about. Undefined for what the
 * desk did itself: telling it could make it act again, without end.
 */
export function deskEventOf({
  case: it,
  events: [event],
}: Change): { readonly type: DeskEvent; readonly origin: 'teams' | 'bot' } | undefined {
  if (event === undefined || isServiceDesk(event.by)) return undefined;
  const type = TYPES[event.type](it, event.data);
  return type && { type, origin: event.by === undefined ? 'bot' : 'teams' };
}
