import type { IMetricReader } from '@opentelemetry/sdk-metrics';
import type { Counts, Instruments } from './instruments.ts';
import type { RefusalReason } from './refusal-reasons.ts';

/** Gets turns and deliveries as they happen; nothing in it is about a person, a chat or a case. */
export interface Watcher {
  /** `kind` is the activity's type. */
  turned(kind: string, result: 'ok' | 'failed', seconds: number): void;
  /** Something from the outbox was sent to Teams, or not: then `result` is the kind of its problem. */
  delivered(result: string, seconds: number): void;
}

/**
 * The figures of one running bot, on one OpenTelemetry meter: Prometheus' text on `/metrics`, and Azure Monitor if there is a
 * connection string. No label is about a person, a chat or a case. The library is loaded by `start` or the first read, so that
 * the first answer doesn't wait for it; earlier events are recorded then.
 */
export class Metrics implements Watcher {
  readonly #count: () => Promise<Counts>;
  readonly #waiting: ((it: Instruments) => void)[] = [];
  readonly #azure: () => Promise<IMetricReader | undefined>;
  #starting: Promise<Instruments> | undefined;
  #instruments: Instruments | undefined;

  /** `azure` makes what sends the same figures to Azure Monitor. */
  constructor(
    count: () => Promise<Counts>,
    azure: () => Promise<IMetricReader | undefined> = async () => undefined,
  ) {
    this.#count = count;
    this.#azure = azure;
  }

  /** Loads the library, once. */
  start(): Promise<Instruments> {
    this.#starting ??= this.#start();
    return this.#starting;
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
    return (await this.start()).text();
  }

  /** Sends the remaining figures to Azure Monitor. */
  async close(): Promise<void> {
    await this.#instruments?.close();
  }

  async #start(): Promise<Instruments> {
    const [library, azure] = await Promise.all([import('./instruments.ts'), this.#azure()]);
    const instruments = new library.Instruments(this.#count, azure);
    for (const record of this.#waiting.splice(0)) record(instruments);
    this.#instruments = instruments;
    return instruments;
  }

  #record(how: (it: Instruments) => void): void {
    if (this.#instruments === undefined) this.#waiting.push(how);
    else how(this.#instruments);
  }
}
