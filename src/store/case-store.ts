import { sql, type Transaction } from 'kysely';
import type { Case, Change, OwedMessage } from '../cases/case.ts';
import type { CaseStore } from '../cases/store.ts';
import type { TrustId } from '../guides/ids.ts';
import { fromRow, toRow } from './case-row.ts';
import type { Database } from './database.ts';
import { isUniqueViolation } from './errors.ts';
import type { Schema } from './schema.ts';

/** Cases in the database: case, history and what is owed to chats in one transaction. */
export class SqlCaseStore implements CaseStore {
  readonly #db: Database['db'];

  constructor(database: Database) {
    this.#db = database.db;
  }

  async find(reference: string): Promise<Case | undefined> {
    const row = await this.#db
      .selectFrom('cases')
      .selectAll()
      .where('reference', '=', reference)
      .executeTakeFirst();
    return row && fromRow(row);
  }

  async findActive(trust: TrustId, esrUsername: string): Promise<Case | undefined> {
    const row = await this.#db
      .selectFrom('cases')
      .selectAll()
      .where('trust', '=', trust)
      .where('esr_username', '=', esrUsername)
      .where('state', '<>', 'closed')
      .executeTakeFirst();
    return row && fromRow(row);
  }

  async findByKey(key: string): Promise<Case | undefined> {
    const row = await this.#db
      .selectFrom('cases')
      .selectAll('cases')
      .innerJoin('case_events', 'case_events.reference', 'cases.reference')
      .where('case_events.key', '=', key)
      .executeTakeFirst();
    return row && fromRow(row);
  }

  async save(change: Change): Promise<'saved' | 'conflict'> {
    try {
      return await this.#db.transaction().execute(async (tx) => {
        if (!(await saveCase(tx, change.case))) return 'conflict';
        await saveEvents(tx, change);
        await oweCards(tx, change.case);
        for (const message of change.messages) await oweMessage(tx, change.case, message);
        return 'saved';
      });
    } catch (error) {
      // The reference, the account or the event's key is already there: somebody was first.
      if (isUniqueViolation(error)) return 'conflict';
      throw error;
    }
  }
}

async function saveCase(tx: Transaction<Schema>, it: Case): Promise<boolean> {
  const row = toRow(it);
  if (it.version === 1) {
    await tx.insertInto('cases').values(row).execute();
    return true;
  }
  const result = await tx
    .updateTable('cases')
    .set(row)
    .where('reference', '=', it.reference)
    .where('version', '=', it.version - 1)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

async function saveEvents(tx: Transaction<Schema>, change: Change): Promise<void> {
  const rows = change.events.map((event) => ({
    reference: change.case.reference,
    version: change.case.version,
    type: event.type,
    at: event.at,
    by_id: event.by?.id ?? null,
    by_name: event.by?.name ?? null,
    key: event.key ?? null,
    data: event.data === undefined ? null : JSON.stringify(event.data),
  }));
  await tx.insertInto('case_events').values(rows).execute();
}

/** Every card of the case is to show this version; a card that a chat does not have yet is posted. */
async function oweCards(tx: Transaction<Schema>, it: Case): Promise<void> {
  const common = {
    kind: 'card' as const,
    reference: it.reference,
    trust: it.trust,
    wanted_version: it.version,
    state: 'owed' as const,
    due_at: it.changedAt,
    created_at: it.changedAt,
  };
  const chats = [...new Set(it.requesters.map((requester) => requester.chat))];
  const team = await linkedChat(tx, it.trust, 'esr-team');
  const cards = [
    { ...common, name: 'handoff', role: 'esr-team', conversation_id: team, key: `${it.reference}:handoff` },
    ...chats.map((chat) => ({
      ...common,
      name: 'status',
      role: null,
      conversation_id: chat,
      key: `${it.reference}:status:${chat}`,
    })),
  ];
  await tx
    .insertInto('deliveries')
    .values(cards)
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        wanted_version: it.version,
        state: 'owed',
        // A card that is being sent right now stays with its worker, who sees the newer version when done.
        due_at: sql`case when deliveries.lease is null then excluded.due_at else deliveries.due_at end`,
        attempts: 0,
      }),
    )
    .execute();
}

async function oweMessage(tx: Transaction<Schema>, it: Case, owed: OwedMessage): Promise<void> {
  const chat = owed.to === 'team' ? await linkedChat(tx, it.trust, 'esr-team') : owed.to.chat;
  const to = owed.to === 'team' ? 'team' : `${owed.to.chat}:${owed.mention?.id ?? ''}`;
  await tx
    .insertInto('deliveries')
    .values({
      kind: 'message',
      name: owed.message,
      reference: it.reference,
      trust: it.trust,
      role: owed.to === 'team' ? 'esr-team' : null,
      conversation_id: chat,
      mention: owed.mention === undefined ? null : JSON.stringify(owed.mention),
      payload: owed.data === undefined ? null : JSON.stringify(owed.data),
      key: `${it.reference}:${it.version}:${owed.message}:${to}`,
      state: 'owed',
      due_at: it.changedAt,
      created_at: it.changedAt,
    })
    .execute();
}

/** The chat that has this role for the Trust now; null while none is linked, and then the delivery waits for one. */
export async function linkedChat(
  tx: Transaction<Schema>,
  trust: string,
  role: string,
): Promise<string | null> {
  const row = await tx
    .selectFrom('linked_chats')
    .select('conversation_id')
    .where('trust', '=', trust)
    .where('role', '=', role)
    .where('unlinked_at', 'is', null)
    .executeTakeFirst();
  return row?.conversation_id ?? null;
}
