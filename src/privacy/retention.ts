/** A point in time as an ISO string in UTC. */
type Instant = string;

/** How long what is about people is kept. */
export interface Retention {
  /** Days after a case closed until what it says about people is gone. */
  readonly purgeAfterDays: number;
}

/** Instants before which each kind of data has had its time. */
export interface Cutoffs {
  /** Cases that closed before it, and messages about no case, lose what is personal. */
  readonly cases: Instant;
  /** What is left of a case, and records of past links and notices, go. */
  readonly history: Instant;
  /** Conversations idle since before it are forgotten, up to the choice of the organisation. */
  readonly dialogs: Instant;
  /** Link codes that ended before it go. */
  readonly codes: Instant;
}

export const HISTORY_DAYS = 365;
export const DIALOG_DAYS = 1;
export const CODE_DAYS = 1;

/** What has had its time at `now`. */
export function cutoffsAt(now: Instant, { purgeAfterDays }: Retention): Cutoffs {
  const before = (days: number) => new Date(Date.parse(now) - days * 86_400_000).toISOString();
  return {
    cases: before(purgeAfterDays),
    history: before(HISTORY_DAYS),
    dialogs: before(DIALOG_DAYS),
    codes: before(CODE_DAYS),
  };
}

/** In place of whoever it was. */
export const NOBODY = { id: '', name: '' } as const;

/** The fields of a case that say nothing about anybody: what reports count. Every other one goes. */
const KEPT: ReadonlySet<string> = new Set([
  'reference',
  'trust',
  'problem',
  'state',
  'version',
  'openedAt',
  'changedAt',
  'batch',
  'closedAs',
]);

/**
 * A stored case without anything about people, still in a case's shape: what stays is named, so that whatever another version
 * keeps goes too. The same again changes nothing but `purgedAt`.
 */
export function withoutPeople(it: object, purgedAt: Instant): Record<string, unknown> {
  const { requesters, details, resolution } = it as Record<string, unknown>;
  const raised = (Array.isArray(requesters) ? requesters : []).map(fieldsOf);
  const { outcome, at: resolvedAt } = fieldsOf(resolution);
  return {
    ...Object.fromEntries(Object.entries(it).filter(([field]) => KEPT.has(field))),
    requesters: (raised.length === 0 ? [{ kind: 'staff', at: purgedAt }] : raised).map(
      ({ kind, at, batch }) => ({ kind, person: NOBODY, chat: '', at, batch }),
    ),
    details: { learnerType: fieldsOf(details).learnerType },
    trail: [],
    ...(outcome !== undefined && { resolution: { outcome, by: NOBODY, at: resolvedAt } }),
    purgedAt,
  };
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** What stays of an idle conversation: whose guide to show. Undefined where a question is still to be asked again later. */
export function forgottenConversation(
  conversation: unknown,
  now: Instant,
): Record<string, unknown> | undefined {
  const { trust, entered, checkBack } = fieldsOf(conversation);
  if (typeof checkBack === 'string' && checkBack > now) return undefined;
  return {
    trust,
    entered: { learnerType: fieldsOf(entered).learnerType },
    trail: [],
    facts: {},
    dialogs: { dialogStack: [] },
    seen: [],
  };
}
