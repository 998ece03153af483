import type { ReportFigures } from '../../cases/reports.ts';
import type { ReportQueries } from '../../store/reports/report-queries.ts';
import { londonDay, londonInstant, shiftDay } from '../../time/clock.ts';
import type { WorkingHours } from '../../time/working-days.ts';
import type { CaseCardDeps } from '../cases/case-card-deps.ts';

/** The number of days a report can cover. */
export type ReportDays = 7 | 30;

export interface ReportDeps {
  readonly reports: ReportQueries;
  readonly caseCards: CaseCardDeps;
  readonly hoursOf: (trust: string) => WorkingHours;
}

/** A Trust's figures for the last days, measured in its working hours and against its targets. */
export function reportFigures(
  { reports, caseCards, hoursOf }: ReportDeps,
  trust: string,
  days: ReportDays,
): Promise<ReportFigures> {
  const now = caseCards.now();
  const { targets } = caseCards.guides.get(trust) ?? {};
  // The card names the first day, so all of that day counts.
  const since = londonInstant(shiftDay(londonDay(now), -days), '00:00');
  return reports.figures(trust, since, { now, hours: hoursOf(trust), targets });
}
