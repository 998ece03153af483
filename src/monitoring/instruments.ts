import type { Counter, Histogram } from '@opentelemetry/api';
import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  type IMetricReader,
  InstrumentType,
  MeterProvider,
  MetricReader,
} from '@opentelemetry/sdk-metrics';

type Counted<Label extends string> = readonly (Readonly<Record<Label, string>> & {
  readonly count: number;
})[];

/** Counted when the figures are read, for the gauges. */
export interface Counts {
  readonly deliveries: Counted<'state' | 'error'>;
  readonly cases: Counted<'trust' | 'state'>;
  /** Branches of the guide that ended in the last 30 days. */
  readonly walks: Counted<'trust' | 'ended'>;
  /** Events that Trusts' service desks do not have yet. */
  readonly deskEvents: Counted<'trust' | 'state'>;
  readonly warnings: Counted<'warning'>;
  /** `count` is the time of the last success, in seconds since 1970. */
  readonly reached: Counted<'trust' | 'role'>;
}

/** Says in Azure Monitor which service it is. */
export const RESOURCE = resourceFromAttributes({ 'service.name': 'esr-access-bot' });

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const GAUGES: Readonly<Record<keyof Counts, readonly [name: string, description: string]>> = {
  deliveries: ['deliveries', 'Cards and messages for chats, by state and last error'],
  cases: ['cases', 'Cases by Trust and state'],
  walks: ['walks_30_days', 'Branches of the guide that ended in the last 30 days'],
  deskEvents: ['service_desk_events', 'Events that service desks do not have yet, by Trust and state'],
  warnings: ['warnings', 'Warnings for operations, as on /readyz'],
  reached: ['linked_chat_reached_timestamp_seconds', 'When each linked chat was last reached'],
};

/** OpenTelemetry's side of the figures. The names and labels are what dashboards and alerts are built on: they stay. */
export class Instruments {
  readonly turns: Histogram;
  readonly deliveries: Histogram;
  readonly refusals: Counter;
  readonly dropped: Counter;
  readonly #count: () => Promise<Counts>;
  readonly #provider: MeterProvider;
  readonly #reader = new TextReader();
  readonly #serializer = new PrometheusSerializer(undefined, false, undefined, true, true);
  readonly #emptying: NodeJS.Timeout | undefined;
  #reading: Promise<string> | undefined;
  #isCounting = true;

  constructor(count: () => Promise<Counts>, azure?: IMetricReader) {
    this.#count = count;
    const readers = azure === undefined ? [this.#reader] : [this.#reader, azure];
    this.#provider = new MeterProvider({ resource: RESOURCE, readers });
    const meter = this.#provider.getMeter('esr-access-bot');
    const histogram = (name: string, description: string, buckets: number[]) =>
      meter.createHistogram(name, { description, advice: { explicitBucketBoundaries: buckets } });
    this.turns = histogram('esr_bot_turn_seconds', 'How long turns took, by activity and result', BUCKETS);
    this.deliveries = histogram(
      'esr_bot_delivery_seconds',
      'How long Teams took for cards and messages from the outbox, by result',
      [...BUCKETS, 15],
    );
    this.refusals = meter.createCounter('esr_bot_refusals_total', { description: 'Refusals, by reason' });
    this.dropped = meter.createCounter('esr_bot_flood_turns_dropped_total', {
      description: 'Turns that were dropped because one person sent too many at once',
    });
    this.dropped.add(0);
    const gauges = Object.entries(GAUGES).map(([kind, [name, description]]) => {
      const gauge = meter.createObservableGauge(`esr_bot_${name}`, { description });
      return [kind as keyof Counts, gauge] as const;
    });
    meter.addBatchObservableCallback(
      async (result) => {
        if (!this.#isCounting) return;
        const counts = await this.#count();
        for (const [kind, gauge] of gauges) {
          for (const { count, ...labels } of counts[kind]) result.observe(gauge, count, labels);
        }
      },
      gauges.map(([, gauge]) => gauge),
    );
    if (azure !== undefined) this.#emptying = setInterval(() => void this.#empty(), 60_000).unref();
  }

  /** Prometheus' text, and its content type. Concurrent requests share one read. */
  async text(): Promise<{ readonly type: string; readonly text: string }> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return { type: 'text/plain; version=0.0.4; charset=utf-8', text: await this.#reading };
  }

  async close(): Promise<void> {
    clearInterval(this.#emptying);
    await this.#provider.shutdown();
  }

  async #read(): Promise<string> {
    await this.#empty();
    const { resourceMetrics, errors } = await this.#reader.collect();
    if (errors.length > 0) throw errors[0];
    return this.#serializer.serialize(resourceMetrics);
  }

  /** OpenTelemetry keeps for each reader what another one has collected, without end, and with labels that may be gone by now. */
  async #empty(): Promise<void> {
    this.#isCounting = false;
    // It asks for the counts before it returns.
    const emptied = this.#reader.collect();
    this.#isCounting = true;
    await emptied;
  }
}

/** Counters and histograms since the start, in Prometheus' format; gauges with the current labels only. */
class TextReader extends MetricReader {
  constructor() {
    super({
      aggregationTemporalitySelector: (type) =>
        type === InstrumentType.OBSERVABLE_GAUGE
          ? AggregationTemporality.DELTA
          : AggregationTemporality.CUMULATIVE,
    });
  }

  protected override onForceFlush = () => Promise.resolve();
  protected override onShutdown = () => Promise.resolve();
}
