import { type Selectable, sql, type Transaction } from 'kysely';
import { type IsoInstant, shift } from '../../time/clock.ts';
import { linkedChat } from '../chats/linked-chat.ts';
import type { IncidentRow, Schema } from '../schema.ts';

/** Reports within this time are shown by one change of the card. */
const GATHER_MINUTES = 1;

export const incidentCardKey = (id: number): string => `incident:${id}`;

/** Enqueues an incident's card for its team's chat, or brings it up to date. In a chat linked since then it is posted anew. */
export async function bringIncidentCard(
  tx: Transaction<Schema>,
  { id, trust, version }: Pick<Selectable<IncidentRow>, 'id' | 'trust' | 'version'>,
  now: IsoInstant,
  when: 'now' | 'gathered' = 'now',
): Promise<void> {
  const chat = await linkedChat(tx, trust, 'esr-team');
  const key = incidentCardKey(id);
  const run_at = when === 'now' ? now : shift(now, { minutes: GATHER_MINUTES });
  const known = await tx
    .updateTable('outbox')
    .set({
      wanted_version: version,
      state: 'pending',
      conversation_id: chat,
      activity_id: sql`case when conversation_id = ${chat} then activity_id end`,
      run_at: sql`case when lock_token is null and (run_at is null or run_at > ${run_at}) then ${run_at} else run_at end`,
      attempts: 0,
    })
    .where('key', '=', key)
    .executeTakeFirst();
  if (known.numUpdatedRows > 0n) return;
  await tx
    .insertInto('outbox')
    .values({
      kind: 'card',
      name: 'incident',
      trust,
      role: 'esr-team',
      conversation_id: chat,
      payload: JSON.stringify({ incident: String(id) }),
      key,
      wanted_version: version,
      state: 'pending',
      run_at: now,
      created_at: now,
    })
    .execute();
}

/** The notice has changed: redraws the cards of open incidents that show it. `notice_id: null`: they show it no longer. */
export async function redrawIncidentsOf(
  tx: Transaction<Schema>,
  noticeId: number,
  now: IsoInstant,
  set: { readonly notice_id?: null } = {},
): Promise<void> {
  const rows = await tx
    .updateTable('incidents')
    .set((row) => ({ ...set, version: row('version', '+', 1) }))
    .where('notice_id', '=', noticeId)
    .where('ended_at', 'is', null)
    .returningAll()
    .execute();
  for (const row of rows) await bringIncidentCard(tx, row, now);
}
