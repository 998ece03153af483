import type { Logger } from 'pino';

/** Which row is odd. `row` is a reference or a number, never anybody's address, name or words. */
export interface OddRow {
  readonly table: string;
  readonly row?: string | number;
  readonly why: 'damaged' | 'unknown content';
  /** The id that this version has no content for. */
  readonly id?: string;
}

const REMEMBERED = 10_000;

/** Tells operations of stored rows that are damaged or of another version, each once: the bot goes on with what can be read. */
export class RowWarnings {
  readonly #log: Pick<Logger, 'warn'> | undefined;
  readonly #told = new Set<string>();

  constructor(log?: Pick<Logger, 'warn'>) {
    this.#log = log;
  }

  add(odd: OddRow): void {
    const key = JSON.stringify([odd.table, odd.why, odd.id ?? odd.row]);
    if (this.#told.has(key) || this.#told.size >= REMEMBERED) return;
    this.#told.add(key);
    this.#log?.warn(odd, 'a stored row cannot be read in full; the bot uses what it can');
  }
}
