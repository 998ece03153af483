import { setTimeout } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import type { IsoInstant } from '../../time/clock.ts';
import { linkedChat } from '../chats/linked-chat.ts';
import type { Database } from '../database.ts';
import { bringIncidentCard } from '../incidents/incident-cards.ts';
import { lockLinks } from '../postgres/locks.ts';
import type { Schema } from '../schema.ts';
import { redrawRequestersCards } from './redraw.ts';
import { HANDOFF, handoffKey } from './team-cards.ts';
import { withdrawPictures } from './withdraw-pictures.ts';

/** Forgets what a chat showed: the card is posted again in its next chat. */
const RESET_DELIVERY = { lock_token: null, activity_id: null, shown_version: 0, attempts: 0 } as const;

/** An ESR Team's open cases and incidents go to the chat that is linked now: cards are posted again, messages follow. */
export async function moveTeamWork(
  tx: Transaction<Schema>,
  trust: string,
  chat: string,
  now: string,
): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ ...RESET_DELIVERY, conversation_id: chat, state: 'pending', run_at: now })
    .where('trust', '=', trust)
    .where('role', '=', 'esr-team')
    .where((or) => or.or([or('conversation_id', 'is', null), or('conversation_id', '<>', chat)]))
    .where((or) =>
      or.or([
        or('kind', '=', 'card'),
        // Messages that were sent are not sent again.
        or('state', '<>', 'delivered'),
      ]),
    )
    .where(({ or, eb, selectFrom }) => {
      const open = selectFrom('cases')
        .select('cases.reference')
        .where('cases.trust', '=', trust)
        .where('cases.state', '<>', 'closed');
      const classes = selectFrom('class_cases')
        .select('class_cases.class_id')
        .where('class_cases.reference', 'in', open);
      return or([eb('reference', 'in', open), eb('class_id', 'in', classes)]);
    })
    .execute();
  const incidents = await tx
    .selectFrom('incidents')
    .selectAll()
    .where('trust', '=', trust)
    .where('ended_at', 'is', null)
    .execute();
  for (const incident of incidents) await bringIncidentCard(tx, incident, now);
  await redrawRequestersCards(tx, { trust }, now);
}

/**
 * A chat is no longer this ESR Team's: what is to be sent about cases waits for the next linked chat. Reminders and news about
 * no case are of their day, and are not sent any more.
 */
export async function leaveTeamWork(
  tx: Transaction<Schema>,
  trust: string,
  chat: string,
  now: string,
): Promise<void> {
  // Pictures are for the team alone, and must not be sent twice.
  await withdrawPictures(tx, { shownIn: chat }, now);
  await tx
    .deleteFrom('outbox')
    .where('trust', '=', trust)
    .where('role', '=', 'esr-team')
    .where('conversation_id', '=', chat)
    .where('kind', '=', 'message')
    .where('reference', 'is', null)
    .where('state', '<>', 'delivered')
    .execute();
  await tx
    .updateTable('outbox')
    .set({ ...RESET_DELIVERY, conversation_id: null })
    .where('trust', '=', trust)
    .where('role', '=', 'esr-team')
    .where('conversation_id', '=', chat)
    .execute();
  await redrawRequestersCards(tx, { trust }, now);
}

/** Where the cards of cases are shown. */
export class SurfaceStore {
  readonly #db: Database['db'];
  readonly #kind: Database['kind'];

  constructor({ db, kind }: Database) {
    this.#db = db;
    this.#kind = kind;
  }

  /**
   * Enqueues the case's handoff card for its team's chat again, at the end; the message that showed it is no longer kept up to
   * date. A learner of a class has had none so far. Returns that message's activity id, if the card was in this chat already.
   */
  async showAnew(reference: string, trust: string, now: IsoInstant): Promise<string | undefined> {
    return this.#again(now, handoffKey(reference), async (tx) => {
      await this.#ensureHandoff(tx, reference, now);
      return linkedChat(tx, trust, 'esr-team');
    });
  }

  /** Like {@link showAnew}, for the status card in a requester's chat. */
  async showStatusAnew(reference: string, chat: string, now: IsoInstant): Promise<string | undefined> {
    return this.#again(now, `${reference}:status:${chat}`, async () => chat);
  }

  /** Like {@link showAnew}, for the card of a class. */
  async showClassAnew(id: string, chat: string, now: IsoInstant): Promise<string | undefined> {
    return this.#again(now, `class:${id}`, async () => chat);
  }

  /** Locks the case: a concurrent change is either shown by the new card, or updates it. */
  async #ensureHandoff(tx: Transaction<Schema>, reference: string, now: IsoInstant): Promise<void> {
    const its = tx
      .selectFrom('cases')
      .select(['trust', 'version'])
      .where('reference', '=', reference)
      .where('purged_at', 'is', null);
    const row = await (this.#kind === 'postgres' ? its.forUpdate() : its).executeTakeFirst();
    await lockLinks(tx, this.#kind, 'saving');
    if (row === undefined) return;
    await tx
      .insertInto('outbox')
      .values({
        kind: 'card',
        name: HANDOFF,
        reference,
        trust: row.trust,
        role: 'esr-team',
        key: handoffKey(reference),
        wanted_version: row.version,
        state: 'pending',
        created_at: now,
      })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute();
  }

  /** If a worker is sending the card, waits: what it sends would replace the text that the old message gets next. */
  async #again(now: IsoInstant, key: string, chatOf: ChatOf): Promise<string | undefined> {
    for (let left = MOST_WAITS; ; left -= 1) {
      const old = await this.#db
        .transaction()
        .execute(async (tx) => postAgain(tx, key, await chatOf(tx), now, left <= 0));
      if (old !== 'being sent') return old?.message;
      await setTimeout(WAIT_MS);
    }
  }
}

type ChatOf = (tx: Transaction<Schema>) => Promise<string | null>;

/** Two seconds; a worker that takes longer is slow, or has died. */
const MOST_WAITS = 40;
const WAIT_MS = 50;

/** Enqueues a card to be posted again. Returns the message that showed it, if that was in the same chat. */
async function postAgain(
  tx: Transaction<Schema>,
  key: string,
  chat: string | null,
  now: IsoInstant,
  evenIfSent: boolean,
): Promise<{ readonly message: string | undefined } | 'being sent' | undefined> {
  const before = await tx
    .selectFrom('outbox')
    .select(['activity_id', 'conversation_id'])
    .where('key', '=', key)
    .executeTakeFirst();
  if (before === undefined) return undefined;
  const { numUpdatedRows } = await tx
    .updateTable('outbox')
    .set({ ...RESET_DELIVERY, conversation_id: chat, state: 'pending', run_at: now })
    .where('key', '=', key)
    .where('activity_id', 'is not distinct from', before.activity_id)
    .$if(!evenIfSent, (row) => row.where('lock_token', 'is', null))
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return 'being sent';
  return { message: before.conversation_id === chat ? (before.activity_id ?? undefined) : undefined };
}
