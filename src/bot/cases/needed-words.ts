import { type Words, words } from '../../cards/render.ts';
import type { Case, Instant } from '../../cases/case.ts';
import { stillNeededBy } from '../../cases/needed-by.ts';
import { speakLastingTime, speakTime } from '../../time/speak-time.ts';
import { CASE_TEXTS } from './texts.ts';

/** "Needed by 9:30am today": in what is read now. Empty where no time is known, or nothing is left to do. */
export function neededNow(it: Case, now: Instant): string {
  const at = stillNeededBy(it);
  return at === undefined ? '' : neededAt(at, now);
}

export const neededAt = (at: Instant, now: Instant): string => inWords(at, speakTime(at, now), now);

/** "Needed by 9:30am on Monday 30 November": on a card that stays, true on any day. In a requester's chat: as given from there. */
export const neededLine = (it: Case, now: Instant, chat?: string): Words => classNeededLine([it], now, chat);

/** The same of a class: what is needed first of it. */
export const classNeededLine = (cases: readonly Case[], now: Instant, chat?: string): Words =>
  words(neededOf(cases, now, chat));

export function neededOf(cases: readonly Case[], now: Instant, chat?: string): string {
  const [at] = cases.flatMap((it) => stillNeededBy(it, chat) ?? []).sort();
  return at === undefined ? '' : neededFor(at, now);
}

/** The same of a time, in a message that stays. */
export const neededFor = (at: Instant, now: Instant): string => inWords(at, speakLastingTime(at), now);

const inWords = (at: Instant, spoken: string, now: Instant): string =>
  at > now ? CASE_TEXTS.neededBy(spoken) : CASE_TEXTS.neededSince(spoken);
