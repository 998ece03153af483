import type { Transaction } from 'kysely';
import type { Case, CaseDetails } from '../../cases/case.ts';
import { withoutReports } from '../../cases/joining.ts';
import { unsigned } from '../../cases/signed-words.ts';
import { type Subject, subjectOf } from '../../privacy/subject.ts';
import { fromRow, toRow } from '../cases/case-row.ts';
import { saveSearch } from '../cases/case-search.ts';
import type { Database } from '../database.ts';
import { REPLY } from '../outbox/waiting-replies.ts';
import { PICTURE, withdrawPictures } from '../outbox/withdraw-pictures.ts';
import { forgetEighths } from '../reports/unplaced-store.ts';
import type { Schema } from '../schema.ts';
import { isRecord, readJson } from '../stored-json.ts';
import { IDENTIFYING, isEntryNaming, PERSONAL } from './entries.ts';
import { purgeCase } from './purge-case.ts';
import { redrawCards, redrawClasses, redrawIncidents } from './redraw-cards.ts';
import { endedBy, findHeld, type Held, setBy, withNames } from './subject-store.ts';

/** How much was erased; the references are for finding the messages that Teams still shows. */
export interface Erased {
  readonly cases: readonly string[];
  /** The service desk's tickets of these cases, and of those that name the person: the desk erases them by these. */
  readonly tickets: readonly string[];
  readonly mentions: number;
  readonly conversations: number;
  readonly addresses: number;
  /** Messages of these cases that Teams holds. */
  readonly shownInTeams: number;
}

/** One of the cases was changed concurrently. */
export class EraseConflictError extends Error {
  readonly code = 'ERASE_CONFLICT';
  constructor() {
    super('One of the cases was being worked at that moment. Nothing was erased; write the command again.');
  }
}

/**
 * Erases the data held about a person, all or nothing. A case that was still open is closed as withdrawn; the name is removed
 * from texts of others. With `cases`, only these, and data known to be of those who raised them. Throws EraseConflictError,
 * SeveralPeopleError.
 */
export function erase(
  database: Database,
  asked: Subject,
  now: string,
  cases: readonly string[] = [],
): Promise<Erased> {
  return database.db.transaction().execute(async (tx) => {
    const subject = await withNames(tx, asked);
    const held = await findHeld(tx, asked, cases);
    const beside = await besideThem(tx, held);
    for (const { case: it } of held.cases) await eraseCase(tx, it, now);
    let redrawn = 0;
    for (const it of [...held.namedIn, ...beside]) {
      const version = it.version + 1;
      // Where cases were selected, the same username in any other case belongs to another person.
      const redacted =
        cases.length > 0
          ? it
          : subject.redactFrom(unsignedBy(withoutTheirs(givenBack(it, subject), subject), subject));
      const left = { ...redacted, version };
      await expectOne(
        tx
          .updateTable('cases')
          .set(toRow(left))
          .where('reference', '=', it.reference)
          .where('version', '=', it.version),
      );
      await saveSearch(tx, left);
      redrawn += await redrawCards(tx, ['reference', it.reference], version, now);
    }
    await eraseMentions(tx, held, subject, now);
    redrawn += await redrawClasses(tx, held, beside, now);
    redrawn += await redrawIncidents(tx, held, now);
    for (const person of new Set(held.wordings.map((it) => it.person))) await forgetEighths(tx, person);
    const addresses = await eraseChats(tx, held);
    return {
      cases: held.cases.map(({ case: it }) => it.reference),
      tickets: [...held.cases.map(({ case: it }) => it), ...held.namedIn].flatMap(
        ({ ticket }) => ticket?.number ?? [],
      ),
      mentions: mentionsIn(held),
      conversations: held.conversations.length,
      addresses,
      shownInTeams:
        redrawn + held.cases.flatMap(({ outbox }) => outbox.filter((row) => row.activity_id !== null)).length,
    };
  });
}

/** Cases of others with an erased case's username: their cards mention it. */
async function besideThem(tx: Transaction<Schema>, { cases, namedIn }: Held): Promise<readonly Case[]> {
  const usernames = cases.flatMap(({ case: it }) => it.details.esrUsername ?? []);
  if (usernames.length === 0) return [];
  const known = new Set([...cases.map(({ case: it }) => it), ...namedIn].map((it) => it.reference));
  const rows = await tx
    .selectFrom('cases')
    .selectAll()
    .where('esr_username', 'in', usernames)
    .where('trust', 'in', [...new Set(cases.map(({ case: it }) => it.trust))])
    .where('state', '<>', 'closed')
    .execute();
  return rows.filter((row) => !known.has(row.reference)).map((row) => fromRow(row));
}

/** Unassigns a case claimed by this person, so that a colleague can claim it. */
function givenBack(it: Case, subject: Subject): Case {
  if (it.state === 'closed' || !subject.is(it.claim?.by.id)) return it;
  return { ...it, claim: undefined, state: it.state === 'claimed' ? 'open' : it.state };
}

/** A case shared with others, without this person's own reports. */
function withoutTheirs(it: Case, subject: Subject): Case {
  const theirs = it.requesters.filter((one) => one.kind === 'staff' && subject.is(one.person.id));
  return theirs.length === 0 ? it : { ...it, ...withoutReports(it, theirs) };
}

/** Its words, and those of each report, without the name that the bot put before theirs. */
function unsignedBy(it: Case, { names }: Subject): Case {
  const without = (details: CaseDetails) => ({ ...details, words: unsigned(details.words, names) });
  const [first, ...others] = it.requesters.map(({ given, ...one }) => ({
    ...one,
    ...(given && { given: { ...given, details: without(given.details) } }),
  }));
  return { ...it, details: without(it.details), ...(first && { requesters: [first, ...others] }) };
}

const mentionsIn = (held: Held) =>
  held.namedIn.length +
  held.namedInHistory.length +
  held.namedInMessages.length +
  held.namedInNotices.length +
  held.namedInPlanned.length +
  held.namedInIncidents.length +
  held.namedInConversations.length +
  held.classes.length +
  held.links.length;

async function eraseCase(tx: Transaction<Schema>, it: Case, now: string): Promise<void> {
  const { reference, version } = it;
  // The version increases, so that a concurrent change to the case does not write it back.
  const next = { version: version + 1 };
  const closing =
    it.state === 'closed' ? next : ({ ...next, state: 'closed', closedAs: 'withdrawn' } as const);
  const row = await tx.selectFrom('cases').selectAll().where('reference', '=', reference).executeTakeFirst();
  if (row?.version !== version || !(await purgeCase(tx, row, now, closing))) throw new EraseConflictError();
}

async function eraseMentions(
  tx: Transaction<Schema>,
  held: Held,
  subject: Subject,
  now: string,
): Promise<void> {
  const out = (json: string | null) =>
    json === null ? null : JSON.stringify(subject.redactFrom(readJson(json) ?? {}));
  for (const { id, data, by_id } of held.namedInHistory) {
    await tx
      .updateTable('case_events')
      .set({ data: out(data), ...(subject.is(by_id) && { by_id: null, by_name: null }) })
      .where('id', '=', id)
      .execute();
  }
  for (const { id, name, key, payload, mention } of held.namedInMessages) {
    // A reply is a finished message: nothing can be taken out of it.
    if (name === REPLY) {
      await tx.deleteFrom('outbox').where('id', '=', id).execute();
      continue;
    }
    if (name === PICTURE) {
      await withdrawPictures(tx, { id }, now, true);
      continue;
    }
    // A message to an erased person goes to the whole chat.
    const left = subject.isIn(readJson(mention) ?? mention) ? null : mention;
    await tx
      .updateTable('outbox')
      .set({ payload: out(payload), mention: left, key: keyWithout(key, id, subject) })
      .where('id', '=', id)
      .execute();
  }
  const notice = (row: (typeof held.namedInNotices | typeof held.namedInPlanned)[number]) => {
    const { id, name } = subject.redactFrom(setBy(row));
    return { text: subject.redactFrom(row.text), set_by: name, set_by_id: id || null };
  };
  for (const row of held.namedInNotices) {
    await tx.updateTable('notices').set(notice(row)).where('id', '=', row.id).execute();
  }
  for (const row of held.namedInPlanned) {
    await tx.updateTable('planned_notices').set(notice(row)).where('id', '=', row.id).execute();
  }
  for (const row of held.namedInIncidents) {
    const { id, name } = subject.redactFrom(endedBy(row));
    const set = { ended_by: name, ended_by_id: id || null };
    await tx.updateTable('incidents').set(set).where('id', '=', row.id).execute();
  }
  for (const { id, raised_by } of held.classes) {
    await tx
      .updateTable('classes')
      .set({ raised_by: out(raised_by) ?? '' })
      .where('id', '=', id)
      .execute();
  }
  for (const { id } of held.links) {
    await tx.updateTable('linked_chats').set({ linked_by: '' }).where('id', '=', id).execute();
  }
  for (const { key, body, etag } of held.namedInConversations) {
    await expectOne(
      tx
        .updateTable('dialog_state')
        .set({ body: JSON.stringify(withoutRows(readJson(body), subject)), etag: etag + 1 })
        .where('key', '=', key)
        .where('etag', '=', etag),
    );
  }
}

/** A message's key may say whom it is for, and no two are the same. */
const keyWithout = (key: string, id: number, subject: Subject) =>
  subject.isIn(key) ? `${subject.redactFrom(key)}${id}` : key;

/**
 * Removes the whole row of a learner being checked: it has their name beside the address. Removes each entry of theirs, and its
 * username and numbers elsewhere in that conversation.
 */
function withoutRows(state: unknown, subject: Subject): object {
  if (!isRecord(state)) return {};
  const { rows } = state;
  const isTheirs = (row: unknown) => subject.isIn(row);
  const gone = Array.isArray(rows) ? rows.filter(isTheirs) : [];
  // Words added for all of them may be about this one.
  const without = { rows: Array.isArray(rows) ? rows.filter((row) => !isTheirs(row)) : rows, words: '' };
  const left = gone.length === 0 ? state : { ...state, ...without };
  const entries = [...gone.filter(isRecord), ...entriesNaming(left, subject)];
  const beside = entries.flatMap((entry) => IDENTIFYING.flatMap((key) => subjectIn(entry[key])));
  return [subject, ...beside].reduce<object>(
    (value, one) => one.redactFrom(value),
    withoutEntries(left, subject) as object,
  );
}

const subjectIn = (text: unknown) => (typeof text === 'string' ? (subjectOf(text) ?? []) : []);

function entriesNaming(value: unknown, subject: Subject): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap((one) => entriesNaming(one, subject));
  if (!isRecord(value)) return [];
  const own = isEntryNaming(value, subject) ? [value] : [];
  return [...own, ...Object.values(value).flatMap((one) => entriesNaming(one, subject))];
}

function withoutEntries(value: unknown, subject: Subject): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutEntries(one, subject));
  if (!isRecord(value)) return value;
  const gone = isEntryNaming(value, subject) ? PERSONAL : [];
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) =>
      gone.includes(key) ? [] : [[key, withoutEntries(one, subject)]],
    ),
  );
}

/** The chat's own address stays: it is from Teams, and nothing could be sent there without it. */
async function eraseChats(tx: Transaction<Schema>, held: Held): Promise<number> {
  const chats = held.chats.map((chat) => chat.conversation_id);
  if (chats.length === 0) return 0;
  const keys = held.conversations.map((row) => row.key);
  if (keys.length > 0) await tx.deleteFrom('dialog_state').where('key', 'in', keys).execute();
  await tx.deleteFrom('notice_listeners').where('conversation_id', 'in', chats).execute();
  await tx.deleteFrom('problem_reports').where('conversation_id', 'in', chats).execute();
  await tx.deleteFrom('outbox').where('conversation_id', 'in', chats).execute();
  await tx.updateTable('chats').set({ person_id: null }).where('conversation_id', 'in', chats).execute();
  return chats.length;
}

async function expectOne(query: { executeTakeFirst(): Promise<{ numUpdatedRows: bigint }> }): Promise<void> {
  if ((await query.executeTakeFirst()).numUpdatedRows !== 1n) throw new EraseConflictError();
}
