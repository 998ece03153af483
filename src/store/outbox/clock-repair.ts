import { z } from 'zod';
import { type SendLimits, TEAMS_SEND_LIMITS } from '../../outbox/send-limits.ts';
import { CLOCK_TOLERANCE_MS } from '../../time/watched-clock.ts';
import type { Database } from '../database.ts';
import { readJsonAs } from '../stored-json.ts';
import { sendLimitKey } from './send-limit-store.ts';

/** How far off each thing may be by its own rule. */
export interface ClockRules {
  /** A delivery's and a timer's lease, in milliseconds. */
  readonly leaseMs: { readonly delivery: number; readonly timer: number };
  /** The longest wait after so many tries of a delivery. */
  readonly backoffMs: (attempts: number) => number;
  /** The longest pause that Teams is given. */
  readonly restMs: number;
  /** When a timer of that name would be due at the latest, were it set now. Others are set to a time that somebody named. */
  readonly timers: ReadonlyMap<string, (trust: string, now: string) => string>;
  readonly sendLimits?: SendLimits | undefined;
}

/** How much was brought back. */
export interface Repaired {
  readonly sendLimits: number;
  readonly deliveries: number;
  readonly timers: number;
}

const StateJson = z.array(z.number());

/**
 * Brings back what lies further off than its own rule allows: it was written while the clock was ahead, here or in another
 * process, and would wait for as long as the clock was. What is being sent right now keeps its lease, cut to its usual length.
 */
export class ClockRepair {
  readonly #db: Database['db'];
  readonly #rules: ClockRules;

  constructor(database: Database, rules: ClockRules) {
    this.#db = database.db;
    this.#rules = rules;
  }

  /** `wentBack`: this process's own clock did, so that rests may be of that time, too. */
  async run(now: string, wentBack = false): Promise<Repaired> {
    const sendLimits = await this.#sendLimits(now, wentBack);
    return { sendLimits, deliveries: await this.#deliveries(now), timers: await this.#timers(now) };
  }

  /** A pace that is forgotten costs at most one refusal by Teams, which then asks for a pause of its own. */
  async #sendLimits(now: string, wentBack: boolean): Promise<number> {
    const rows = await this.#db
      .selectFrom('paces')
      .selectAll()
      .where('next_at', '>', after(now, CLOCK_TOLERANCE_MS))
      .execute();
    const stale = rows.filter(
      ({ state, next_at }) =>
        wentBack ||
        next_at > after(now, this.#rules.restMs + CLOCK_TOLERANCE_MS) ||
        this.#isAhead(readJsonAs(StateJson, state) ?? [], Date.parse(now)),
    );
    for (const { key, next_at } of stale) {
      await this.#db.deleteFrom('paces').where('key', '=', key).where('next_at', '=', next_at).execute();
    }
    return stale.length;
  }

  /** No pace's own state gets further than its burst. */
  #isAhead(state: readonly number[], now: number): boolean {
    const { chat, tenant } = this.#rules.sendLimits ?? TEAMS_SEND_LIMITS;
    return state.some((at, index) => {
      const most = [chat[index], tenant[index]].map((updateSendLimit) =>
        updateSendLimit ? updateSendLimit.burst * updateSendLimit.everyMs : 0,
      );
      return at > now + Math.max(...most) + CLOCK_TOLERANCE_MS;
    });
  }

  async #deliveries(now: string): Promise<number> {
    const rows = await this.#db
      .selectFrom('deliveries')
      .select(['id', 'lease', 'attempts', 'due_at', 'conversation_id'])
      .where('due_at', '>', after(now, CLOCK_TOLERANCE_MS))
      .where('kind', '<>', 'timer')
      .execute();
    let count = 0;
    for (const { id, lease, attempts, due_at, conversation_id } of rows) {
      const { leaseMs, backoffMs } = this.#rules;
      const most = lease === null ? backoffMs(attempts) : leaseMs.delivery;
      if (due_at === null || due_at <= after(now, most + CLOCK_TOLERANCE_MS)) continue;
      if (lease === null && (await this.#rests(conversation_id, due_at))) continue;
      count += await this.#bring(id, due_at, lease === null ? now : after(now, most));
    }
    return count;
  }

  /** Whether Teams asked for a pause as long as that. */
  async #rests(chat: string | null, until: string): Promise<boolean> {
    const row = await this.#db
      .selectFrom('paces')
      .select('key')
      .where('key', '=', sendLimitKey(chat ?? ''))
      .where('next_at', '>=', until)
      .executeTakeFirst();
    return row !== undefined;
  }

  async #timers(now: string): Promise<number> {
    const { leaseMs, timers } = this.#rules;
    const rows = await this.#db
      .selectFrom('deliveries')
      .select(['id', 'name', 'trust', 'lease', 'due_at'])
      .where('due_at', '>', after(now, CLOCK_TOLERANCE_MS))
      .where('kind', '=', 'timer')
      .execute();
    let count = 0;
    for (const { id, name, trust, lease, due_at } of rows) {
      const latest = lease === null ? timers.get(name)?.(trust, now) : after(now, leaseMs.timer);
      if (latest === undefined || due_at === null) continue;
      if (due_at > after(latest, CLOCK_TOLERANCE_MS)) count += await this.#bring(id, due_at, latest);
    }
    return count;
  }

  /** Unless somebody else was there first. */
  async #bring(id: number, from: string, to: string): Promise<number> {
    const { numUpdatedRows } = await this.#db
      .updateTable('deliveries')
      .set({ due_at: to })
      .where('id', '=', id)
      .where('due_at', '=', from)
      .executeTakeFirst();
    return Number(numUpdatedRows);
  }
}

const after = (instant: string, ms: number) => new Date(Date.parse(instant) + ms).toISOString();
