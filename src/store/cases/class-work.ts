import { sql, type Transaction } from 'kysely';
import type { Case, CaseMessage, Change, Instant } from '../../cases/case.ts';
import type { BatchCaseRow, Schema } from '../schema.ts';
import { readTexts } from '../stored-json.ts';

/** The learners of a class change together: their card is shown once for all of them. */
const CARD_WAITS_MS = 1000;
/** As long as one press of the ESR Team takes to resolve a class. */
const NEWS_WAITS_MS = 2000;

/** Puts cases into their classes, and owes every class card that these are on. */
export async function enqueueClassCards(tx: Transaction<Schema>, changes: readonly Change[]): Promise<void> {
  for (const change of changes) if (change.batch !== undefined) await enter(tx, change);
  const cases = new Map(changes.map((change) => [change.case.reference, change.case]));
  const places = await tx
    .selectFrom('batch_cases')
    .select(['batch', 'reference'])
    .where('reference', 'in', [...cases.keys()])
    // One order for everybody, so that two changes never wait for each other.
    .orderBy('batch')
    .execute();
  for (const [batch, [place]] of Map.groupBy(places, (one) => one.batch)) {
    const it = cases.get(place?.reference ?? '');
    if (it !== undefined) await enqueueCard(tx, it, batch);
  }
}

async function enter(
  tx: Transaction<Schema>,
  { case: it, batch: place, events: [event] }: Change,
): Promise<void> {
  // Who had it already goes on with the card of that; the class is theirs all the same.
  const theirs = it.requesters.filter((one) => one.kind === 'trainer' && one.person.id === event?.by?.id);
  const by = it.requesters.find((one) => one.batch === place?.id) ?? theirs.at(-1);
  if (place === undefined || by === undefined) return;
  await tx
    .insertInto('batches')
    .values({
      id: place.id,
      trust: it.trust,
      conversation_id: by.chat,
      raised_by: JSON.stringify(by.person),
      version: 0,
      opened_at: it.changedAt,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const row: BatchCaseRow = { batch: place.id, reference: it.reference, position: place.position };
  await tx
    .insertInto('batch_cases')
    .values(row)
    .onConflict((conflict) => conflict.columns(['batch', 'reference']).doNothing())
    .execute();
}

/** Counting up also keeps two changes of one class apart until the first is done. */
async function enqueueCard(tx: Transaction<Schema>, it: Case, id: string): Promise<void> {
  const batch = await tx
    .updateTable('batches')
    .set({ version: sql<number>`version + 1` })
    .where('id', '=', id)
    .returning(['version', 'conversation_id'])
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('deliveries')
    .values({
      kind: 'card',
      name: 'class',
      batch: id,
      trust: it.trust,
      conversation_id: batch.conversation_id,
      key: `class:${id}`,
      wanted_version: batch.version,
      state: 'owed',
      due_at: after(it.changedAt, CARD_WAITS_MS),
      created_at: it.changedAt,
    })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        wanted_version: batch.version,
        state: 'owed',
        // What is being sent, or is due already, keeps its time: a busy class would never be shown otherwise.
        due_at: sql`coalesce(deliveries.due_at, excluded.due_at)`,
        attempts: 0,
      }),
    )
    .execute();
}

/** Whether a message is about a class as a whole, and waits for more of the same. */
export const isBatchNews = (message: CaseMessage): message is CaseMessage & { batch: string } =>
  message.message === 'resolved' && message.batch !== undefined;

/** One message for all learners of a class with the same outcome and note, as far as they come together. */
export async function enqueueClassNews(
  tx: Transaction<Schema>,
  it: Case,
  message: CaseMessage & { batch: string },
): Promise<void> {
  if (message.to === 'team') return;
  const { outcome = '', note = '' } = message.data ?? {};
  const mention = message.mention === undefined ? null : JSON.stringify(message.mention);
  const waiting = await tx
    .selectFrom('deliveries')
    .select(['id', 'payload', 'mention'])
    .where('batch', '=', message.batch)
    .where('name', '=', 'class-news')
    .where('state', '=', 'owed')
    .where('lease', 'is', null)
    .execute();
  const same = waiting.find((row) => {
    const payload = readTexts(row.payload) ?? {};
    return row.mention === mention && payload.outcome === outcome && (payload.note ?? '') === note;
  });
  if (same !== undefined) {
    const payload = readTexts(same.payload) ?? {};
    const references = `${payload.references},${it.reference}`;
    const result = await tx
      .updateTable('deliveries')
      .set({ payload: JSON.stringify({ ...payload, references }) })
      .where('id', '=', same.id)
      .where('lease', 'is', null)
      .executeTakeFirst();
    if (result.numUpdatedRows === 1n) return;
  }
  await tx
    .insertInto('deliveries')
    .values({
      kind: 'message',
      name: 'class-news',
      batch: message.batch,
      trust: it.trust,
      conversation_id: message.to.chat,
      mention,
      payload: JSON.stringify({ outcome, note, references: it.reference }),
      key: `class:${message.batch}:${it.reference}:${it.version}:${message.mention?.id ?? ''}`,
      state: 'owed',
      due_at: after(it.changedAt, NEWS_WAITS_MS),
      created_at: it.changedAt,
    })
    .execute();
}

const after = (instant: Instant, ms: number) => new Date(Date.parse(instant) + ms).toISOString();
