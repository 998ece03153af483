import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { type IsoDate, shiftDay } from '../time/clock.ts';

const Day = z.iso.date('write a day such as "2027-02-28"');
const Role = z.string().trim().min(1).max(60);

/** When somebody last compared this with its source, and in which role: nobody's name. */
export const Checked = z.strictObject({ on: Day, by: Role });
export const ReviewBy = Day;

/** What a guide says otherwise from that day on, and up to the last day where there is one. Off until the Trust confirms it. */
export const Change = z
  .strictObject({
    from: Day,
    until: Day.optional(),
    confirmed: z.boolean(),
    /** For the Trust's ESR Team: what happens, and what to decide. */
    why: z.string().trim().min(1).max(400),
    source: z.string().trim().min(1).max(200),
    /** The parts of the guide that are different then, as the guide has them; `null` takes a part out. */
    set: z.record(z.string(), z.unknown()),
  })
  .refine(({ from, until }) => until === undefined || from <= until, {
    path: ['until'],
    message: 'write a last day that is not before the first (from)',
  });
export type Change = z.infer<typeof Change>;

/** The changes that hold on this day. */
export const changesOn = <C extends Pick<Change, 'from' | 'until' | 'confirmed'>>(
  changes: readonly C[],
  day: IsoDate,
): readonly C[] =>
  changes.filter(
    ({ from, until, confirmed }) => confirmed && from <= day && (until === undefined || day <= until),
  );

/** Every day on which a guide with these changes is another one. */
export const turningDays = (changes: readonly Change[]): readonly IsoDate[] =>
  changes.flatMap(({ from, until }) => [from, ...(until === undefined ? [] : [shiftDay(until, 1)])]);

/** The guide's data with what a change sets. */
export function withSet(data: unknown, set: unknown): unknown {
  if (!isRecord(data) || !isRecord(set)) return set;
  const merged = { ...data };
  for (const [key, value] of Object.entries(set)) {
    if (value === null) delete merged[key];
    else merged[key] = withSet(data[key], value);
  }
  return merged;
}

/** The paths of what a change takes out. */
export const takenOut = (set: unknown, path: readonly string[] = []): (readonly string[])[] =>
  set === null
    ? [path]
    : isRecord(set)
      ? Object.entries(set).flatMap(([key, value]) => takenOut(value, [...path, key]))
      : [];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** Days ahead at which a Trust is told what its guide needs. */
const TOLD_AHEAD = 31;

/** What an ESR Team has to do about its guide within a month. */
export type GuideDue =
  | { readonly about: 'review'; readonly on: IsoDate; readonly branch?: string | undefined }
  | { readonly about: 'change'; readonly on: IsoDate; readonly why: string };

interface Dated {
  readonly reviewBy?: IsoDate | undefined;
  readonly branches: Readonly<Record<string, { readonly reviewBy?: IsoDate | undefined }>>;
  readonly changes?: readonly Pick<Change, 'from' | 'until' | 'confirmed' | 'why'>[] | undefined;
}

/** Reviews and unconfirmed changes of the next month, and those that are late; the earliest first. */
export function dueFor({ reviewBy, branches, changes = [] }: Dated, day: IsoDate): readonly GuideDue[] {
  const reviews = [
    { branch: undefined, on: reviewBy },
    ...Object.entries(branches).map(([branch, it]) => ({ branch, on: it.reviewBy })),
  ];
  const due: GuideDue[] = [
    ...reviews.flatMap(({ on, branch }) =>
      on === undefined ? [] : { about: 'review' as const, on, branch },
    ),
    ...changes.flatMap(({ from, until, confirmed, why }) =>
      confirmed || (until !== undefined && until < day) ? [] : { about: 'change' as const, on: from, why },
    ),
  ];
  const last = shiftDay(day, TOLD_AHEAD);
  return due.filter(({ on }) => on <= last).sort((a, b) => a.on.localeCompare(b.on));
}

/** The same, on the days on which the ESR Team is told of it: a Monday, and every day of the last week. */
export const dueToday = (guide: Dated, day: IsoDate): readonly GuideDue[] =>
  dueFor(guide, day).filter(({ on }) => isMonday(day) || on <= shiftDay(day, 7));

const isMonday = (day: IsoDate) => Temporal.PlainDate.from(day).dayOfWeek === 1;
