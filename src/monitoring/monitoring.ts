import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import type { LinkHealthStore } from '../store/chats/link-health.ts';
import type { Database } from '../store/database.ts';
import { missingMigrations } from '../store/migrations/applied.ts';
import type { DeliveryStore } from '../store/outbox/delivery-store.ts';
import { MetricQueries } from '../store/reports/metric-queries.ts';
import { RefusalStore } from '../store/reports/refusal-store.ts';
import type { TeamsAdapter } from '../teams/adapter.ts';
import { Metrics } from './metrics.ts';
import type { Counts } from './metrics-instruments.ts';
import { counted, type Readiness, ReadinessCheck } from './readiness.ts';
import { Refusals } from './refusals.ts';
import { tellAll, type Watcher } from './watcher.ts';

export interface WatchedDeps {
  readonly config: Config;
  readonly database: Database;
  readonly deliveries: DeliveryStore;
  readonly links: LinkHealthStore;
  readonly adapter: Pick<TeamsAdapter, 'signIn' | 'signingKeysFailingSince'>;
  readonly log: Logger;
  readonly now: () => string;
}

/** What is there for whoever runs the bot. */
export interface Watching {
  readonly metrics: Metrics;
  readonly refusals: Refusals;
  readonly watcher: Watcher;
  readonly readiness: () => Promise<Readiness>;
  /** Begins what goes on by itself. */
  start(): Promise<void>;
  /** Writes down and sends what is left. */
  stop(): Promise<void>;
}

const KEEP_REFUSALS_EVERY_MS = 60_000;

/** Puts the figures, the readiness and, where there is a connection string, Azure Monitor together. */
export function watchOver({ config, database, adapter, ...deps }: WatchedDeps): Watching {
  const { log, now } = deps;
  const { telemetry: connectionString, credentialEnds } = config.mode === 'serve' ? config : {};
  const readiness = new ReadinessCheck({
    ...deps,
    credentialEnds,
    fileProblem: () => database.problem(),
    missingMigrations: () => missingMigrations(database),
    signIn: () => adapter.signIn(),
    signingKeysFailingSince: () => adapter.signingKeysFailingSince(),
  });
  const figures = new MetricQueries(database, now);
  const count = async (): Promise<Counts> => ({
    ...(await figures.counts()),
    ...counted(await readiness.look()),
  });
  const metrics = new Metrics(count);
  const watchers: (Watcher & { close?(): Promise<void> })[] = [metrics];
  const kept = new RefusalStore(database, now);
  const refusals = new Refusals({
    log,
    count: (reason) => metrics.refused(reason),
    keep: (counts) => kept.add(counts),
  });
  let keeping: NodeJS.Timeout | undefined;
  return {
    metrics,
    refusals,
    watcher: tellAll(watchers),
    readiness: () => readiness.look(),
    async start() {
      keeping = setInterval(() => void refusals.keep(), KEEP_REFUSALS_EVERY_MS).unref();
      if (connectionString === undefined) return;
      // Loaded only where it is wanted, and once the bot serves: it is large.
      const { startTelemetry } = await import('./telemetry.ts');
      watchers.push(startTelemetry({ connectionString, count }));
    },
    async stop() {
      clearInterval(keeping);
      await refusals.keep();
      for (const one of watchers) await one.close?.();
    },
  };
}
