import { z } from 'zod';
import { TRUST_IDS, type TrustId } from '../guides/ids.ts';
import type { WorkingHours } from '../time/working-days.ts';

const HOURS = /^(?:([a-z0-9-]+)=)?((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)$/;

/** Reads `08:00-17:00,yas=07:30-16:00`: everyone's hours first, then those of single Trusts. */
export function readWorkingHours(text: string, context: z.RefinementCtx): (trust: string) => WorkingHours {
  const [everyone, ...single] = text.split(',').map((part) => readPart(part.trim()));
  const ofTrusts = new Map<string, WorkingHours>(
    single.flatMap((part) => (part?.trust ? [[part.trust, part.hours] as const] : [])),
  );
  if (everyone === undefined || everyone.trust !== undefined || ofTrusts.size !== single.length) {
    context.addIssue({
      code: 'custom',
      message: `write start and end, for example WORKING_HOURS=08:00-17:00; another Trust's after a comma: yas=07:30-16:00 (one of ${TRUST_IDS.join(', ')})`,
    });
    return z.NEVER;
  }
  return (trust) => ofTrusts.get(trust) ?? everyone.hours;
}

function readPart(part: string): { trust: TrustId | undefined; hours: WorkingHours } | undefined {
  const [, name, start = '', end = ''] = HOURS.exec(part) ?? [];
  const trust = TRUST_IDS.find((id) => id === name);
  if (start >= end || (name !== undefined && trust === undefined)) return undefined;
  return { trust, hours: { start, end } };
}
