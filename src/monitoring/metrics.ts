import type { IMetricReader } from '@opentelemetry/sdk-metrics';
import type { Counts, Instruments } from './instruments.ts';
import type { RefusalReason } from './refusal-reasons.ts';

/** Is told of turns and deliveries as they happen; nothing in it is about a person, a chat or a case. */
export interface Watcher {
  /** `kind` is the activity's type. */
  turned(kind: string, result: 'ok' | 'failed', seconds: number): void;
  /** Something from the outbox was sent to Teams, or not: then `result` is the kind of its problem. */
  delivered(result: string, seconds: number): void;
}

/**
 * The figures of one running bot, on one OpenTelemetry meter: Prometheus' text on `/metrics`, and Azure Monitor where there is a
 * connection string. No label is about a person, a chat or a case. The library is loaded by `start`, so that the first
 * answer does not wait for it; what happens before is recorded then.
 */
export class Metrics implements Watcher {
  readonly #count: () => Promise<Counts>;
  readonly #waiting: ((it: Instruments) => void)[] = [];
  readonly #started = Promise.withResolvers<Instruments>();
  #instruments: Instruments | undefined;

  constructor(count: () => Promise<Counts>) {
    this.#count = count;
  }

  /** Call it once. `azure` sends the same figures to Azure Monitor. */
  async start(azure?: IMetricReader): Promise<void> {
    const library = await import('./instruments.ts');
    const instruments = new library.Instruments(this.#count, azure);
    for (const record of this.#waiting.splice(0)) record(instruments);
    this.#instruments = instruments;
    this.#started.resolve(instruments);
  }

  turned(kind: string, result: 'ok' | 'failed', seconds: number): void {
    this.#record(({ turns }) => turns.record(seconds, { kind, result }));
  }

  delivered(result: string, seconds: number): void {
    this.#record(({ deliveries }) => deliveries.record(seconds, { result }));
  }

  refused(reason: RefusalReason): void {
    this.#record(({ refusals }) => refusals.add(1, { reason }));
  }

  dropped(): void {
    this.#record(({ dropped }) => dropped.add(1));
  }

  /** Prometheus' text, and its content type. Throws what the database throws. */
  async text(): Promise<{ readonly type: string; readonly text: string }> {
    return (await this.#started.promise).text();
  }

  /** Sends what is left to Azure Monitor. */
  async close(): Promise<void> {
    await this.#instruments?.close();
  }

  #record(how: (it: Instruments) => void): void {
    if (this.#instruments === undefined) this.#waiting.push(how);
    else how(this.#instruments);
  }
}
