import { type IsoInstant, shift } from '../time/clock.ts';
import { type Certainty, isReached, type RoughTime, since } from '../time/rough-time.ts';

/** When people can say their account locked; `lock` is the time the guide says a lock lasts. */
export const LOCK_CHOICES = ['just-now', 'within-lock', 'over-lock', 'unknown'] as const;
export type LockChoice = (typeof LOCK_CHOICES)[number];

/** When the account locked, from what the person chose. */
export function whenLocked(choice: LockChoice, lockHours: number, now: IsoInstant): RoughTime {
  const lockAgo = shift(now, { hours: -lockHours });
  switch (choice) {
    case 'just-now':
      return { from: now, to: now };
    case 'within-lock':
      return since(lockAgo, now);
    case 'over-lock':
      return { to: lockAgo };
    case 'unknown':
      return { to: now };
  }
}

/** When the lock has surely ended, and whether it has (South Tees: 12 hours, which can't be shortened). */
export function lockout(
  locked: RoughTime,
  lockHours: number,
  now: IsoInstant,
): { readonly endsBy: IsoInstant; readonly ended: Certainty } {
  const ends = (from: IsoInstant): IsoInstant => shift(from, { hours: lockHours });
  return { endsBy: ends(locked.to), ended: isReached(locked, ends, now) };
}
