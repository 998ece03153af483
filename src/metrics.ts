import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What the database counts, for the gauges. */
export interface Counts {
  readonly deliveries: readonly { readonly state: string; readonly error: string; readonly count: number }[];
  readonly cases: readonly { readonly trust: string; readonly state: string; readonly count: number }[];
  /** Walks through the guide that ended in the last 30 days. */
  readonly walks: readonly { readonly trust: string; readonly ended: string; readonly count: number }[];
}

/** Figures of one running bot in Prometheus' text format. No label is about a person, a chat or a case. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #turns: Histogram<'kind' | 'result'>;
  readonly #refusals: Counter<'reason'>;
  readonly #slowed: Counter;
  readonly #gauges: { readonly [kind in keyof Counts]: Gauge };
  readonly #count: () => Promise<Counts>;

  constructor(count: () => Promise<Counts>) {
    const registers = [this.#registry];
    this.#count = count;
    this.#turns = new Histogram({
      registers,
      name: 'esr_bot_turn_seconds',
      help: 'How long turns took, by kind of activity and whether they went through',
      labelNames: ['kind', 'result'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    });
    this.#refusals = new Counter({
      registers,
      name: 'esr_bot_refusals_total',
      help: 'Requests that were turned away, by reason',
      labelNames: ['reason'],
    });
    this.#slowed = new Counter({
      registers,
      name: 'esr_bot_flood_turns_dropped_total',
      help: 'Turns that were not taken because one person sent too many at once',
    });
    const gauge = (name: string, help: string, labelNames: string[]) =>
      new Gauge({ registers, name: `esr_bot_${name}`, help, labelNames });
    this.#gauges = {
      deliveries: gauge('deliveries', 'Cards and messages for chats, by state and last error', [
        'state',
        'error',
      ]),
      cases: gauge('cases', 'Cases by Trust and state', ['trust', 'state']),
      walks: gauge('walks_30_days', 'Walks through the guide that ended in the last 30 days', [
        'trust',
        'ended',
      ]),
    };
  }

  turned(kind: string, result: 'ok' | 'failed', seconds: number): void {
    this.#turns.observe({ kind, result }, seconds);
  }

  refused(reason: string): void {
    this.#refusals.inc({ reason });
  }

  dropped(): void {
    this.#slowed.inc();
  }

  /** The text, and its content type. Throws what the database throws. */
  async text(): Promise<{ readonly type: string; readonly text: string }> {
    const counts = await this.#count();
    for (const kind of ['deliveries', 'cases', 'walks'] as const) {
      const gauge = this.#gauges[kind];
      gauge.reset();
      for (const { count, ...labels } of counts[kind]) gauge.set(labels, count);
    }
    return { type: this.#registry.contentType, text: await this.#registry.metrics() };
  }
}
