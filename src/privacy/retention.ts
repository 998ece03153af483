import { type IsoInstant, shiftMs } from '../time/clock.ts';

/** How long personal data is kept. */
export interface Retention {
  /** Days from the closing of a case until its personal data is deleted. */
  readonly purgeAfterDays: number;
}

/** The instants before which each kind of data has expired. */
export interface Cutoffs {
  /** Cases closed before it, and messages about no case, lose their personal data. */
  readonly cases: IsoInstant;
  /** What is left of purged cases, and records of past links and notices. */
  readonly history: IsoInstant;
  /** Conversations idle for longer are forgotten, except which organisation was chosen. */
  readonly dialogs: IsoInstant;
  /** Pictures that have waited longer for an ESR Team chat. */
  readonly pictures: IsoInstant;
  /** Link codes that ended. */
  readonly codes: IsoInstant;
  /** Messages that found no problem, and the wordings kept of them. */
  readonly wordings: IsoInstant;
}

export const HISTORY_DAYS = 365;
export const DIALOG_DAYS = 1;
export const CODE_DAYS = 1;
export const PICTURE_DAYS = 7;
export const WORDING_DAYS = 30;

/** What expires at `now`. */
export function cutoffsAt(now: IsoInstant, { purgeAfterDays }: Retention): Cutoffs {
  const before = (days: number) => shiftMs(now, -days * 86_400_000);
  return {
    cases: before(purgeAfterDays),
    history: before(HISTORY_DAYS),
    dialogs: before(DIALOG_DAYS),
    pictures: before(PICTURE_DAYS),
    codes: before(CODE_DAYS),
    wordings: before(WORDING_DAYS),
  };
}

/** Replaces a person whose data has expired. */
export const NOBODY = { id: '', name: '' } as const;

/** The fields of a case that are not personal, for the reports. All others are deleted. */
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
 * A stored case without personal data, still in the shape of a case. What stays is listed, so that fields of other versions
 * are deleted too. The same again changes nothing but `purgedAt`.
 */
export function withoutPeople(it: object, purgedAt: IsoInstant): Record<string, unknown> {
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

/** What stays of an idle conversation. Undefined where the bot is still to ask again later. */
export function forgottenConversation(
  conversation: unknown,
  now: IsoInstant,
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
