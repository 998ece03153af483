import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import type { GuideProblem } from '../guides/watch-guides.ts';
import type { LinkHealthStore } from '../store/chats/link-health.ts';
import type { Database } from '../store/database.ts';
import { missingMigrations } from '../store/migrations/applied.ts';
import type { DeliveryStore } from '../store/outbox/delivery-store.ts';
import { MetricQueries } from '../store/reports/metric-queries.ts';
import { RefusalStore } from '../store/reports/refusal-store.ts';
import type { DeskCount } from '../store/service-desk/event-store.ts';
import type { TeamsAdapter } from '../teams/adapter.ts';
import type { Counts } from './instruments.ts';
import { Metrics, type Watcher } from './metrics.ts';
import { counted, type Readiness, ReadinessCheck } from './readiness.ts';
import { Refusals } from './refusals.ts';
import type { Telemetry } from './telemetry.ts';

export interface MonitoringDeps {
  readonly config: Config;
  readonly database: Database;
  readonly deliveries: DeliveryStore;
  readonly links: LinkHealthStore;
  readonly deskEvents: () => Promise<readonly DeskCount[]>;
  readonly adapter: Pick<TeamsAdapter, 'token' | 'signingKeysFailingSince'>;
  readonly guideProblems: () => readonly GuideProblem[];
  readonly log: Logger;
  readonly now: () => string;
}

/** What operations see of the running bot. */
export interface Monitoring {
  readonly metrics: Metrics;
  readonly refusals: Refusals;
  readonly watcher: Watcher;
  readonly readiness: () => Promise<Readiness>;
  /** Call it once the bot serves: it loads libraries. */
  start(): Promise<void>;
  /** Records and sends the remaining figures. */
  stop(): Promise<void>;
}

const KEEP_REFUSALS_EVERY_MS = 60_000;
/** The first answers come first: loading OpenTelemetry takes some 20 ms. */
const LOAD_AFTER_MS = 2000;
/** A process that is ending has other work to finish. */
const STOP_MS = 3000;

/** Puts metrics, readiness and, where there is a connection string, Azure Monitor together. */
export function createMonitoring({ config, database, adapter, ...deps }: MonitoringDeps): Monitoring {
  const { log, now } = deps;
  const { telemetry: connectionString, credentialEnds } = config.mode === 'serve' ? config : {};
  const readiness = new ReadinessCheck({
    ...deps,
    credentialEnds,
    fileProblem: () => database.problem(),
    missingMigrations: () => missingMigrations(database),
    signIn: () => adapter.token(),
    signingKeysFailingSince: () => adapter.signingKeysFailingSince(),
  });
  const queries = new MetricQueries(database, now);
  const count = async (): Promise<Counts> => ({
    ...(await queries.counts()),
    deskEvents: await deps.deskEvents(),
    ...counted(await readiness.look()),
  });
  let telemetry: Telemetry | undefined;
  const metrics = new Metrics(count, async () => {
    if (connectionString === undefined) return undefined;
    const { startTelemetry } = await import('./telemetry.ts');
    telemetry = startTelemetry(connectionString);
    return telemetry.reader;
  });
  const kept = new RefusalStore(database, now);
  const refusals = new Refusals({
    log,
    count: (reason) => metrics.refused(reason),
    keep: (counts) => kept.add(counts),
  });
  let keeping: NodeJS.Timeout | undefined;
  let loading: NodeJS.Timeout | undefined;
  return {
    metrics,
    refusals,
    watcher: {
      turned(...turn) {
        metrics.turned(...turn);
        telemetry?.turned(...turn);
      },
      delivered(...delivery) {
        metrics.delivered(...delivery);
        telemetry?.delivered(...delivery);
      },
    },
    readiness: () => readiness.look(),
    async start() {
      keeping = setInterval(() => void refusals.keep(), KEEP_REFUSALS_EVERY_MS).unref();
      if (connectionString !== undefined) await metrics.start();
      else loading = setTimeout(() => void metrics.start(), LOAD_AFTER_MS).unref();
    },
    async stop() {
      clearInterval(keeping);
      clearTimeout(loading);
      await refusals.keep();
      const sent = Promise.allSettled([telemetry?.close(), metrics.close()]);
      await Promise.race([sent, new Promise((resolve) => setTimeout(resolve, STOP_MS).unref())]);
    },
  };
}
