import type { Logger } from 'pino';
import { followUpTimers, undeliveredTimer } from '../bot/cases/follow-up-timers.ts';
import { DAILY_TIMERS, dailyTimers, nextDaily } from '../bot/esr-team/morning-summary.ts';
import { weeklyReport } from '../bot/esr-team/weekly-report.ts';
import { heldKey } from '../bot/linking/linked-chats.ts';
import { nextSelfTest, selfTest } from '../bot/linking/self-test.ts';
import { IncidentWatch } from '../bot/notices/incident-watch.ts';
import { renderersOf } from '../bot/notifications.ts';
import { CheckBacks } from '../bot/staff/check-backs.ts';
import { DraftStore } from '../bot/trainers/draft-store.ts';
import { LearnerDrafts } from '../bot/trainers/learner-drafts.ts';
import type { Config } from '../config/config.ts';
import { errorFields } from '../logging/error-fields.ts';
import { ClockMinder } from '../outbox/clock-minder.ts';
import { clockRules } from '../outbox/clock-rules.ts';
import { OutboxDispatcher } from '../outbox/outbox-dispatcher.ts';
import { purgeAt, purgeTimer } from '../outbox/purge-timer.ts';
import { render } from '../outbox/renderer.ts';
import type { SendLimits } from '../outbox/send-limits.ts';
import { Timers } from '../outbox/timers.ts';
import { watchedAdapter } from '../outbox/watch-deliveries.ts';
import { EventDispatcher } from '../service-desk/event-dispatcher.ts';
import { ClockRepair } from '../store/outbox/clock-repair.ts';
import { enqueueMessage, type QueueMessage } from '../store/outbox/enqueue.ts';
import { redrawClassesBehind } from '../store/outbox/redraw.ts';
import { Purge } from '../store/privacy/purge.ts';
import type { WatchedClock } from '../time/watched-clock.ts';
import type { Content } from './content.ts';
import type { Services } from './services.ts';
import type { Stores } from './stores.ts';

interface OutboxDeps {
  readonly config: Config;
  readonly log: Logger;
  readonly clock: WatchedClock;
  readonly content: Content;
  readonly stores: Stores;
  readonly services: Services;
  readonly dispatchSoon: () => void;
  readonly sendLimits: SendLimits | undefined;
}

/** What reaches chats by itself, and when: the dispatcher of the outbox, and the timers. */
export function createOutbox(deps: OutboxDeps) {
  const { config, log, clock, content, stores, services, dispatchSoon } = deps;
  const { now } = clock;
  const { cards, guides, problems } = content;
  const { database, chats, classes, deliveries, links, notices, queries, search } = stores;
  const { adapter, caseCards, caseService, linkedChats, monitoring, reactions, roster, rules } = services;
  const checkBacks = new CheckBacks({ states: stores.states, timers: stores.timers, cards, problems });
  const incidentWatch = new IncidentWatch(stores.incidents, log, dispatchSoon);
  const queue: QueueMessage = (tx, message) => enqueueMessage(tx, message, now());
  const learners = new LearnerDrafts({
    ...{ caseService, cards, guides, now },
    drafts: new DraftStore(stores.states, queue),
    linkedTeams: () => chats.linkedTeams(),
  });
  const minder = new ClockMinder(clock, new ClockRepair(database, clockRules(rules, deps.sendLimits)), log);
  const purge = purgeTimer(new Purge(database, config), log, now);
  /** Obstacles, such as a damaged page, are for `/readyz` to report; nothing else waits for it. */
  const catchUp = async () => {
    await search.fill().catch((error) => log.error(errorFields(error), 'search index not filled'));
    await redrawClassesBehind(database.db, now()).catch((error) =>
      log.error(errorFields(error), 'cards of classes not redrawn'),
    );
  };
  const timers = new Timers({
    clock: minder,
    store: stores.timers,
    handlers: {
      ...followUpTimers({ caseService, rules, now }),
      ...selfTest({ links, chats, adapter, check: (turn) => linkedChats.check(turn), log, now }),
      ...dailyTimers(queries, stores.unplaced, content.guides, now),
      'weekly-report': weeklyReport(now),
      'notice-over': async ({ trust }) => {
        // An extended notice continues.
        await notices.endIfOver(trust);
        return {};
      },
      'notice-start': async ({ trust, data }) => {
        await stores.planned.start(trust, Number(data?.plan));
        return {};
      },
      'check-back': checkBacks.due,
      'check-guests': (timer) => linkedChats.recheck(timer),
      undelivered: undeliveredTimer(deliveries, log),
      purge: async (timer) => {
        await catchUp();
        const off = [...guides.values()].filter(({ learns }) => !learns);
        await stores.unplaced.clear(off.map(({ trust }) => trust));
        return purge(timer);
      },
    },
    log,
    now,
    dispatchSoon,
  });
  const renderers = renderersOf({
    caseService,
    caseCards,
    classes,
    pictures: stores.pictures,
    queries,
    roster,
    reports: stores.reports,
    unplaced: stores.unplaced,
    rank: content.matcher.rank,
    timers: stores.timers,
    hoursOf: rules.hoursOf,
    notices,
    incidents: stores.incidents,
    checkBack: checkBacks.render,
    learners: learners.render,
    learnRequester: (it) => roster.learnRequester(it),
  });
  const dispatcher = new OutboxDispatcher({
    clock: minder,
    store: deliveries,
    chats,
    adapter: watchedAdapter({ adapter, links, delivered: monitoring.watcher.delivered, now }),
    render: (delivery) => render(renderers, delivery),
    heldSince: (chat) => stores.timers.setAt(heldKey(chat)),
    reactions,
    log,
    now,
  });
  const deskEvents = new EventDispatcher({
    endpoints: config.serviceDesks.out,
    store: stores.deskEvents,
    caseService,
    guides: content.guides,
    problems,
    log,
    now,
  });
  return {
    checkBacks,
    incidentWatch,
    learners,
    /** Sends soon what was just enqueued. */
    pollSoon(): void {
      dispatcher.pollSoon();
      deskEvents.pollSoon();
    },
    /** Does at once all that is due. */
    async drain(): Promise<void> {
      await incidentWatch.drain();
      await timers.drain();
      // A service desk's answer may name a ticket, which the cards then show.
      await deskEvents.drain();
      await dispatcher.drain();
    },
    stop: () => Promise.all([incidentWatch.stop(), timers.stop(), dispatcher.stop(), deskEvents.stop()]),
    async start(): Promise<void> {
      if (database.kind === 'sqlite') await deliveries.releaseLocks(now());
      for (const trust of config.trusts)
        for (const name of DAILY_TIMERS) await stores.timers.ensure(nextDaily(name, trust, now()));
      await stores.timers.ensure(purgeAt(now(), config.defaultTrust));
      // People may have come into a linked chat while the bot was away.
      await stores.timers.set({ ...nextSelfTest(config.defaultTrust, now()), runAt: now() });
      dispatcher.start();
      await deskEvents.start();
      timers.start();
      incidentWatch.start();
      void catchUp();
    },
  };
}
