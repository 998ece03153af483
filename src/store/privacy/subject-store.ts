import { type Selectable, sql } from 'kysely';
import type { Case } from '../../cases/case.ts';
import { isSignedBy } from '../../cases/signed-words.ts';
import type { Subject } from '../../privacy/subject.ts';
import { fromRow } from '../cases/case-row.ts';
import type { Database } from '../database.ts';
import { rowsOfEighth } from '../reports/unplaced-store.ts';
import type {
  CaseEventRow,
  ChatRow,
  ClassRow,
  DialogStateRow,
  IncidentRow,
  LinkedChatRow,
  NoticeRow,
  OutboxRow,
  PlannedNoticeRow,
  ProblemReportRow,
  Schema,
} from '../schema.ts';
import { readJson } from '../stored-json.ts';
import { claimantsOf, SeveralPeopleError } from './one-person.ts';
import { whereNamed } from './where-named.ts';

type Db = Database['db'];

/** Stored data that names a person, or is known to be theirs. */
export interface Held {
  /** Cases about them, with all that belongs to each. */
  readonly cases: readonly {
    readonly case: Case;
    readonly history: readonly Selectable<CaseEventRow>[];
    readonly outbox: readonly Selectable<OutboxRow>[];
    /** Pictures that Teams does not have yet, in base64. */
    readonly pictures: readonly Selectable<Schema['pictures']>[];
  }[];
  /** Cases about others whose texts name them. */
  readonly namedIn: readonly Case[];
  readonly namedInHistory: readonly Selectable<CaseEventRow>[];
  readonly namedInMessages: readonly Selectable<OutboxRow>[];
  readonly namedInNotices: readonly Selectable<NoticeRow>[];
  readonly namedInPlanned: readonly Selectable<PlannedNoticeRow>[];
  readonly namedInIncidents: readonly Selectable<IncidentRow>[];
  /** Problems they reported in the last day. */
  readonly reports: readonly ProblemReportRow[];
  /** Days of messages that found no problem and may be theirs: they came from somebody in the same eighth of all people. */
  readonly wordings: readonly { readonly person: string; readonly trust: string; readonly day: string }[];
  /** Their own 1:1 chats with the bot. */
  readonly chats: readonly ChatRow[];
  readonly conversations: readonly DialogStateRow[];
  /** Conversations of others, and learners being checked, that name them. */
  readonly namedInConversations: readonly DialogStateRow[];
  /** Classes they raised for others, and chats they linked. */
  readonly classes: readonly Selectable<ClassRow>[];
  readonly links: readonly Selectable<LinkedChatRow>[];
}

/**
 * Finds the data held about a person, in every column with text; with `cases`, in these and data known to be of those who
 * raised them. Throws SeveralPeopleError if a username or an address leads to several people.
 */
export async function findHeld(db: Db, asked: Subject, cases: readonly string[] = []): Promise<Held> {
  const subject = await withNames(db, asked);
  const namedRows = [
    ...(await whereNamed(db, 'cases', 'body', subject)),
    ...(await whereNamed(db, 'cases', 'reports', subject)),
    // Beside a damaged text.
    ...(await whereNamed(db, 'cases', 'esr_username', subject)),
    ...(await whereNamed(db, 'cases', 'claimed_by', subject)),
  ];
  const rows = [...new Map(namedRows.map((row) => [row.reference, row])).values()];
  const named = rows.flatMap((row) => {
    const it = fromRow(row);
    const isNamed =
      subject.isIn([json(row.body), json(row.reports), row.esr_username, row.claimed_by]) ||
      [it.details, ...it.requesters.map(({ given }) => given?.details)].some((details) =>
        isSignedBy(details?.words, subject.names),
      );
    return isNamed ? [it] : [];
  });
  const isMeant = ({ reference }: Case) => cases.length === 0 || cases.includes(reference);
  const theirs = named.filter((it) => isAbout(it, subject) && isMeant(it));
  const claimants = asked.isEntraId || cases.length > 0 ? [] : claimantsOf(theirs);
  if (claimants.length > 1) throw new SeveralPeopleError(asked.asked, claimants);
  const people = asked.isEntraId ? [asked.asked] : [...new Set(theirs.flatMap(requesterOf))];
  const raised = await raisedBy(db, people);
  const about = [...new Map([...theirs, ...raised].map((it) => [it.reference, it])).values()];
  const references = about.map((it) => it.reference);

  const own = people.length === 0 ? [] : await chatsOf(db, people);
  const states = own.map((chat) => `talk/${chat.conversation_id}`);
  const conversations = states.length === 0 ? [] : await statesOf(db, states);
  // The same username elsewhere may be another person's.
  const isNarrow = cases.length > 0;
  const others = (one: { reference: string | null }) =>
    !isNarrow && (one.reference === null || !references.includes(one.reference));
  const history = [
    ...(await whereNamed(db, 'case_events', 'data', subject)),
    ...(await whereNamed(db, 'case_events', 'by_id', subject)),
  ];
  const messages = [
    ...(await whereNamed(db, 'outbox', 'payload', subject)),
    ...(await whereNamed(db, 'outbox', 'mention', subject)),
    ...(await whereNamed(db, 'outbox', 'key', subject)),
  ];
  const notices = [
    ...(await whereNamed(db, 'notices', 'text', subject)),
    ...(await whereNamed(db, 'notices', 'set_by', subject)),
  ];
  return {
    cases: await Promise.all(
      about.map(async (it) => ({
        case: it,
        history: await ofCase(db, 'case_events', it.reference),
        outbox: await ofCase(db, 'outbox', it.reference),
        timers: await ofCase(db, 'timers', it.reference),
        pictures: await picturesOf(db, it.reference),
      })),
    ),
    namedIn: named.filter(others),
    namedInHistory: onceEach(history).filter(
      (row) => others(row) && (subject.is(row.by_id) || subject.isIn(json(row.data))),
    ),
    namedInMessages: onceEach(messages).filter(
      (row) => others(row) && subject.isIn([json(row.payload), json(row.mention), row.key]),
    ),
    namedInNotices: onceEach(notices).filter((row) => !isNarrow && subject.isIn([row.text, setBy(row)])),
    namedInPlanned: onceEach([
      ...(await whereNamed(db, 'planned_notices', 'text', subject)),
      ...(await whereNamed(db, 'planned_notices', 'set_by', subject)),
    ]).filter((row) => !isNarrow && subject.isIn([row.text, setBy(row)])),
    namedInIncidents: (await whereNamed(db, 'incidents', 'ended_by', subject)).filter(
      (row) => !isNarrow && subject.isIn(endedBy(row)),
    ),
    reports:
      own.length === 0
        ? []
        : await reportsOf(
            db,
            own.map((chat) => chat.conversation_id),
          ),
    wordings: (await Promise.all(people.map((person) => countedWith(db, person)))).flat(),
    chats: own,
    conversations,
    namedInConversations: (await whereNamed(db, 'dialog_state', 'body', subject)).filter(
      (row) => !isNarrow && !states.includes(row.key) && subject.isIn(json(row.body)),
    ),
    classes: (await whereNamed(db, 'classes', 'raised_by', subject)).filter((row) =>
      subject.isIn(json(row.raised_by)),
    ),
    links: (await whereNamed(db, 'linked_chats', 'linked_by', subject)).filter((row) =>
      subject.is(row.linked_by),
    ),
  };
}

/** A person as stored in columns: the id tells them from others with the same name. */
export const setBy = (row: { set_by: string; set_by_id: string | null }) => ({
  id: row.set_by_id,
  name: row.set_by,
});
export const endedBy = (row: { ended_by: string | null; ended_by_id: string | null }) => ({
  id: row.ended_by_id,
  name: row.ended_by,
});

/** Text that is not JSON is searched as it is. */
const json = (text: string | null): unknown => readJson(text) ?? text ?? undefined;

const onceEach = <T extends { id: number }>(rows: readonly T[]): T[] => [
  ...new Map(rows.map((row) => [row.id, row])).values(),
];

/** The person, with the names that are stored beside their Entra object id. */
export async function withNames(db: Db, person: Subject): Promise<Subject> {
  return person.isEntraId ? person.alsoKnownAs(await namesOf(db, person)) : person;
}

async function namesOf(db: Db, person: Subject): Promise<string[]> {
  const events = await whereNamed(db, 'case_events', 'by_id', person);
  const beside = [
    ...(await whereNamed(db, 'cases', 'body', person)).map(({ body }) => body),
    ...(await whereNamed(db, 'cases', 'reports', person)).map(({ reports }) => reports),
    ...(await whereNamed(db, 'classes', 'raised_by', person)).map((row) => row.raised_by),
    ...(await whereNamed(db, 'outbox', 'mention', person)).map(({ mention }) => mention),
  ];
  const officers = [
    ...(await whereNamed(db, 'notices', 'set_by_id', person)).map(setBy),
    ...(await whereNamed(db, 'planned_notices', 'set_by_id', person)).map(setBy),
    ...(await whereNamed(db, 'incidents', 'ended_by_id', person)).map(endedBy),
  ];
  const named = (value: unknown): string[] => {
    if (typeof value !== 'object' || value === null) return [];
    const { id, name } = value as { id?: unknown; name?: unknown };
    const own = person.is(id) && typeof name === 'string' ? [name] : [];
    return [...own, ...Object.values(value).flatMap(named)];
  };
  const names = [
    ...events.map((row) => row.by_name ?? ''),
    ...[...beside.map(json), ...officers].flatMap(named),
  ];
  return [...new Set(names)].filter((name) => name !== '');
}

const isAbout = ({ details }: Case, subject: Subject) =>
  subject.is(details.esrUsername) || subject.is(details.correctEmail);

/** Who raised a case for themselves: alone, from their own chat, and about no one else. */
function requesterOf({ requesters, details }: Case): string[] {
  const [only, ...more] = requesters;
  const forThemselves = only.kind === 'staff' && more.length === 0 && details.name === undefined;
  return forThemselves && only.person.id !== '' ? [only.person.id] : [];
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
    found.push(...rows.map((row) => fromRow(row)).filter((it) => requesterOf(it).includes(id)));
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

const reportsOf = (db: Db, chats: readonly string[]) =>
  db.selectFrom('problem_reports').selectAll().where('conversation_id', 'in', chats).execute();

const countedWith = async (db: Db, person: string) =>
  (await rowsOfEighth(db, person)).map(({ trust, day }) => ({ person, trust, day }));

const statesOf = (db: Db, keys: readonly string[]) =>
  db.selectFrom('dialog_state').selectAll().where('key', 'in', keys).execute();

const picturesOf = (db: Db, reference: string) =>
  db
    .selectFrom('pictures')
    .innerJoin('outbox', 'outbox.id', 'pictures.message_id')
    .selectAll('pictures')
    .where('outbox.reference', '=', reference)
    .execute();

const ofCase = <T extends 'case_events' | 'outbox' | 'timers'>(db: Db, table: T, reference: string) =>
  db
    .selectFrom(table as 'outbox')
    .selectAll()
    .where('reference', '=', reference)
    .orderBy('id')
    .execute() as unknown as Promise<Selectable<Schema[T]>[]>;
