import { type Selectable, sql } from 'kysely';
import type { Subject } from '../../privacy/subject.ts';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';

/** The columns that may hold typed text, or who a person is. */
interface Searched {
  cases: 'body' | 'reports' | 'esr_username' | 'claimed_by';
  case_events: 'data' | 'by_id';
  outbox: 'payload' | 'mention' | 'key';
  notices: 'text' | 'set_by' | 'set_by_id';
  planned_notices: 'text' | 'set_by' | 'set_by_id';
  incidents: 'ended_by' | 'ended_by_id';
  dialog_state: 'body';
  classes: 'raised_by';
  linked_chats: 'linked_by';
}

/** A first, wide search for a person: results must be checked word by word. */
export function whereNamed<T extends keyof Searched>(
  db: Database['db'],
  table: T,
  column: Searched[T],
  { asked, names }: Subject,
): Promise<Selectable<Schema[T]>[]> {
  const within = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const here = sql.ref(column);
  const looks = [
    sql<boolean>`lower(${here}) like ${within(asked.toLowerCase())} escape '\\'`,
    // As encoded in JSON, and as it is.
    ...names
      .flatMap((name) => [name, JSON.stringify(name).slice(1, -1)])
      .map((name) => sql<boolean>`${here} like ${within(name)} escape '\\'`),
  ];
  return db
    .selectFrom(table as 'cases')
    .selectAll()
    .where((named) => named.or(looks))
    .execute() as unknown as Promise<Selectable<Schema[T]>[]>;
}
