import { type SendLimits, TEAMS_SEND_LIMITS } from '../../outbox/send-limits.ts';
import { shiftMs } from '../../time/clock.ts';
import { CLOCK_TOLERANCE_MS } from '../../time/watched-clock.ts';
import type { Database } from '../database.ts';
import { readJsonAs } from '../stored-json.ts';
import { StateJson, sendLimitKey } from './send-limit-store.ts';

/** How far ahead rows may be due. */
export interface ClockRules {
  /** How long a worker locks a delivery or a timer, in milliseconds. */
  readonly lockMs: { readonly delivery: number; readonly timer: number };
  /** The longest wait after this many tries of a delivery. */
  readonly backoffMs: (attempts: number) => number;
  /** The longest pause that Teams is given. */
  readonly pauseMs: number;
  /** By name, the latest time for which a timer would be set now. Timers not listed are set to a time that a person chose. */
  readonly timers: ReadonlyMap<string, (trust: string, now: string) => string>;
  readonly sendLimits?: SendLimits | undefined;
}

/** How many rows were repaired. */
export interface Repaired {
  readonly sendLimits: number;
  readonly deliveries: number;
  readonly timers: number;
}

/**
 * Repairs rows that are due later than their own rule allows: they were written while a clock was ahead, here or in another
 * process, and would wait just as long. Rows being sent stay locked for the usual time.
 */
export class ClockRepair {
  readonly #db: Database['db'];
  readonly #rules: ClockRules;

  constructor(database: Database, rules: ClockRules) {
    this.#db = database.db;
    this.#rules = rules;
  }

  /** `wentBack`: this process's own clock was set back, so its pauses may be too long as well. */
  async run(now: string, wentBack: boolean): Promise<Repaired> {
    const sendLimits = await this.#sendLimits(now, wentBack);
    return { sendLimits, deliveries: await this.#deliveries(now), timers: await this.#timers(now) };
  }

  /** A forgotten limit costs at most one refusal by Teams, which then requests a pause itself. */
  async #sendLimits(now: string, wentBack: boolean): Promise<number> {
    const rows = await this.#db
      .selectFrom('send_limits')
      .selectAll()
      .where('next_at', '>', shiftMs(now, CLOCK_TOLERANCE_MS))
      .execute();
    const stale = rows.filter(
      ({ state, next_at }) =>
        wentBack ||
        next_at > shiftMs(now, this.#rules.pauseMs + CLOCK_TOLERANCE_MS) ||
        this.#isAhead(readJsonAs(StateJson, state) ?? [], Date.parse(now)),
    );
    for (const { key, next_at } of stale) {
      await this.#db
        .deleteFrom('send_limits')
        .where('key', '=', key)
        .where('next_at', '=', next_at)
        .execute();
    }
    return stale.length;
  }

  /** No limit's own state gets further than its burst. */
  #isAhead(state: readonly number[], now: number): boolean {
    const { chat, tenant } = this.#rules.sendLimits ?? TEAMS_SEND_LIMITS;
    return state.some((at, index) => {
      const most = [chat[index], tenant[index]].map((limit) => (limit ? limit.burst * limit.everyMs : 0));
      return at > now + Math.max(...most) + CLOCK_TOLERANCE_MS;
    });
  }

  async #deliveries(now: string): Promise<number> {
    const rows = await this.#db
      .selectFrom('outbox')
      .select(['id', 'lock_token', 'attempts', 'run_at', 'conversation_id'])
      .where('run_at', '>', shiftMs(now, CLOCK_TOLERANCE_MS))
      .execute();
    let count = 0;
    for (const { id, lock_token, attempts, run_at, conversation_id } of rows) {
      const { lockMs, backoffMs } = this.#rules;
      const isLocked = lock_token !== null;
      const most = isLocked ? lockMs.delivery : backoffMs(attempts);
      if (run_at === null || run_at <= shiftMs(now, most + CLOCK_TOLERANCE_MS)) continue;
      if (!isLocked && (await this.#isPaused(conversation_id, run_at))) continue;
      const { numUpdatedRows } = await this.#db
        .updateTable('outbox')
        .set({ run_at: isLocked ? shiftMs(now, most) : now })
        .where('id', '=', id)
        .where('run_at', '=', run_at)
        .executeTakeFirst();
      count += Number(numUpdatedRows);
    }
    return count;
  }

  /** Whether Teams asked for a pause as long as that. */
  async #isPaused(chat: string | null, until: string): Promise<boolean> {
    const row = await this.#db
      .selectFrom('send_limits')
      .select('key')
      .where('key', '=', sendLimitKey(chat ?? ''))
      .where('next_at', '>=', until)
      .executeTakeFirst();
    return row !== undefined;
  }

  async #timers(now: string): Promise<number> {
    const { lockMs, timers } = this.#rules;
    const lockEnd = shiftMs(now, lockMs.timer);
    const unlocked = await this.#db
      .updateTable('timers')
      .set({ locked_until: lockEnd })
      .where('locked_until', '>', shiftMs(lockEnd, CLOCK_TOLERANCE_MS))
      .executeTakeFirst();
    let count = Number(unlocked.numUpdatedRows);
    const rows = await this.#db
      .selectFrom('timers')
      .select(['id', 'name', 'trust', 'run_at'])
      .where('run_at', '>', shiftMs(now, CLOCK_TOLERANCE_MS))
      .where('lock_token', 'is', null)
      .execute();
    for (const { id, name, trust, run_at } of rows) {
      const latest = timers.get(name)?.(trust, now);
      if (latest === undefined || run_at <= shiftMs(latest, CLOCK_TOLERANCE_MS)) continue;
      const { numUpdatedRows } = await this.#db
        .updateTable('timers')
        .set({ run_at: latest })
        .where('id', '=', id)
        .where('run_at', '=', run_at)
        .executeTakeFirst();
      count += Number(numUpdatedRows);
    }
    return count;
  }
}
