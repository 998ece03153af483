import { type Selectable, sql, type Transaction } from 'kysely';
import type { Case } from '../cases/case.ts';
import type { Subject } from '../privacy/subject.ts';
import { fromRow } from './case-row.ts';
import type { Database } from './database.ts';
import type { CaseEventRow, ChatRow, DeliveryRow, DialogStateRow, NoticeRow, Schema } from './schema.ts';

/** What is held that names a person, or is known to be theirs. */
export interface Held {
  /** Cases about them, with all that belongs to each. */
  readonly cases: readonly {
    readonly case: Case;
    readonly history: readonly Selectable<CaseEventRow>[];
    readonly owed: readonly Selectable<DeliveryRow>[];
  }[];
  /** Cases about others whose texts name them. */
  readonly namedIn: readonly Case[];
  readonly namedInHistory: readonly Selectable<CaseEventRow>[];
  readonly namedInMessages: readonly Selectable<DeliveryRow>[];
  readonly namedInNotices: readonly Selectable<NoticeRow>[];
  /** Their own 1:1 chats with the bot. */
  readonly chats: readonly ChatRow[];
  readonly conversations: readonly DialogStateRow[];
  /** Conversations of others, and learners being checked, that name them. */
  readonly namedInConversations: readonly DialogStateRow[];
}

/** Finds what is held about a person, on everything that a text may be in. */
export async function findHeld(db: Database['db'] | Transaction<Schema>, subject: Subject): Promise<Held> {
  const named = (await whereNamed(db, 'cases', 'body', subject)).map(fromRow).filter(subject.isIn);
  const theirs = named.filter((it) => isAbout(it, subject));
  const people = [...new Set(theirs.flatMap(requesterOf))];
  const raised = (await raisedBy(db, people)).filter((it) => requesterOf(it).length > 0);
  const about = [...new Map([...theirs, ...raised].map((it) => [it.reference, it])).values()];
  const references = about.map((it) => it.reference);

  const own = people.length === 0 ? [] : await chatsOf(db, people);
  const talks = own.map((chat) => `talk/${chat.conversation_id}`);
  const conversations = talks.length === 0 ? [] : await statesOf(db, talks);
  const inBody = ({ body }: { body: string }) => subject.isIn(JSON.parse(body));
  const others = (one: { reference: string | null }) =>
    one.reference === null || !references.includes(one.reference);
  return {
    cases: await Promise.all(
      about.map(async (it) => ({
        case: it,
        history: await ofCase(db, 'case_events', it.reference),
        owed: await ofCase(db, 'deliveries', it.reference),
      })),
    ),
    namedIn: named.filter((it) => !references.includes(it.reference)),
    namedInHistory: (await whereNamed(db, 'case_events', 'data', subject)).filter(
      (row) => others(row) && subject.isIn(JSON.parse(row.data ?? '{}')),
    ),
    namedInMessages: (await whereNamed(db, 'deliveries', 'payload', subject)).filter(
      (row) => others(row) && subject.isIn(JSON.parse(row.payload ?? '{}')),
    ),
    namedInNotices: (await whereNamed(db, 'notices', 'text', subject)).filter(({ text }) =>
      subject.isIn(text),
    ),
    chats: own,
    conversations,
    namedInConversations: (await whereNamed(db, 'dialog_state', 'body', subject)).filter(
      (row) => !talks.includes(row.key) && inBody(row),
    ),
  };
}

const isAbout = ({ details }: Case, subject: Subject) =>
  subject.is(details.esrUsername) || subject.is(details.correctEmail);

/** Who raised a case for themselves: alone, from their own chat, and about nobody else. */
function requesterOf({ requesters, details }: Case): string[] {
  const [only, ...more] = requesters;
  const forThemselves = only.kind === 'staff' && more.length === 0 && details.name === undefined;
  return forThemselves && only.person.id !== '' ? [only.person.id] : [];
}

type Db = Parameters<typeof findHeld>[0];

/** A first, wide look: what comes back is checked word by word. */
function whereNamed<T extends 'cases' | 'case_events' | 'deliveries' | 'notices' | 'dialog_state'>(
  db: Db,
  table: T,
  column: string,
  subject: Subject,
) {
  const pattern = `%${subject.asked.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  return db
    .selectFrom(table as 'cases')
    .selectAll()
    .where(sql<boolean>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`)
    .execute() as unknown as Promise<Selectable<Schema[T]>[]>;
}

async function raisedBy(db: Db, people: readonly string[]): Promise<Case[]> {
  const found: Case[] = [];
  for (const id of people) {
    const pattern = `%${JSON.stringify(id).replace(/[\\%_]/g, '\\$&')}%`;
    const rows = await db
      .selectFrom('cases')
      .selectAll()
      .where(sql<boolean>`body like ${pattern} escape '\\'`)
      .execute();
    found.push(...rows.map(fromRow).filter((it) => requesterOf(it).includes(id)));
  }
  return found;
}

const chatsOf = (db: Db, people: readonly string[]) =>
  db
    .selectFrom('chats')
    .selectAll()
    .where('kind', '=', 'personal')
    .where('person_id', 'in', people)
    .execute();

const statesOf = (db: Db, keys: readonly string[]) =>
  db.selectFrom('dialog_state').selectAll().where('key', 'in', keys).execute();

const ofCase = <T extends 'case_events' | 'deliveries'>(db: Db, table: T, reference: string) =>
  db
    .selectFrom(table as 'deliveries')
    .selectAll()
    .where('reference', '=', reference)
    .orderBy('id')
    .execute() as unknown as Promise<Selectable<Schema[T]>[]>;
