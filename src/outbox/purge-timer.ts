import type { Logger } from 'pino';
import type { FollowUpTimer } from '../cases/case.ts';
import type { Purge } from '../store/privacy/purge.ts';
import { londonDay, londonInstant, shift, shiftDay } from '../time/clock.ts';
import type { TimerHandler } from './timers.ts';

/** At night, when few people wait. */
const TIME = '02:30';
/** An unfinished run continues after the turns that waited for it. */
const PAUSE = { minutes: 1 };
/** Whatever reads the file, for example a backup, has probably ended by then. */
const VACUUM_AGAIN = { minutes: 30 };

/** The key of the one purge timer. Each purge sets it anew, so while the bot runs it was set less than a day ago. */
export const PURGE_KEY = 'purge';

/** The timer of the next purge. The purge is for all Trusts, but every timer names one. */
export const purgeAt = (runAt: string, trust: string): FollowUpTimer => ({
  name: 'purge',
  trust,
  runAt,
  key: PURGE_KEY,
});

/** The night after this instant. */
export const nextPurge = (now: string): string => londonInstant(shiftDay(londonDay(now), 1), TIME);

/** Purges expired data, and is due again the next night. */
export function purgeTimer(purge: Purge, log: Logger, now: () => string): TimerHandler {
  return async ({ trust }) => {
    const { more, vacuumed, ...counts } = await purge.run(now());
    log.info(counts, 'purged');
    if (!more && !vacuumed)
      log.warn('the database file is in use; what was purged will be removed from it later');
    if (more) return { timers: [purgeAt(shift(now(), PAUSE), trust)] };
    return { timers: [purgeAt(vacuumed ? nextPurge(now()) : shift(now(), VACUUM_AGAIN), trust)] };
  };
}
