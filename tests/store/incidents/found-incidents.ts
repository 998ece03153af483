import { type DayHour, hourOf } from '../../../src/cases/incidents.ts';
import type { Database } from '../../../src/store/database.ts';
import { IncidentStore } from '../../../src/store/incidents/incident-store.ts';
import { NoticeStore } from '../../../src/store/notices/notice-store.ts';
import { type GeneratedReport, generatedReports } from '../../support/generated-month.ts';

const FROM = '2026-11-02T00:00:00.000Z';
const WEEKS_BEFORE = '2026-09-07T00:00:00.000Z';
const HOUR_MS = 3_600_000;

/** What a month of reports came to. */
export interface Found {
  /** Minutes from the fifth person beyond usual within an hour until the card, for each hidden incident. */
  readonly after: Readonly<Record<string, number | undefined>>;
  /** Incidents that were none. */
  readonly falseOnes: readonly string[];
}

/** Eight weeks of history, then a month with hidden incidents, each report through the store with the clock at its time. */
export async function findIncidents(database: Database, seed: number, days = 30): Promise<Found> {
  let now = FROM;
  const store = new IncidentStore(database, new NoticeStore(database, () => now), () => now);
  const trust = 'esneft';
  await linkTeam(database, trust);
  const usual = await saveHistory(database, trust, generatedReports(seed, WEEKS_BEFORE, 56));
  const after: Record<string, number | undefined> = {};
  const fifth: Record<string, number> = {};
  const falseOnes: string[] = [];
  let lately: GeneratedReport[] = [];
  let incidents = 0;
  for (const report of generatedReports(seed + 1000, FROM, days, FROM)) {
    now = report.at;
    lately = [...lately.filter((one) => Date.parse(one.at) > Date.parse(now) - HOUR_MS), report];
    const same = lately.filter((one) => one.problem === report.problem);
    if (report.incident !== undefined && same.length - usual(report) >= 5)
      fifth[report.incident] ??= Date.parse(now);
    await database.db
      .transaction()
      .execute((tx) => store.report(tx, { trust, problem: report.problem }, report.chat));
    await store.look({ trust, problem: report.problem });
    const rows = await database.db.selectFrom('incidents').select(['id', 'people', 'usual']).execute();
    if (rows.length === incidents) continue;
    incidents = rows.length;
    const hidden = same.find((one) => one.incident !== undefined)?.incident;
    if (hidden === undefined) falseOnes.push(`${report.problem} at ${now}: ${same.length} people`);
    else after[hidden] ??= Math.round((Date.parse(now) - (fifth[hidden] ?? Date.parse(now))) / 60_000);
  }
  return { after, falseOnes };
}

/** The counts of the weeks before; returns how many people an hour they had, as an observer would work it out. */
async function saveHistory({ db }: Database, trust: string, reports: readonly GeneratedReport[]) {
  const hours = new Map<
    string,
    { trust: string; problem: string; day: string; hour: number; people: number }
  >();
  for (const { at, problem } of reports) {
    const { day, hour } = hourOf(at);
    const key = `${problem} ${day} ${hour}`;
    const one = hours.get(key) ?? { trust, problem, day, hour, people: 0 };
    hours.set(key, { ...one, people: one.people + 1 });
  }
  const rows = [...hours.values()];
  for (let index = 0; index < rows.length; index += 500)
    await db
      .insertInto('problem_hours')
      .values(rows.slice(index, index + 500))
      .execute();
  const weekly = new Map<string, number>();
  for (const { problem, day, hour, people } of rows) {
    const key = weekKey(problem, { day, hour });
    weekly.set(key, (weekly.get(key) ?? 0) + people / 8);
  }
  return ({ problem, at }: GeneratedReport) => weekly.get(weekKey(problem, hourOf(at))) ?? 0;
}

const weekKey = (problem: string, { day, hour }: DayHour) =>
  `${problem} ${new Date(day).getUTCDay()} ${hour}`;

async function linkTeam({ db }: Database, trust: string): Promise<void> {
  await db
    .insertInto('linked_chats')
    .values({ trust, role: 'esr-team', conversation_id: 'team', linked_by: '', linked_at: FROM })
    .execute();
}
