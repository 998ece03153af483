import { randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { FollowUpTimer, Instant } from '../../cases/case.ts';
import type { Database } from '../database.ts';
import type { DeliveryRow } from '../schema.ts';
import { readTexts } from '../stored-json.ts';
import { enqueueMessage, ensureTimer, type QueuedMessage, setTimer } from './enqueue.ts';

/** A timer that is due, taken by one worker until its lease ends. */
export interface Timer extends FollowUpTimer {
  readonly id: number;
  readonly lease: string;
  readonly attempts: number;
}

/** What a timer brought about. Saved together with the timer's end: all of it or nothing. */
export interface TimerOutcome {
  readonly notes?: readonly QueuedMessage[];
  readonly timers?: readonly FollowUpTimer[];
}

/** Timers that outlive the process. They lie among the deliveries and are leased like them. */
export class TimerStore {
  readonly #db: Database['db'];
  readonly #kind: Database['kind'];
  readonly #now: () => Instant;

  constructor(database: Database, now: () => Instant) {
    this.#db = database.db;
    this.#kind = database.kind;
    this.#now = now;
  }

  /** Sets a timer, or moves the one with its key. */
  async set(timer: FollowUpTimer): Promise<void> {
    await this.#db.transaction().execute((tx) => setTimer(tx, timer, this.#now()));
  }

  /** Sets a timer unless there is one with its key. */
  async ensure(timer: FollowUpTimer): Promise<void> {
    await this.#db.transaction().execute((tx) => ensureTimer(tx, timer, this.#now()));
  }

  /** Takes up to `limit` timers that are due, oldest first. */
  async lease(leaseUntil: Instant, limit: number): Promise<Timer[]> {
    const now = this.#now();
    const rows = await this.#db.transaction().execute(async (tx) => {
      let due = tx
        .selectFrom('deliveries')
        .select(['id', 'due_at'])
        .where('kind', '=', 'timer')
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .limit(limit);
      if (this.#kind === 'postgres') due = due.forUpdate().skipLocked();
      const found = await due.execute();
      if (found.length === 0) return [];
      const taken = await tx
        .updateTable('deliveries')
        .set({ lease: randomUUID(), due_at: leaseUntil, attempts: sql<number>`attempts + 1` })
        .where(
          'id',
          'in',
          found.map((row) => row.id),
        )
        .returningAll()
        .execute();
      const dueAt = new Map(found.map((row) => [row.id, row.due_at]));
      return taken.map((row) => ({ ...row, due_at: dueAt.get(row.id) ?? now }));
    });
    return rows.map(toTimer);
  }

  /** Ends a timer together with what it brought about; without effect when it was moved or taken meanwhile. */
  async finish(timer: Timer, { notes = [], timers = [] }: TimerOutcome): Promise<void> {
    const now = this.#now();
    await this.#db.transaction().execute(async (tx) => {
      const ended = await tx
        .deleteFrom('deliveries')
        .where('id', '=', timer.id)
        .where('lease', '=', timer.lease)
        .executeTakeFirst();
      if (ended.numDeletedRows === 0n) return;
      for (const note of notes) await enqueueMessage(tx, note, now);
      for (const next of timers) await setTimer(tx, next, now);
    });
  }

  /** It could not be done now; it is due again at `dueAt`. */
  async retry(timer: Timer, dueAt: Instant, error: string): Promise<void> {
    await this.#db
      .updateTable('deliveries')
      .set({ lease: null, due_at: dueAt, last_error: error })
      .where('id', '=', timer.id)
      .where('lease', '=', timer.lease)
      .execute();
  }

  async nextDue(): Promise<Instant | undefined> {
    const row = await this.#db
      .selectFrom('deliveries')
      .select((select) => select.fn.min('due_at').as('due_at'))
      .where('kind', '=', 'timer')
      .executeTakeFirst();
    return row?.due_at ?? undefined;
  }
}

function toTimer(row: Selectable<DeliveryRow>): Timer {
  return {
    id: row.id,
    lease: row.lease ?? '',
    attempts: row.attempts,
    name: row.name,
    trust: row.trust,
    dueAt: row.due_at ?? '',
    key: row.key,
    reference: row.reference ?? undefined,
    data: readTexts(row.payload),
  };
}
