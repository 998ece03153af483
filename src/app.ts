import { randomInt } from 'node:crypto';
import { type Logger, pino } from 'pino';
import type { DialogDeps } from '../dialogs/engine/conversation-state.ts';
import { AnsweredActivities } from './bot/answered-activities.ts';
import { EsrAccessBot } from './bot/bot.ts';
import type { CaseCardDeps } from './bot/cases/case-cards.ts';
import type { CasePressDeps } from './bot/cases/case-press.ts';
import { CaseSurfaces } from './bot/cases/case-surfaces.ts';
import { followUpTimers } from './bot/cases/follow-up-timers.ts';
import { presentCases } from './bot/cases/present.ts';
import { undeliveredTimer } from './bot/cases/undelivered-timer.ts';
import { morningSummary, nextSummary } from './bot/esr-team/morning-summary.ts';
import { ReportFile } from './bot/esr-team/report-file.ts';
import { TeamChat } from './bot/esr-team/team-chat.ts';
import { teamMessages } from './bot/esr-team/team-messages.ts';
import { newLinkCode } from './bot/linking/link-codes.ts';
import { LinkedChats } from './bot/linking/linked-chats.ts';
import { nextSelfTest, selfTest } from './bot/linking/self-test.ts';
import { selfTestNotes } from './bot/linking/self-test-card.ts';
import { noticeOver } from './bot/notices/notice-over.ts';
import { CheckBacks } from './bot/staff/check-backs.ts';
import { LOOK_WITHIN_MS, Screens } from './bot/staff/screens.ts';
import { StaffChat } from './bot/staff/staff-chat.ts';
import { DraftStore } from './bot/trainers/draft-store.ts';
import { EscalationChat } from './bot/trainers/escalation-chat.ts';
import { EscalateExtension } from './bot/trainers/extension.ts';
import { LearnerDrafts } from './bot/trainers/learner-drafts.ts';
import { presentClass } from './bot/trainers/present-class.ts';
import { TrainerAddresses } from './bot/trainers/trainer-address.ts';
import { Cards } from './cards/render.ts';
import { CaseService } from './cases/case-service.ts';
import type { Config } from './config/config.ts';
import { CARDS_FOLDER, GUIDES_FOLDER, MODEL_FILE } from './config/content-folder.ts';
import { loadAnswers } from './guides/answers.ts';
import { loadGuides } from './guides/load-guides.ts';
import { loadProblems } from './guides/problems.ts';
import { listen } from './http/listen.ts';
import { outsideRequests, requestFields } from './logging/request-id.ts';
import { watchOver } from './monitoring/monitoring.ts';
import type { RefusalReason } from './monitoring/refusal-reasons.ts';
import { ClockMinder } from './outbox/clock-minder.ts';
import { clockRules } from './outbox/clock-rules.ts';
import { OutboxDispatcher } from './outbox/outbox-dispatcher.ts';
import { firstPurge, purgeTimer } from './outbox/purge-timer.ts';
import type { SendLimits } from './outbox/send-limits.ts';
import { type TimerHandler, Timers } from './outbox/timers.ts';
import { watchedAdapter } from './outbox/watch-deliveries.ts';
import { ScreenReader } from './screens/screen-reader.ts';
import { CaseQueries } from './store/cases/case-queries.ts';
import { SqlClassStore } from './store/cases/class-store.ts';
import { SqlCaseStore } from './store/cases/sql-case-store.ts';
import { type ChatLink, ChatStore } from './store/chats/chat-store.ts';
import { LinkHealthStore } from './store/chats/link-health.ts';
import { StateStore } from './store/chats/state-store.ts';
import { type Database, openDatabase } from './store/database.ts';
import { NoticeStore } from './store/notices/notice-store.ts';
import { ClockRepair } from './store/outbox/clock-repair.ts';
import { DeliveryStore } from './store/outbox/delivery-store.ts';
import { SurfaceStore } from './store/outbox/surface-store.ts';
import { TimerStore } from './store/outbox/timer-store.ts';
import { UNDELIVERED_TIMER } from './store/outbox/undelivered.ts';
import { REPLY } from './store/outbox/waiting-replies.ts';
import { TurnLocks } from './store/postgres/turn-locks.ts';
import { Purge } from './store/privacy/purge.ts';
import { BranchEndStore } from './store/reports/branch-end-store.ts';
import { ReportQueries } from './store/reports/report-queries.ts';
import { TeamsAdapter } from './teams/adapter.ts';
import { type Allowances, RateLimiter } from './teams/rate-limiter.ts';
import { presentReply, Replies } from './teams/replies.ts';
import { Roster } from './teams/roster.ts';
import { WatchedClock } from './time/watched-clock.ts';
import { createMatcher } from './understanding/matcher.ts';
import { ensureModel, loadModel } from './understanding/model-file.ts';

/** How long a stop waits for answers that are under way, and for all else. Docker kills after ten seconds. */
const ANSWERS_MS = 5000;
const STOPPING_MS = 7000;

export interface AppOptions {
  /** What time it is; the system's clock where none is given. */
  readonly now?: () => string;
  /** How fast chats are sent to; as Teams allows where none is given. */
  readonly sendLimits?: SendLimits;
  /** How much people may send; what hands can do where none is given. */
  readonly allowances?: Allowances;
  /** How long somebody's picture may take; as Teams allows where none is given. */
  readonly lookWithinMs?: number;
  /** How long a turn tries to get a reply through, in milliseconds, before the outbox goes on. */
  readonly replyWithinMs?: number;
}

/** The running service. */
export interface App {
  readonly port: number;
  /** Where this machine alone reads figures; none where METRICS_PORT is not set. */
  readonly metricsPort?: number | undefined;
  readonly log: Logger;
  /** The open database, for what runs in the same process: on SQLite a second connection would wait for this one. */
  readonly database: Database;
  /** A one-time code that joins the chat it is said in to a Trust. */
  linkCode(link: ChatLink): Promise<string>;
  /** Looks now for what is due, and not when it would next: the clock was moved. Resolves when all of it was done. */
  poll(): Promise<void>;
  /** Stops taking requests, finishes what is under way, and closes the database. */
  close(): Promise<void>;
}

/** Puts everything together and starts it: the only place that constructs things. */
export async function startApp(config: Config, options: AppOptions = {}): Promise<App> {
  const log = pino({ level: config.logLevel, base: null, mixin: requestFields });
  const clock = new WatchedClock(options.now);
  const { now } = clock;
  const guides = loadGuides(GUIDES_FOLDER, config.trusts);
  const problems = loadProblems(GUIDES_FOLDER);
  const cards = new Cards(CARDS_FOLDER);
  const training = () => log.info('learning from the wordings in guides/branches.yaml: a few seconds, once');
  const matcher = createMatcher(
    config.mode === 'serve'
      ? loadModel(GUIDES_FOLDER, MODEL_FILE)
      : ensureModel(GUIDES_FOLDER, MODEL_FILE, training),
  );
  const database = await openDatabase(config.databaseUrl, config.azureClientId, log);

  const turns = new TurnLocks(database);
  const chats = new ChatStore(database, now);
  const deliveries = new DeliveryStore(database, options.sendLimits);
  const dispatchSoon = () => outsideRequests(() => dispatcher.pollSoon());
  const rules = { hoursOf: config.hoursOf, closeAfterDays: config.closeAfterDays };
  const caseService = new CaseService({
    store: new SqlCaseStore(database),
    now,
    random: (below) => randomInt(below),
    dispatchSoon,
    rules,
  });
  const replies = new Replies({ store: deliveries, dispatchSoon, log, now, withinMs: options.replyWithinMs });
  const adapter = new TeamsAdapter(config, log, replies);
  const links = new LinkHealthStore(database);
  const watching = watchOver({ config, database, deliveries, links, adapter, log, now });
  const { metrics, refusals, watcher } = watching;
  const roster = new Roster({ chats, adapter, now });
  const queries = new CaseQueries(database);
  const isTeamConnected = async (trust: ChatLink['trust']) =>
    (await chats.linkedChat({ trust, role: 'esr-team' })) !== undefined;
  const reach: CaseCardDeps['reach'] = async ({ trust, reference }) => {
    if (!(await isTeamConnected(trust))) return 'none';
    return (await queries.isUndelivered(reference)) ? 'undelivered' : 'there';
  };
  const caseCards: CaseCardDeps = {
    cards,
    problems,
    guides,
    now,
    upnOf: (person) => roster.upnOf(person),
    reach,
    others: (cases) => queries.others(cases),
  };
  const surfaces = new CaseSurfaces({ store: new SurfaceStore(database), caseCards, dispatchSoon });
  const notices = new NoticeStore(database, now);
  const timerStore = new TimerStore(database, now);
  const states = new StateStore(database, now);
  const checkBacks = new CheckBacks({ states, timers: timerStore, cards, problems });
  const repair = new ClockRepair(database, clockRules(rules, options.sendLimits));
  const minder = new ClockMinder(clock, repair, log);
  const timers = new Timers({
    clock: minder,
    store: timerStore,
    // To add a timer: its handler here, and `timerStore.set` (or a change's `timers`) where it becomes owed.
    handlers: new Map<string, TimerHandler>([
      ...followUpTimers({ caseService, rules, now }),
      ['morning-summary', morningSummary(queries, now)],
      ['notice-over', noticeOver(notices)],
      ['check-back', checkBacks.due],
      [UNDELIVERED_TIMER, undeliveredTimer(deliveries, log)],
      ['purge', purgeTimer(new Purge(database, config), log, now)],
      ...selfTest({ links, chats, adapter, log, now }),
    ]),
    log,
    now,
    dispatchSoon,
  });
  const present = presentCases(caseService, caseCards, {
    others: new Map([
      ...teamMessages({ caseService, caseCards, queries, notices }),
      ['check-back', checkBacks.present],
      [REPLY, presentReply],
      ...selfTestNotes(cards),
    ]),
    learnRequester: (it) => roster.learnRequester(it),
  });
  const batches = new SqlClassStore(database);
  const dispatcher = new OutboxDispatcher({
    clock: minder,
    store: deliveries,
    chats,
    adapter: watchedAdapter({ adapter, links, delivered: watcher.delivered, now }),
    present: (delivery) =>
      delivery.batch === undefined ? present(delivery) : presentClass(batches, caseCards, delivery),
    log,
    now,
  });
  const conversation: DialogDeps = {
    guides,
    problems,
    understand: matcher.match,
    rank: matcher.rank,
    offers: () => matcher.offers,
    answers: loadAnswers(GUIDES_FOLDER),
    defaultTrust: config.defaultTrust,
    cards,
    caseService,
    linkedTeams: () => chats.linkedTeams(),
    checkBacks,
    notices,
    now,
  };
  const learners = new LearnerDrafts({ caseService, cards, guides, drafts: new DraftStore(states), now });
  const addresses = new TrainerAddresses();
  const raisedBy = batches.raisedBy.bind(batches);
  const notice = { notices, cards, now };
  const reports = new ReportQueries(database);
  const refused = (reason: RefusalReason) => refusals.add(403, reason);
  const cases: CasePressDeps = { caseService, chats, caseCards, roster, surfaces, refused };
  const { lookWithinMs = LOOK_WITHIN_MS } = options;
  const reader = new ScreenReader(GUIDES_FOLDER, { readMs: lookWithinMs });
  const screens = new Screens({ reader, token: () => adapter.token(), withinMs: lookWithinMs });
  const bot = new EsrAccessBot({
    chats,
    answered: new AnsweredActivities(states, log),
    deliveries,
    cases,
    classes: { ...cases, batches },
    notices: notice,
    staff: new StaffChat({
      dialogs: conversation,
      states,
      walks: new BranchEndStore(database, now),
      screens,
    }),
    escalation: new EscalationChat({
      caseService,
      guides,
      raisedBy,
      now,
      reach,
      learners,
      addresses,
      notice,
    }),
    extension: new EscalateExtension({ chats, cards, learners, addresses }),
    team: new TeamChat({
      caseService,
      caseCards,
      queries,
      reports,
      notices,
      surfaces,
      dispatchSoon,
    }),
    reportFile: new ReportFile({ chats, roster, reports, caseCards, log }),
    links: new LinkedChats({ chats, adapter, guides, dispatchSoon }),
    rateLimiter: new RateLimiter(options.allowances),
    replies,
    turns,
    dropped: () => metrics.dropped(),
    log,
    now,
    dispatchSoon,
  });

  const server = await listen(config, {
    log,
    figures: () => metrics.text(),
    turned: watcher.turned,
    metricsToken: config.metricsToken,
    refusals,
    checkToken: (authorization) => adapter.checkToken(authorization),
    receive: (caller, activity) => adapter.receive(caller, activity, (context) => bot.run(context)),
    readiness: watching.readiness,
  });
  if (database.kind === 'sqlite') await deliveries.releaseLocks(now());
  for (const trust of config.trusts) await timerStore.ensure(nextSummary(trust, now()));
  await timerStore.ensure(firstPurge(config.defaultTrust, now()));
  await timerStore.ensure(nextSelfTest(config.defaultTrust, now()));
  dispatcher.start();
  timers.start();
  const { port, metricsPort } = server;
  log.info({ port, mode: config.mode, trusts: config.trusts }, 'ready');
  await watching.start();

  return {
    port,
    metricsPort,
    log,
    database,
    linkCode: (link) => newLinkCode(chats, link, now()),
    async poll() {
      await timers.drain();
      await dispatcher.drain();
    },
    async close() {
      // All at once: what is being sent has as long as what is being answered. What takes longer is on disk, and its lease
      // brings it back; a database that is closed while it is used would only add errors.
      const stopped = Promise.all([server.close(ANSWERS_MS), timers.stop(), dispatcher.stop()]);
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(late.resolve, STOPPING_MS);
      await Promise.race([stopped, late.promise]).finally(() => clearTimeout(timer));
      turns.close();
      await reader.close();
      await watching.stop();
      await database.close();
    },
  };
}
