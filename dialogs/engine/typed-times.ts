import { type IsoInstant, londonInstant, shift, shiftDay } from '../../src/time/clock.ts';
import type { RoughTime } from '../../src/time/rough-time.ts';
import { readTypedDate } from '../../src/time/typed-date.ts';
import { readTypedTime } from '../../src/time/typed-time.ts';
import type { BranchContext, Meaning } from './step-types.ts';
import type { Question } from './steps.ts';

const AGO = /^(?:about |around )?(\d{1,3}|an?) ?(m|min|h|hr|hour)[a-z]* ago$/;

/** What an answer about a time means: "2026-11-20T09:00:00.000Z/2026-11-20T09:15:00.000Z", or "../" for any time before. */
export const meansTime = ({ from = '..', to }: RoughTime): Meaning => ({ means: `${from}/${to}` });

/** When it happened, by the answer to a step that asked so; undefined before it was answered. */
export function answeredTime(branch: BranchContext, step: string): RoughTime | undefined {
  const [from, to] = branch.answer(step)?.split('/') ?? [];
  if (from === undefined || to === undefined) return undefined;
  return from === '..' ? { to } : { from, to };
}

/** Takes a typed time ("9:30", "half nine"), how long ago, or a day ("yesterday"). */
export const typedMoment: NonNullable<Question['typed']> = (branch, text) => {
  const moment = readMoment(text.trim().toLowerCase(), branch.now);
  return moment === undefined ? { problem: 'not-a-time' } : meansTime(moment);
};

/** Takes a typed day or month ("3 Nov", "last week"). */
export const typedDay: NonNullable<Question['typed']> = (branch, text) => {
  const day = readTypedDate(text, branch.now);
  return 'problem' in day ? { problem: day.problem } : meansTime(day);
};

function readMoment(text: string, now: IsoInstant): RoughTime | undefined {
  const [, amount, unit] = AGO.exec(text) ?? [];
  const count = amount === undefined ? 0 : Number(amount.replace(/^an?$/, '1'));
  if (unit !== undefined)
    return at(shift(now, unit.startsWith('m') ? { minutes: -count } : { hours: -count }));
  const time = readTypedTime(text, now);
  if (time !== undefined) return at(time);
  const day = readTypedDate(text, now);
  if ('problem' in day) return undefined;
  const end = londonInstant(shiftDay(day.to, 1), '00:00');
  return { from: londonInstant(day.from, '00:00'), to: end < now ? end : now };
}

const at = (instant: IsoInstant): RoughTime => ({ from: instant, to: instant });
