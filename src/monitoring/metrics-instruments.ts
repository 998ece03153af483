import { Counter, Gauge, Histogram, Registry } from 'prom-client';

type Counted<Label extends string> = readonly (Readonly<Record<Label, string>> & {
  readonly count: number;
})[];

/** What is counted when somebody asks, for the gauges. */
export interface Counts {
  readonly deliveries: Counted<'state' | 'error'>;
  readonly cases: Counted<'trust' | 'state'>;
  /** Walks through the guide that ended in the last 30 days. */
  readonly walks: Counted<'trust' | 'ended'>;
  readonly warnings: Counted<'warning'>;
  /** `count` is the time of the last success, in seconds since 1970. */
  readonly reached: Counted<'trust' | 'role'>;
}

/** The library's side of the figures: loaded when they are first read, because it takes a while. */
export class Instruments {
  readonly #registry = new Registry();
  readonly turns: Histogram<'kind' | 'result'>;
  readonly deliveries: Histogram<'result'>;
  readonly refusals: Counter<'reason'>;
  readonly slowed: Counter;
  readonly #gauges: { readonly [kind in keyof Counts]: Gauge };

  constructor() {
    const registers = [this.#registry];
    const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    this.turns = new Histogram({
      registers,
      name: 'esr_bot_turn_seconds',
      help: 'How long turns took, by kind of activity and whether they went through',
      labelNames: ['kind', 'result'],
      buckets,
    });
    this.deliveries = new Histogram({
      registers,
      name: 'esr_bot_delivery_seconds',
      help: 'How long Teams took for cards and messages of the bot’s own, by what came of it',
      labelNames: ['result'],
      buckets: [...buckets, 15],
    });
    this.refusals = new Counter({
      registers,
      name: 'esr_bot_refusals_total',
      help: 'What was turned away, by reason',
      labelNames: ['reason'],
    });
    this.slowed = new Counter({
      registers,
      name: 'esr_bot_flood_turns_dropped_total',
      help: 'Turns that were not taken because one person sent too many at once',
    });
    const gauge = (name: string, help: string, ...labelNames: string[]) =>
      new Gauge({ registers, name: `esr_bot_${name}`, help, labelNames });
    this.#gauges = {
      deliveries: gauge(
        'deliveries',
        'Cards and messages for chats, by state and last error',
        'state',
        'error',
      ),
      cases: gauge('cases', 'Cases by Trust and state', 'trust', 'state'),
      walks: gauge(
        'walks_30_days',
        'Walks through the guide that ended in the last 30 days',
        'trust',
        'ended',
      ),
      warnings: gauge('warnings', 'What somebody should look at, as /readyz has it', 'warning'),
      reached: gauge(
        'linked_chat_reached_timestamp_seconds',
        'When each linked chat was last reached',
        'trust',
        'role',
      ),
    };
  }

  /** The text with the gauges as counted, and its content type. */
  async text(counts: Counts): Promise<{ readonly type: string; readonly text: string }> {
    for (const [kind, gauge] of Object.entries(this.#gauges)) {
      gauge.reset();
      for (const { count, ...labels } of counts[kind as keyof Counts]) gauge.set(labels, count);
    }
    return { type: this.#registry.contentType, text: await this.#registry.metrics() };
  }
}
