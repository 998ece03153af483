import type { Config } from '../config/config.ts';
import type { SendLimits } from '../outbox/send-limits.ts';
import { CaseQueries } from '../store/cases/case-queries.ts';
import { CaseSearch } from '../store/cases/case-search.ts';
import { SqlClassStore } from '../store/cases/class-store.ts';
import { SqlCaseStore } from '../store/cases/sql-case-store.ts';
import { ChatStore } from '../store/chats/chat-store.ts';
import { LinkHealthStore } from '../store/chats/link-health.ts';
import { StateStore } from '../store/chats/state-store.ts';
import type { Database } from '../store/database.ts';
import { IncidentStore } from '../store/incidents/incident-store.ts';
import { NoticeStore } from '../store/notices/notice-store.ts';
import { PlannedNotices } from '../store/notices/planned-notices.ts';
import { DeliveryStore } from '../store/outbox/delivery-store.ts';
import { PictureStore } from '../store/outbox/picture-store.ts';
import { SurfaceStore } from '../store/outbox/team-outbox.ts';
import { TimerStore } from '../store/outbox/timer-store.ts';
import { AnswerQueries } from '../store/reports/answer-queries.ts';
import { BranchEndStore } from '../store/reports/branch-end-store.ts';
import { ReportQueries } from '../store/reports/report-queries.ts';
import { UnplacedStore } from '../store/reports/unplaced-store.ts';
import { DeskEventStore } from '../store/service-desk/event-store.ts';
import { DeskRequestStore } from '../store/service-desk/request-store.ts';

export type Stores = ReturnType<typeof createStores>;

/** Everything that is kept, in one database. */
export function createStores(
  database: Database,
  now: () => string,
  sendLimits: SendLimits | undefined,
  { serviceDesks, wordingsKey }: Pick<Config, 'serviceDesks' | 'wordingsKey'>,
) {
  const notices = new NoticeStore(database, now);
  return {
    database,
    cases: new SqlCaseStore(database, new Set(serviceDesks.out.keys())),
    classes: new SqlClassStore(database),
    queries: new CaseQueries(database),
    search: new CaseSearch(database),
    chats: new ChatStore(database, now),
    states: new StateStore(database, now),
    links: new LinkHealthStore(database),
    deliveries: new DeliveryStore(database, sendLimits),
    deskEvents: new DeskEventStore(database),
    deskRequests: new DeskRequestStore(database),
    pictures: new PictureStore(database),
    surfaces: new SurfaceStore(database),
    timers: new TimerStore(database, now),
    notices,
    answers: new AnswerQueries(database),
    planned: new PlannedNotices(database, notices, now),
    incidents: new IncidentStore(database, notices, now),
    reports: new ReportQueries(database),
    branchEnds: new BranchEndStore(database, now),
    unplaced: new UnplacedStore(database, wordingsKey, now),
  };
}
