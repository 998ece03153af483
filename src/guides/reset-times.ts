import { type IsoInstant, londonDay, londonInstant, shift } from '../time/clock.ts';
import { type Certainty, isReached, type RoughTime, since } from '../time/rough-time.ts';

/** What the Trust's guide says of a password reset: minutes until its email is there, hours its link works. */
export type ResetFacts = {
  readonly emailMinutes?: readonly [fewest: number, most: number] | undefined;
  readonly linkHours?: number | undefined;
};

/** When people can say they asked for the reset; `email` is the guide's longest wait for it, `link` the life of its link. */
export const RESET_CHOICES = [
  'just-now',
  'within-email-wait',
  'within-link-life',
  'over-link-life',
  'before-today',
  'unknown',
] as const;
export type ResetChoice = (typeof RESET_CHOICES)[number];

/** What a reset means now. Times are left out where the guide has no fact for them, or nothing can be said. */
export type ResetTimes = {
  /** When the email should be there at the latest. */
  readonly emailBy?: IsoInstant;
  readonly emailLate: Certainty;
  /** Until when the link is sure to work: left out when that is not ahead. */
  readonly linkWorksUntil?: IsoInstant;
  /** When the link has stopped working at the latest; the same as `linkWorksUntil` where the time is known exactly. */
  readonly linkGoneBy?: IsoInstant;
  readonly linkExpired: Certainty;
};

/** When the reset was requested, from what the person chose. */
export function whenRequested(choice: ResetChoice, facts: ResetFacts, now: IsoInstant): RoughTime {
  const emailWait = facts.emailMinutes && shift(now, { minutes: -facts.emailMinutes[1] });
  const linkLife = facts.linkHours === undefined ? undefined : shift(now, { hours: -facts.linkHours });
  switch (choice) {
    case 'just-now':
      return { from: now, to: now };
    case 'within-email-wait':
      return emailWait === undefined ? { to: now } : since(emailWait, now);
    case 'within-link-life':
      return { ...(linkLife !== undefined && since(linkLife, now)), to: emailWait ?? now };
    case 'over-link-life':
      return { to: linkLife ?? now };
    case 'before-today':
      return { to: londonInstant(londonDay(now), '00:00') };
    case 'unknown':
      return { to: now };
  }
}

/**
 * What the time of the request means at `now`, by the Trust's facts. The link's life is counted from the request,
 * which comes before the email: the safe side.
 */
export function resetTimes(requested: RoughTime, facts: ResetFacts, now: IsoInstant): ResetTimes {
  return { ...emailTimes(requested, facts, now), ...linkTimes(requested, facts, now) };
}

function emailTimes(
  requested: RoughTime,
  { emailMinutes }: ResetFacts,
  now: IsoInstant,
): Pick<ResetTimes, 'emailBy' | 'emailLate'> {
  if (emailMinutes === undefined) return { emailLate: 'unknown' };
  const due = (from: IsoInstant): IsoInstant => shift(from, { minutes: emailMinutes[1] });
  return { emailBy: due(requested.to), emailLate: isReached(requested, due, now) };
}

function linkTimes(
  requested: RoughTime,
  { linkHours }: ResetFacts,
  now: IsoInstant,
): Pick<ResetTimes, 'linkWorksUntil' | 'linkGoneBy' | 'linkExpired'> {
  if (linkHours === undefined) return { linkExpired: 'unknown' };
  const ends = (from: IsoInstant): IsoInstant => shift(from, { hours: linkHours });
  const surelyUntil = requested.from === undefined ? now : ends(requested.from);
  // Less than a minute ahead reads as "now": no promise to give.
  const isAhead = surelyUntil >= shift(now, { minutes: 1 });
  return {
    ...(isAhead && { linkWorksUntil: surelyUntil }),
    linkGoneBy: ends(requested.to),
    linkExpired: isReached(requested, ends, now),
  };
}
