import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import type { DialogParts } from '../dialogs/talk.ts';
import { Cards } from './cards/render.ts';
import { Desk } from './cases/desk.ts';
import type { Paces } from './cases/pacing.ts';
import type { Config } from './config.ts';
import { loadAnswers } from './guides/answers.ts';
import { loadGuides } from './guides/load-guides.ts';
import { createMatcher, type Matcher } from './guides/matching/matcher.ts';
import { loadModel } from './guides/matching/model-file.ts';
import { loadProblems } from './guides/problems.ts';
import { WatchedClock } from './guides/watched-clock.ts';
import { firstPurge, purgeTimer } from './purge-timer.ts';
import { outsideRequests, requestFields } from './request-id.ts';
import { createServer } from './server.ts';
import { SqlBatchStore } from './store/batch-store.ts';
import { CaseQueries } from './store/case-queries.ts';
import { SqlCaseStore } from './store/case-store.ts';
import { type ChatLink, ChatStore } from './store/chat-store.ts';
import { ClockRepair } from './store/clock-repair.ts';
import { type Database, openDatabase } from './store/database.ts';
import { DeliveryStore } from './store/delivery-store.ts';
import { LinkHealthStore } from './store/link-health.ts';
import { NoticeStore } from './store/notice-store.ts';
import { Purge } from './store/purge.ts';
import { ReportQueries } from './store/report-queries.ts';
import { StateStore } from './store/state-store.ts';
import { SurfaceStore } from './store/surface-store.ts';
import { TimerStore } from './store/timer-store.ts';
import { TurnLocks } from './store/turn-locks.ts';
import { UNDELIVERED_TIMER } from './store/undelivered.ts';
import { WalkStore } from './store/walk-store.ts';
import { TeamsAdapter } from './teams/adapter.ts';
import { EsrAccessBot } from './teams/bot.ts';
import type { CaseCardParts } from './teams/case-cards.ts';
import type { CasePressParts } from './teams/case-press.ts';
import { CheckBacks } from './teams/check-backs.ts';
import { ClockMinder } from './teams/clock-minder.ts';
import { clockRules } from './teams/clock-rules.ts';
import { Deliverer } from './teams/deliveries.ts';
import { watchedAdapter } from './teams/delivery-watch.ts';
import { CaseSurfaces } from './teams/desk/case-surfaces.ts';
import { deskMessages } from './teams/desk/desk-messages.ts';
import { followUpTimers } from './teams/desk/follow-up-timers.ts';
import { morningSummary, nextSummary } from './teams/desk/morning-summary.ts';
import { noticeOver } from './teams/desk/notice-over.ts';
import { ReportFile } from './teams/desk/report-file.ts';
import { Roster } from './teams/desk/roster.ts';
import { type TimerHandler, Timers } from './teams/desk/timers.ts';
import { EscalationChat } from './teams/escalation-chat.ts';
import { type Allowances, Floods } from './teams/floods.ts';
import { LinkedChats } from './teams/linked-chats.ts';
import { newLinkCode } from './teams/linking.ts';
import { presentCases } from './teams/present.ts';
import { nextSelfTest, selfTest } from './teams/self-test.ts';
import { selfTestNotes } from './teams/self-test-note.ts';
import { StaffChat } from './teams/staff-chat.ts';
import { TeamChat } from './teams/team-chat.ts';
import { DraftStore } from './teams/trainers/draft-store.ts';
import { EscalateExtension } from './teams/trainers/extension.ts';
import { LearnersDesk } from './teams/trainers/learners-desk.ts';
import { presentClass } from './teams/trainers/present-class.ts';
import { TrainerAddresses } from './teams/trainers/trainer-address.ts';
import { undeliveredTimer } from './teams/undelivered-timer.ts';
import { watchOver } from './watching.ts';

const ROOT = join(import.meta.dirname, '..');

export interface AppOptions {
  /** What time it is; the system's clock where none is given. */
  readonly now?: () => string;
  /** How fast chats are sent to; as Teams allows where none is given. */
  readonly paces?: Paces;
  /** How much people may send; what hands can do where none is given. */
  readonly allowances?: Allowances;
}

/** The running service. */
export interface App {
  readonly port: number;
  readonly log: Logger;
  /** The open database, for what runs in the same process: on SQLite a second connection would wait for this one. */
  readonly database: Database;
  /** A one-time code that joins the chat it is said in to a Trust. */
  linkCode(link: ChatLink): Promise<string>;
  /** Looks now for what is due, and not when it would next: the clock was moved. Resolves when all of it was done. */
  look(): Promise<void>;
  /** Stops taking requests, finishes what is under way, and closes the database. */
  close(): Promise<void>;
}

/** Puts everything together and starts it: the only place that constructs things. */
export async function startApp(config: Config, options: AppOptions = {}): Promise<App> {
  const log = pino({ level: config.logLevel, base: null, mixin: requestFields });
  const clock = new WatchedClock(options.now);
  const { now } = clock;
  const guides = loadGuides(join(ROOT, 'guides'), config.trusts);
  const problems = loadProblems(join(ROOT, 'guides'));
  const cards = new Cards(join(ROOT, 'cards'));
  const database = await openDatabase(config.databaseUrl, config.azureClientId, log);

  const turns = new TurnLocks(database);
  const chats = new ChatStore(database, now);
  const deliveries = new DeliveryStore(database, options.paces);
  const owed = () => outsideRequests(() => deliverer.nudge());
  const rules = { hoursOf: config.hoursOf, closeAfterDays: config.closeAfterDays };
  const desk = new Desk({
    store: new SqlCaseStore(database),
    now,
    random: (below) => randomInt(below),
    owed,
    rules,
  });
  const adapter = new TeamsAdapter(config);
  const links = new LinkHealthStore(database);
  const watching = watchOver({ config, database, deliveries, links, adapter, log, now });
  const { metrics, refusals, watcher } = watching;
  const roster = new Roster({ chats, adapter, now });
  const caseCards: CaseCardParts = { cards, problems, guides, now, upnOf: (person) => roster.upnOf(person) };
  const surfaces = new CaseSurfaces({ store: new SurfaceStore(database), caseCards, owed });
  const queries = new CaseQueries(database);
  const notices = new NoticeStore(database, now);
  const timerStore = new TimerStore(database, now);
  const states = new StateStore(database, now);
  const checkBacks = new CheckBacks({ states, timers: timerStore, cards, problems });
  const repair = new ClockRepair(database, clockRules(rules, options.paces));
  const minder = new ClockMinder(clock, repair, log);
  const timers = new Timers({
    clock: minder,
    store: timerStore,
    // To add a timer: its handler here, and `timerStore.set` (or a change's `timers`) where it becomes owed.
    handlers: new Map<string, TimerHandler>([
      ...followUpTimers({ desk, rules, now }),
      ['morning-summary', morningSummary(queries, now)],
      ['notice-over', noticeOver(notices)],
      ['check-back', checkBacks.due],
      [UNDELIVERED_TIMER, undeliveredTimer(deliveries, log)],
      ['purge', purgeTimer(new Purge(database, config), log, now)],
      ...selfTest({ links, chats, adapter, log, now }),
    ]),
    log,
    now,
    owed,
  });
  const present = presentCases(desk, caseCards, {
    others: new Map([
      ...deskMessages({ desk, caseCards, queries, notices }),
      ['check-back', checkBacks.present],
      ...selfTestNotes(cards),
    ]),
    learnRequester: (it) => roster.learnRequester(it),
  });
  const batches = new SqlBatchStore(database);
  const deliverer = new Deliverer({
    clock: minder,
    store: deliveries,
    chats,
    adapter: watchedAdapter({ adapter, links, delivered: watcher.delivered, now }),
    present: (delivery) =>
      delivery.batch === undefined ? present(delivery) : presentClass(batches, caseCards, delivery),
    log,
    now,
  });
  // Read on the first message in a person's own words: it costs a cold start nothing.
  let matcher: Matcher | undefined;
  const meaning = () => {
    matcher ??= createMatcher(loadModel(join(ROOT, 'guides')));
    return matcher;
  };
  const talk: DialogParts = {
    guides,
    problems,
    understand: (text, available) => meaning().match(text, available),
    rank: (text) => meaning().rank(text),
    offers: () => meaning().offers,
    answers: loadAnswers(join(ROOT, 'guides')),
    defaultTrust: config.defaultTrust,
    cards,
    desk,
    isTeamConnected: async (trust) => (await chats.linkedChat({ trust, role: 'esr-team' })) !== undefined,
    checkBacks,
    counts: new WalkStore(database, now),
    notices,
    now,
  };
  const learners = new LearnersDesk({ desk, cards, guides, drafts: new DraftStore(states), now });
  const addresses = new TrainerAddresses();
  const raisedBy = batches.raisedBy.bind(batches);
  const notice = { notices, cards, now };
  const reports = new ReportQueries(database);
  const refused = (reason: string) => refusals.add(403, reason);
  const cases: CasePressParts = { desk, chats, caseCards, roster, surfaces, refused };
  const bot = new EsrAccessBot({
    chats,
    deliveries,
    cases,
    classes: { ...cases, batches },
    notices: notice,
    staff: new StaffChat(talk, states),
    escalation: new EscalationChat({ desk, guides, raisedBy, now, learners, addresses, notice }),
    extension: new EscalateExtension({ chats, cards, learners, addresses }),
    team: new TeamChat({
      desk,
      caseCards,
      queries,
      reports,
      notices,
      surfaces,
      owed,
    }),
    reportFile: new ReportFile({ chats, roster, reports, caseCards, log }),
    links: new LinkedChats({ chats, adapter, guides, owed }),
    floods: new Floods(options.allowances),
    turns,
    dropped: () => metrics.dropped(),
    log,
    now,
    owed,
  });

  const server = createServer({
    log,
    figures: () => metrics.text(),
    turned: watcher.turned,
    metricsToken: config.metricsToken,
    refusals,
    knock: (authorization) => adapter.knock(authorization),
    receive: (caller, activity) => adapter.receive(caller, activity, (context) => bot.run(context)),
    readiness: watching.readiness,
  });
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(config.port, config.mode === 'trial' ? '127.0.0.1' : '0.0.0.0', resolve);
  });
  if (database.kind === 'sqlite') await deliveries.releaseAll(now());
  for (const trust of config.trusts) await timerStore.ensure(nextSummary(trust, now()));
  await timerStore.ensure(firstPurge(config.defaultTrust, now()));
  await timerStore.ensure(nextSelfTest(config.defaultTrust, now()));
  deliverer.start();
  timers.start();
  const { port } = server.address();
  log.info({ port, mode: config.mode, trusts: config.trusts }, 'ready');
  await watching.start();

  return {
    port,
    log,
    database,
    linkCode: (link) => newLinkCode(chats, link, now()),
    async look() {
      await timers.drain();
      await deliverer.drain();
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(resolve));
      server.server.closeIdleConnections();
      await closed;
      await timers.stop();
      await deliverer.stop();
      turns.close();
      await watching.stop();
      await database.close();
    },
  };
}
