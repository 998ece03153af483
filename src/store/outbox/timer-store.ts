import { randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { FollowUpTimer } from '../../cases/case.ts';
import type { IsoInstant } from '../../time/clock.ts';
import type { Database } from '../database.ts';
import type { TimerRow } from '../schema.ts';
import { readTexts } from '../stored-json.ts';
import { enqueueMessage, ensureTimer, type QueuedMessage, setTimer } from './enqueue.ts';

/** A timer that a worker has taken, until its lock ends. */
export interface Timer extends FollowUpTimer {
  readonly id: number;
  readonly lockToken: string;
  readonly attempts: number;
}

/** What a handler returns. Saved together with the timer's end, all or nothing. */
export interface TimerOutcome {
  readonly messages?: readonly QueuedMessage[];
  readonly timers?: readonly FollowUpTimer[];
}

/** Timers outlive the process. A worker locks those that are due, so that each is handled by one. */
export class TimerStore {
  readonly #db: Database['db'];
  readonly #kind: Database['kind'];
  readonly #now: () => IsoInstant;

  constructor(database: Database, now: () => IsoInstant) {
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

  /** Whether there is a timer with this key. */
  async has(key: string): Promise<boolean> {
    const rows = await this.#db.selectFrom('timers').select('id').where('key', '=', key).execute();
    return rows.length > 0;
  }

  /**
   * Deletes a timer. If it is being handled, its effects are not saved. With `runAt`, only if it is still due then. False where
   * it stays.
   */
  async remove(key: string, runAt?: IsoInstant): Promise<boolean> {
    await this.#db
      .deleteFrom('timers')
      .where('key', '=', key)
      .$if(runAt !== undefined, (its) => its.where('run_at', '=', runAt ?? ''))
      .execute();
    return runAt === undefined || !(await this.has(key));
  }

  /** Locks up to `limit` timers that are due, the earliest first. */
  async lock(until: IsoInstant, limit: number): Promise<Timer[]> {
    const now = this.#now();
    const rows = await this.#db.transaction().execute(async (tx) => {
      let due = tx
        .selectFrom('timers')
        .select('id')
        .where('run_at', '<=', now)
        .where((or) => or.or([or('locked_until', 'is', null), or('locked_until', '<=', now)]))
        .orderBy('run_at')
        .limit(limit);
      if (this.#kind === 'postgres') due = due.forUpdate().skipLocked();
      const ids = (await due.execute()).map((row) => row.id);
      if (ids.length === 0) return [];
      return tx
        .updateTable('timers')
        .set({ lock_token: randomUUID(), locked_until: until, attempts: sql<number>`attempts + 1` })
        .where('id', 'in', ids)
        .returningAll()
        .execute();
    });
    return rows.map(toTimer);
  }

  /** Ends a timer together with its effects; does nothing when it was moved or taken meanwhile. */
  async finish(timer: Timer, { messages = [], timers = [] }: TimerOutcome): Promise<void> {
    const now = this.#now();
    await this.#db.transaction().execute(async (tx) => {
      const ended = await tx
        .deleteFrom('timers')
        .where('id', '=', timer.id)
        .where('lock_token', '=', timer.lockToken)
        .executeTakeFirst();
      if (ended.numDeletedRows === 0n) return;
      for (const message of messages) await enqueueMessage(tx, message, now);
      for (const next of timers) await setTimer(tx, next, now);
    });
  }

  /** It could not be handled now; it is due again at `runAt`. */
  async retry(timer: Timer, runAt: IsoInstant, error: string): Promise<void> {
    await this.#db
      .updateTable('timers')
      .set({ lock_token: null, locked_until: null, run_at: runAt, last_error: error })
      .where('id', '=', timer.id)
      .where('lock_token', '=', timer.lockToken)
      .execute();
  }

  /** When the timer with this key was first set; undefined where there is none. */
  async setAt(key: string): Promise<IsoInstant | undefined> {
    return (await this.#timesOf(key))?.created_at;
  }

  /** When it is due; undefined where there is none. */
  async dueAt(key: string): Promise<IsoInstant | undefined> {
    return (await this.#timesOf(key))?.run_at;
  }

  #timesOf(key: string) {
    const times = ['created_at', 'run_at'] as const;
    return this.#db.selectFrom('timers').select(times).where('key', '=', key).executeTakeFirst();
  }

  /** When the next timer may be taken; undefined where there is none. */
  async nextRunAt(): Promise<IsoInstant | undefined> {
    const row = await this.#db
      .selectFrom('timers')
      .select(sql<IsoInstant | null>`min(coalesce(locked_until, run_at))`.as('next'))
      .executeTakeFirst();
    return row?.next ?? undefined;
  }
}

function toTimer(row: Selectable<TimerRow>): Timer {
  return {
    id: row.id,
    lockToken: row.lock_token ?? '',
    attempts: row.attempts,
    name: row.name,
    trust: row.trust,
    runAt: row.run_at,
    key: row.key,
    reference: row.reference ?? undefined,
    data: readTexts(row.payload),
  };
}
