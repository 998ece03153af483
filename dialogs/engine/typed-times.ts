import { londonDay } from '../../src/time/clock.ts';
import type { RoughTime } from '../../src/time/rough-time.ts';
import { readTypedDate } from '../../src/time/typed-date.ts';
import { readTypedMoment } from '../../src/time/typed-moment.ts';
import type { BranchContext, Meaning } from './step-types.ts';
import type { Question } from './steps.ts';

/** A time as an answer's meaning: "2026-11-20T09:00:00.000Z/2026-11-20T09:15:00.000Z", or "../2026-11-20T09:15:00.000Z" for any time before. */
export const meansTime = ({ from = '..', to }: RoughTime): Meaning => ({ means: `${from}/${to}` });

/** When it happened, by the answer to the step that asked; undefined before it is answered. */
export function answeredTime(branch: BranchContext, step: string): RoughTime | undefined {
  const [from, to] = branch.answer(step)?.split('/') ?? [];
  if (from === undefined || to === undefined) return undefined;
  return from === '..' ? { to } : { from, to };
}

/** Takes a typed time ("9:30", "half nine"), how long ago, or a day ("yesterday"). */
export const typedMoment: NonNullable<Question['typed']> = (branch, text) => {
  const moment = readTypedMoment(text, branch.now);
  return 'problem' in moment ? moment : meansTime(moment);
};

/** Takes a typed day, month or year ("3 Nov", "last week"), and the day of a time ("2 hours ago"). */
export const typedDay: NonNullable<Question['typed']> = (branch, text) => {
  const day = readTypedDate(text, branch.now);
  if (!('problem' in day)) return meansTime(day);
  const moment = readTypedMoment(text, branch.now);
  if ('problem' in moment || day.problem === 'in-the-future') return { problem: day.problem };
  const { from, to } = moment;
  return meansTime({ ...(from !== undefined && { from: londonDay(from) }), to: londonDay(to) });
};
