import { type Words, words } from '../../cards/render.ts';
import type { Case } from '../../cases/case.ts';
import { stillNeededBy } from '../../cases/needed-by.ts';
import type { IsoInstant } from '../../time/clock.ts';
import { speakLastingTime, speakTime } from '../../time/speak-time.ts';
import { CASE_TEXTS } from './texts.ts';

/** "Needed by 9:30am today", for what is read now. Empty if no time is known or nothing is left to do. */
export function neededNow(it: Case, now: IsoInstant): string {
  const at = stillNeededBy(it);
  return at === undefined ? '' : neededAt(at, now);
}

export const neededAt = (at: IsoInstant, now: IsoInstant): string => inWords(at, speakTime(at, now), now);

/** "Needed by 9:30am on Monday 30 November", for cards that are read later too. With `chat`: as given from that chat. */
export const neededLine = (it: Case, now: IsoInstant, chat?: string): Words =>
  classNeededLine([it], now, chat);

/** The same for a class: the earliest time. */
export const classNeededLine = (cases: readonly Case[], now: IsoInstant, chat?: string): Words =>
  words(neededOf(cases, now, chat));

export function neededOf(cases: readonly Case[], now: IsoInstant, chat?: string): string {
  const [at] = cases.flatMap((it) => stillNeededBy(it, chat) ?? []).sort();
  return at === undefined ? '' : neededFor(at, now);
}

/** The same for a known time. */
export const neededFor = (at: IsoInstant, now: IsoInstant): string => inWords(at, speakLastingTime(at), now);

const inWords = (at: IsoInstant, spoken: string, now: IsoInstant): string =>
  at > now ? CASE_TEXTS.neededBy(spoken) : CASE_TEXTS.neededSince(spoken);
