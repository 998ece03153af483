import { type Logger, pino } from 'pino';
import { newLinkCode } from './bot/linking/link-codes.ts';
import type { Config } from './config/config.ts';
import { listen } from './http/listen.ts';
import { outsideRequests, requestFields } from './logging/request-id.ts';
import { PURGE_KEY } from './outbox/purge-timer.ts';
import type { SendLimits } from './outbox/send-limits.ts';
import type { ChatLink } from './store/chats/chat-store.ts';
import { type Database, openDatabase } from './store/database.ts';
import type { Allowances } from './teams/rate-limiter.ts';
import { WatchedClock } from './time/watched-clock.ts';
import { createBot } from './wiring/chats.ts';
import { type Content, followGuides, knownIds, loadContent } from './wiring/content.ts';
import { createOutbox } from './wiring/outbox.ts';
import { createServices } from './wiring/services.ts';
import { createStores } from './wiring/stores.ts';

/** How long a stop waits for answers that are under way, and for all else. Docker kills after ten seconds. */
const ANSWERS_MS = 5000;
const STOPPING_MS = 7000;

export interface AppOptions {
  /** What the bot says and understands, where one process starts it many times; read from its files where none is given. */
  readonly content?: Content;
  /** What time it is; the system's clock where none is given. */
  readonly now?: () => string;
  /** Milliseconds that have really passed, whatever the clock says; by `now` where that alone is given. */
  readonly elapsed?: () => number;
  /** How fast chats are sent to; as Teams allows where none is given. */
  readonly sendLimits?: SendLimits;
  /** How much people may send; what hands can do where none is given. */
  readonly allowances?: Allowances;
  /** Time limit for a picture; Teams' own limit by default. */
  readonly lookWithinMs?: number;
  /** How long a turn retries a reply, in milliseconds, before the outbox takes over. */
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
  /** Looks at the files of the guides now: a change is used at the second look. */
  followGuides(): Promise<void>;
  /** Polls now instead of at the next due time, after a clock change. Resolves when all of it is done. */
  poll(): Promise<void>;
  /** Stops accepting requests, finishes those in progress, and closes the database. */
  close(): Promise<void>;
}

/** Starts the service: wired by the factories in wiring/, in the order of what needs what. */
export async function startApp(config: Config, options: AppOptions = {}): Promise<App> {
  const log = pino({ level: config.logLevel, base: null, mixin: requestFields });
  const clock = new WatchedClock(options.now, options.elapsed);
  const { now } = clock;
  const { sendLimits, allowances, replyWithinMs, lookWithinMs } = options;
  const loaded = options.content ?? loadContent(config, log);
  // Its own: guides change while it runs.
  const content = { ...loaded, guides: new Map(loaded.guides) };
  const known = knownIds(content, config);
  const database = await openDatabase(config.databaseUrl, config.azureClientId, log, known);
  const stores = createStores(database, now, sendLimits, config);
  clock.startsAfter(await stores.timers.setAt(PURGE_KEY));
  const dispatchSoon = () => outsideRequests(() => outbox.pollSoon());
  const shared = { config, log, now, content, stores, dispatchSoon };
  const guideWatch = followGuides(shared);
  const services = createServices({
    ...shared,
    sendLimits,
    replyWithinMs,
    guideProblems: guideWatch.problems,
  });
  const outbox = createOutbox({ ...shared, clock, services, sendLimits });
  const { bot, screens } = createBot({ ...shared, services, outbox, allowances, lookWithinMs });
  const { adapter, monitoring } = services;
  const server = await listen(config, {
    log,
    figures: () => monitoring.metrics.text(),
    turned: monitoring.watcher.turned,
    metricsToken: config.metricsToken,
    refusals: monitoring.refusals,
    checkToken: (authorization) => adapter.checkToken(authorization),
    receive: (caller, activity) => adapter.receive(caller, activity, (context) => bot.run(context)),
    readiness: monitoring.readiness,
    deskRequests: services.deskRequests,
  });
  await outbox.start();
  await guideWatch.start();
  const { port, metricsPort } = server;
  log.info({ port, mode: config.mode, trusts: config.trusts }, 'ready');
  await monitoring.start();

  return {
    port,
    metricsPort,
    log,
    database,
    linkCode: (link) => newLinkCode(stores.chats, link, now()),
    followGuides: () => guideWatch.look(),
    poll: () => outbox.drain(),
    async close() {
      // All in parallel, so deliveries have as long as requests. Slower work is on disk, and its lease brings it back; closing
      // a database in use would only add errors.
      const parts = [server.close(ANSWERS_MS), outbox.stop(), guideWatch.stop()];
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(late.resolve, STOPPING_MS);
      await Promise.race([Promise.all(parts), late.promise]).finally(() => clearTimeout(timer));
      await screens.close();
      await monitoring.stop();
      await database.close();
    },
  };
}
