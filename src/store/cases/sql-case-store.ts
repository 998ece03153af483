import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { Case, CaseEvent, CaseMessage, Change } from '../../cases/case.ts';
import type { CaseStore } from '../../cases/case-store.ts';
import { linkedChat } from '../chats/linked-chat.ts';
import type { Database } from '../database.ts';
import { isUniqueViolation } from '../errors.ts';
import { forgetSolved } from '../incidents/report-counts.ts';
import { asJson, setTimer } from '../outbox/enqueue.ts';
import { readdress, redrawAnswered } from '../outbox/redraw.ts';
import { followTeam, HANDOFF, handoffKey, TEAM_MOVED } from '../outbox/team-cards.ts';
import { withdrawPicturesOf } from '../outbox/withdraw-pictures.ts';
import { withdrawUnseen } from '../outbox/withdraw-unseen.ts';
import { lockAccount, lockLinks } from '../postgres/locks.ts';
import type { Schema } from '../schema.ts';
import { enqueueDeskEvent } from '../service-desk/enqueue-event.ts';
import { fromRow, toRow } from './case-row.ts';
import { saveSearch } from './case-search.ts';
import { enqueueClassCards, enqueueClassNews, isClassNews, isOnClassCard } from './class-work.ts';

/** Cases in the database: case, history and outbox in one transaction. */
export class SqlCaseStore implements CaseStore {
  readonly #db: Database['db'];
  readonly #kind: Database['kind'];
  readonly #warnings: Database['warnings'];
  readonly #desks: ReadonlySet<string>;

  /** `desks`: the Trusts whose service desk is told of changes. */
  constructor(database: Database, desks: ReadonlySet<string> = new Set()) {
    this.#desks = desks;
    this.#db = database.db;
    this.#kind = database.kind;
    this.#warnings = database.warnings;
  }

  async find(reference: string): Promise<Case | undefined> {
    const row = await this.#db
      .selectFrom('cases')
      .selectAll()
      .where('reference', '=', reference)
      .executeTakeFirst();
    return row && fromRow(row, this.#warnings);
  }

  async findActive(trust: string, esrUsername: string): Promise<readonly Case[]> {
    const rows = await this.#db
      .selectFrom('cases')
      .selectAll()
      .where('trust', '=', trust)
      .where('esr_username', '=', esrUsername)
      .where('state', '<>', 'closed')
      .orderBy('opened_at')
      .orderBy('reference')
      .execute();
    return rows.map((row) => fromRow(row, this.#warnings));
  }

  async findByKey(key: string): Promise<Case | undefined> {
    const row = await this.#db
      .selectFrom('cases')
      .selectAll('cases')
      .innerJoin('case_events', 'case_events.reference', 'cases.reference')
      .where('case_events.key', '=', key)
      .executeTakeFirst();
    return row && fromRow(row, this.#warnings);
  }

  async dataOfKey(key: string): Promise<CaseEvent['data']> {
    const row = await this.#db
      .selectFrom('case_events')
      .select('data')
      .where('key', '=', key)
      .executeTakeFirst();
    return row?.data == null ? undefined : EventData.parse(JSON.parse(row.data));
  }

  async save(...asked: readonly Change[]): Promise<'saved' | 'conflict'> {
    const changes = asked.flatMap((change) => [change, ...(change.beside ?? [])]);
    try {
      return await this.#db.transaction().execute(async (tx): Promise<'saved'> => {
        await lockTogether(tx, this.#kind, asked, changes);
        for (const { case: it } of changes) if (!(await saveCase(tx, it))) throw new Overtaken();
        for (const { case: it, among } of asked)
          if (among !== undefined && !(await isAmong(tx, it, among))) throw new Overtaken();
        await lockLinks(tx, this.#kind, 'saving');
        const unseen = new Set<Case>();
        for (const one of changes) {
          await saveEvents(tx, one);
          await saveSearch(tx, one.case);
          const isOnClass = await isOnClassCard(tx, one);
          if (await withdrawUnseen(tx, one.case, isOnClass)) unseen.add(one.case);
          await enqueueCards(tx, one.case, isOnClass || unseen.has(one.case));
          if (this.#desks.has(one.case.trust)) await enqueueDeskEvent(tx, one);
          await redrawAnswered(tx, one);
          await readdress(tx, one);
          await forgetSolved(tx, one);
          await withdrawPicturesOf(tx, one.case);
        }
        // The classes' rows keep two changes of one class apart: only then are messages that wait already read.
        await enqueueClassCards(tx, changes);
        for (const { case: it, messages } of changes) {
          for (const message of messages) {
            if (message.to === 'team' && unseen.has(it)) continue;
            if (isClassNews(message)) await enqueueClassNews(tx, it, message);
            else await enqueueCaseMessage(tx, it, message);
          }
        }
        for (const { case: it, timers = [] } of asked)
          for (const timer of timers) await setTimer(tx, timer, it.changedAt);
        return 'saved';
      });
    } catch (error) {
      // The reference or the event's key is already there: another change was first.
      if (error instanceof Overtaken || isUniqueViolation(error)) return 'conflict';
      throw error;
    }
  }
}

const EventData = z.record(z.string(), z.string());

/** Another change was first: rolls the transaction back. */
class Overtaken extends Error {}

/** Locks the accounts and cases of these changes, always in one order, so that two transactions never wait for each other. */
async function lockTogether(
  tx: Transaction<Schema>,
  kind: Database['kind'],
  asked: readonly Change[],
  changes: readonly Change[],
): Promise<void> {
  if (kind !== 'postgres') return;
  const among = asked.filter((one) => one.among !== undefined || (one.beside ?? []).length > 0);
  const accounts = new Set(among.map(({ case: it }) => `${it.trust} ${it.details.esrUsername}`));
  for (const account of [...accounts].sort()) await lockAccount(tx, kind, account);
  if (changes.length < 2) return;
  const references = changes.map(({ case: it }) => it.reference);
  await tx
    .selectFrom('cases')
    .select('reference')
    .where('reference', 'in', references)
    .orderBy('reference')
    .forUpdate()
    .execute();
}

/** Whether the account's other active cases are these. */
async function isAmong(tx: Transaction<Schema>, it: Case, others: readonly string[]): Promise<boolean> {
  if (it.details.esrUsername === undefined) return true;
  const rows = await tx
    .selectFrom('cases')
    .select('reference')
    .where('trust', '=', it.trust)
    .where('esr_username', '=', it.details.esrUsername)
    .where('state', '<>', 'closed')
    .where('reference', '<>', it.reference)
    .execute();
  return rows.length === others.length && rows.every((row) => others.includes(row.reference));
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
    data: asJson(event.data),
  }));
  await tx.insertInto('case_events').values(rows).execute();
}

/** Every card of the case is to show this version; a card that a chat does not have yet is posted. */
async function enqueueCards(tx: Transaction<Schema>, it: Case, hasNoHandoff: boolean): Promise<void> {
  const common = {
    kind: 'card' as const,
    reference: it.reference,
    trust: it.trust,
    wanted_version: it.version,
    state: 'pending' as const,
    run_at: it.changedAt,
    created_at: it.changedAt,
  };
  // A learner of a class is on the class's card, and needs no separate one. Those who withdraw a report see that once, but no
  // later news of the case.
  const left = (it.withdrawn ?? []).filter((report) => report.at === it.changedAt);
  const alone = [...it.requesters, ...left].filter((requester) => requester.batch === undefined);
  // If a damaged row has lost its chats, no one can be written to.
  const chats = [...new Set(alone.map((requester) => requester.chat))].filter((chat) => chat !== '');
  const team = await linkedChat(tx, it.trust, 'esr-team');
  const key = handoffKey(it.reference);
  const cards = [
    ...(hasNoHandoff ? [] : [{ ...common, name: HANDOFF, role: 'esr-team', conversation_id: team, key }]),
    ...chats.map((chat) => ({
      ...common,
      name: 'status',
      role: null,
      conversation_id: chat,
      key: `${it.reference}:status:${chat}`,
    })),
  ];
  if (cards.length === 0) return;
  await tx
    .insertInto('outbox')
    .values(cards)
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        ...followTeam(),
        wanted_version: it.version,
        state: 'pending',
        // A card that is being sent right now stays with its worker, who sees the newer version when done.
        run_at: sql`case when outbox.lock_token is null or ${TEAM_MOVED} then excluded.run_at else outbox.run_at end`,
        attempts: 0,
      }),
    )
    .execute();
}

async function enqueueCaseMessage(tx: Transaction<Schema>, it: Case, message: CaseMessage): Promise<void> {
  const chat = message.to === 'team' ? await linkedChat(tx, it.trust, 'esr-team') : message.to.chat;
  const to = message.to === 'team' ? 'team' : `${message.to.chat}:${message.mention?.id ?? ''}`;
  await tx
    .insertInto('outbox')
    .values({
      kind: 'message',
      name: message.message,
      reference: it.reference,
      trust: it.trust,
      role: message.to === 'team' ? 'esr-team' : null,
      conversation_id: chat,
      mention: asJson(message.mention),
      payload: asJson(message.data),
      key: `${it.reference}:${it.version}:${message.message}:${to}`,
      state: 'pending',
      run_at: it.changedAt,
      created_at: it.changedAt,
    })
    .execute();
}
