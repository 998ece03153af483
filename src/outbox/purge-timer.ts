import type { Logger } from 'pino';
import type { FollowUpTimer } from '../cases/case.ts';
import type { Purge } from '../store/privacy/purge.ts';
import { londonDay, londonInstant, shift, shiftDay } from '../time/clock.ts';
import type { TimerHandler } from './timers.ts';

/** At night, when few people wait. */
const TIME = '02:30';
/** An unfinished run continues after the turns that waited for it. */
const PAUSE = { minutes: 1 };
/** By then whatever reads the file has ended, for example a backup. */
const VACUUM_AGAIN = { minutes: 30 };

/** Its one timer, which each purge sets anew: there is always one, set within a day while the bot runs. */
export const PURGE_KEY = 'purge';

/** The first purge is due now. It belongs to no Trust, yet every timer names one. */
export const firstPurge = (trust: string, now: string): FollowUpTimer => ({
  name: 'purge',
  trust,
  runAt: now,
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
    const tonight = nextPurge(now());
    return {
      timers: [
        {
          ...firstPurge(trust, now()),
          runAt: more || !vacuumed ? shift(now(), more ? PAUSE : VACUUM_AGAIN) : tonight,
        },
      ],
    };
  };
}
