import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import {
  type SendLimit,
  type SendLimitState,
  type SendLimits,
  updateSendLimit,
  waitOf,
} from '../../outbox/send-limits.ts';
import type { DatabaseKind } from '../database.ts';
import type { Schema } from '../schema.ts';
import { readJsonAs } from '../stored-json.ts';

/** A message to send: to a chat, in a tenant if known. */
export interface Send {
  readonly id: number;
  readonly chat: string;
  readonly tenant: string | undefined;
}

/** A stored {@link SendLimitState}. */
export const StateJson = z.array(z.number());

/** Teams counts a channel's threads together. */
export const sendLimitKey = (chat: string) => chat.split(';', 1)[0] ?? chat;

/** {@link sendLimitKey} of a delivery `d`, in SQL. */
export const sendLimitKeyOf = (kind: DatabaseKind) =>
  kind === 'postgres'
    ? sql<string>`split_part(d.conversation_id, ';', 1)`
    : sql<string>`substr(d.conversation_id, 1, instr(d.conversation_id || ';', ';') - 1)`;

/**
 * Which of these may go out now. Each counts towards the limits of its chat and its tenant in the caller's transaction, so that
 * several processes keep within the limits together.
 */
export async function takeSendLimits(
  tx: Transaction<Schema>,
  kind: DatabaseKind,
  { sends, now, sendLimits }: { sends: readonly Send[]; now: string; sendLimits: SendLimits },
): Promise<number[]> {
  const known = await lockSendLimits(tx, kind, sends, now);
  const time = Date.parse(now);
  const allowed: number[] = [];
  for (const { id, chat, tenant } of sends) {
    const own = [
      { key: sendLimitKey(chat), limits: sendLimits.chat },
      ...(tenant === undefined ? [] : [{ key: tenant, limits: sendLimits.tenant }]),
    ];
    const next = own.map(({ key, limits }) => ({ key, at: sent(limits, known.get(key) ?? FRESH, time) }));
    if (next.some(({ at }) => at === undefined)) continue;
    for (const { key, at = FRESH } of next) known.set(key, at);
    allowed.push(id);
  }
  const rows = [...known].map(([key, at]) => ({
    key,
    state: JSON.stringify(at.state),
    next_at: at.nextAt,
  }));
  await tx
    .insertInto('send_limits')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({ state: sql`excluded.state`, next_at: sql`excluded.next_at` }),
    )
    .execute();
  return allowed;
}

interface SendLimitNow {
  readonly state: SendLimitState;
  readonly nextAt: string;
}
const FRESH: SendLimitNow = { state: [], nextAt: '' };

/** The limit after one more send; undefined when that has to wait. */
function sent(
  limits: readonly SendLimit[],
  { state, nextAt }: SendLimitNow,
  time: number,
): SendLimitNow | undefined {
  const after = updateSendLimit(limits, state, time);
  if (nextAt > instant(time) || !('state' in after)) return undefined;
  return { state: after.state, nextAt: instant(time + waitOf(limits, after.state, time)) };
}

/** Rounded up: a millisecond early would be refused. */
const instant = (time: number) => new Date(Math.ceil(time)).toISOString();

/** The current limits, locked until this transaction ends. */
async function lockSendLimits(
  tx: Transaction<Schema>,
  kind: DatabaseKind,
  sends: readonly Send[],
  now: string,
): Promise<Map<string, SendLimitNow>> {
  // One order for all, so that two processes never wait for each other.
  const keys = [
    ...new Set(
      sends.flatMap(({ chat, tenant }) => [sendLimitKey(chat), ...(tenant === undefined ? [] : [tenant])]),
    ),
  ].sort();
  if (kind === 'postgres') {
    const missing = keys.map((key) => ({ key, state: '[]', next_at: now }));
    await tx
      .insertInto('send_limits')
      .values(missing)
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute();
  }
  let found = tx.selectFrom('send_limits').selectAll().where('key', 'in', keys).orderBy('key');
  if (kind === 'postgres') found = found.forUpdate();
  const rows = await found.execute();
  return new Map(
    rows.map(({ key, state, next_at }) => [
      key,
      { state: readJsonAs(StateJson, state) ?? [], nextAt: next_at },
    ]),
  );
}
