import { type CardData, token, words } from '../../cards/render.ts';
import { callsOffTime, readNeededBy } from '../../intake/needed-by/needed-by.ts';
import { type IsoInstant, londonDay, londonInstant } from '../../time/clock.ts';
import { speakTime } from '../../time/speak-time.ts';
import { nextWorkingDay } from '../../time/working-days.ts';
import { TRAINER_TEXTS as TEXTS } from './texts.ts';

/** The choice of no set time. */
export const NOT_SAID = 'none';
/** The choice of now: the time of the press. */
const NOW = 'now';
/** A later time is taken for a mistake. */
const MOST_AHEAD_MS = 90 * 86_400_000;

/** The times to choose from: the current one, then the usual ones that are still to come. */
export function neededChoices(current: IsoInstant | undefined, now: IsoInstant): CardData[] {
  const today = londonDay(now);
  const usual = [
    ...['12:00', '17:00'].map((time) => londonInstant(today, time)),
    ...['09:00', '13:00'].map((time) => londonInstant(nextWorkingDay(today), time)),
  ].filter((at) => at > now && at !== current);
  const isOver = current !== undefined && current <= now;
  return [
    ...(current === undefined ? [] : [choice(isOver ? TEXTS.neededNow : speakTime(current, now), current)]),
    ...(isOver ? [] : [choice(TEXTS.neededNow, NOW)]),
    ...usual.map((at) => choice(speakTime(at, now), at)),
    choice(TEXTS.noSetTime, NOT_SAID),
  ];
}

const choice = (title: string, value: string): CardData => ({ title: words(title), value: token(value) });

/** Whether a press chose another time than its card showed. */
export const isChosen = (shown: IsoInstant | undefined, chosen: unknown): chosen is string =>
  typeof chosen === 'string' && chosen !== '' && chosen !== (shown ?? NOT_SAID);

/** By when they are needed after a press: as chosen, else as the changed words say, else as before. None where those call it off. */
export function neededAfter(
  before: { readonly neededBy?: IsoInstant | undefined; readonly words: string },
  press: { readonly chosen: unknown; readonly words: string },
  now: IsoInstant,
): IsoInstant | undefined {
  const { chosen } = press;
  if (!isChosen(before.neededBy, chosen)) {
    if (press.words === before.words) return before.neededBy;
    return readNeededBy(press.words, now) ?? (callsOffTime(press.words) ? undefined : before.neededBy);
  }
  if (chosen === NOT_SAID) return undefined;
  const at = Date.parse(chosen === NOW ? now : chosen);
  return Math.abs(at - Date.parse(now)) <= MOST_AHEAD_MS ? new Date(at).toISOString() : before.neededBy;
}
