import type { Logger } from 'pino';

/** A row that this version cannot fully read. `row` is a reference or a number, never an address, a name or free text. */
export interface OddRow {
  readonly table: string;
  readonly row?: string | number;
  readonly why: 'damaged' | 'unknown content';
  /** The id that this version has no content for. */
  readonly id?: string;
}

const REMEMBERED = 10_000;

/** Reports stored rows that are damaged or of another version, each once: the bot continues with the readable parts. */
export class RowWarnings {
  readonly #log: Pick<Logger, 'warn'> | undefined;
  readonly #told = new Set<string>();
  readonly #content: ReadonlySet<string> | undefined;

  /** `content`: the ids of Trusts and problems that this version has; without it, no id counts as unknown. */
  constructor(log?: Pick<Logger, 'warn'>, content?: readonly string[]) {
    this.#log = log;
    this.#content = content && new Set([...content, 'other']);
  }

  /** Warns where this version has nothing of this id. */
  checkContent(table: string, id: string): void {
    if (this.#content?.has(id) === false) this.add({ table, why: 'unknown content', id });
  }

  add(odd: OddRow): void {
    const key = JSON.stringify([odd.table, odd.why, odd.id ?? odd.row]);
    if (this.#told.has(key) || this.#told.size >= REMEMBERED) return;
    this.#told.add(key);
    this.#log?.warn(odd, 'a stored row cannot be read in full; the bot uses what it can');
  }
}
