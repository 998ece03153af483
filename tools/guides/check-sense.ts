import type { GuideCheck, Report } from '../../src/guides/load-guides.ts';
import { londonDay } from '../../src/time/clock.ts';

/** Days, times and kinds that cannot be meant as they are written. */
export const checkSense: GuideCheck = (guide, report) => {
  const { reset, targets, contacts, branches } = guide;
  const dated = [
    [[], guide] as const,
    ...Object.entries(branches).map(([id, it]) => [['branches', id], it] as const),
  ];
  for (const [path, { checked, reviewBy }] of dated) {
    if (checked !== undefined && checked.on > londonDay(new Date().toISOString()))
      report([...path, 'checked', 'on'], 'this day has not come; write the day on which it was checked');
    if (checked !== undefined && reviewBy !== undefined && reviewBy <= checked.on)
      report([...path, 'reviewBy'], 'write a day after the one on which it was checked');
  }
  const [fewest = 0, most = fewest] = reset?.emailMinutes ?? [];
  if (fewest > most) report(['reset', 'emailMinutes'], 'write the fewest minutes first');
  if ((targets?.claimHours ?? 0) > (targets?.resolveHours ?? Number.POSITIVE_INFINITY))
    report(['targets'], 'a case is claimed before it is resolved; write the shorter time under claimHours');
  for (const [id, { hours = '' }] of Object.entries(contacts))
    checkHours(['contacts', id, 'hours'], hours, report);
  const asks = [
    guide.handover,
    ...Object.values(branches),
    ...Object.values(branches).flatMap(({ steps }) => Object.values(steps)),
  ];
  const isAsked =
    asks.some((one) => one.asks?.includes('learner-type')) ||
    branches['which-email']?.steps.staff !== undefined;
  if (guide.learnerTypes !== undefined && !isAsked)
    report(
      ['learnerTypes'],
      'nobody is asked which they are; add learner-type to handover.asks, or take this out',
    );
};

/** They are said after "Open", with a full stop. */
function checkHours(path: readonly PropertyKey[], hours: string, report: Report): void {
  if (/^(open|closed)\b|\.$/i.test(hours))
    report(path, `people read "Open ${hours}."; write it without that word and without a full stop`);
  if (/\d:\d\d(?!\s*[ap]m)/i.test(hours)) report(path, 'write times as 8am, 4:30pm');
}
