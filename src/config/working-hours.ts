import { z } from 'zod';
import type { WorkingHours } from '../time/working-days.ts';

const HOURS = /^(?:([a-z0-9-]+)=)?((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)$/;

/** The hours of a Trust: those set for it, else its guide's own (`inGuide`), else everyone's. */
export type HoursOf = (trust: string, inGuide?: WorkingHours) => WorkingHours;

/** The same, and undefined where neither the settings nor the guide say any. */
export type SaidHoursOf = (trust: string, inGuide?: WorkingHours) => WorkingHours | undefined;

/** What reminders go by where nobody set hours. */
export const USUAL_HOURS: WorkingHours = { start: '08:00', end: '17:00' };

/** Reads `08:00-17:00,yas=07:30-16:00`: everyone's hours first, then those of single Trusts. */
export const readWorkingHours =
  (trusts: readonly string[]) =>
  (text: string, context: z.RefinementCtx): HoursOf => {
    const [everyone, ...single] = text.split(',').map((part) => readPart(part.trim()));
    const ofTrusts = new Map(
      single.flatMap((part) =>
        part?.trust && trusts.includes(part.trust) ? [[part.trust, part.hours]] : [],
      ),
    );
    if (everyone === undefined || everyone.trust !== undefined || ofTrusts.size !== single.length) {
      context.addIssue({
        code: 'custom',
        message: `write start and end, for example WORKING_HOURS=08:00-17:00; another Trust's after a comma: ${trusts.at(-1)}=07:30-16:00 (one of ${trusts.join(', ')})`,
      });
      return z.NEVER;
    }
    return (trust, inGuide) => ofTrusts.get(trust) ?? inGuide ?? everyone.hours;
  };

function readPart(part: string): { trust: string | undefined; hours: WorkingHours } | undefined {
  const [, trust, start = '', end = ''] = HOURS.exec(part) ?? [];
  return start < end ? { trust, hours: { start, end } } : undefined;
}
