import { createHash } from 'node:crypto';
import type { TrustId } from '../guides/ids.ts';
import type { Database } from './database.ts';
import type { ChatRow } from './schema.ts';

export type ChatRole = 'esr-team' | 'escalation';

/** A Teams chat as the bot must know it to write there unasked. */
export interface Chat {
  readonly id: string;
  readonly kind: ChatRow['kind'];
  readonly tenantId: string;
  readonly serviceUrl: string;
  readonly bot: { readonly id: string; readonly name: string };
  readonly personId?: string | undefined;
}

/** What a chat is for. */
export interface ChatLink {
  readonly trust: TrustId;
  readonly role: ChatRole;
}

export type LinkResult =
  | { readonly linked: ChatLink; readonly replaced: string | undefined }
  | { readonly refused: 'unknown-code' | 'used' | 'expired' };

/** The chats the bot is in, and which Trust and role each linked one has. */
export class ChatStore {
  readonly #db: Database['db'];
  readonly #now: () => string;
  /** What was last written, so that a turn in a known chat costs no write. */
  readonly #seen = new Map<string, string>();

  constructor(database: Database, now: () => string) {
    this.#db = database.db;
    this.#now = now;
  }

  /** Keeps the chat's newest address; call it on every inbound activity. Whether the chat was not known before. */
  async remember(chat: Chat): Promise<boolean> {
    const fingerprint = JSON.stringify(chat);
    if (this.#seen.get(chat.id) === fingerprint) return false;
    const isNew = !this.#seen.has(chat.id) && (await this.find(chat.id)) === undefined;
    const row = {
      kind: chat.kind,
      tenant_id: chat.tenantId,
      service_url: chat.serviceUrl,
      bot_id: chat.bot.id,
      bot_name: chat.bot.name,
      person_id: chat.personId ?? null,
      updated_at: this.#now(),
    };
    await this.#db
      .insertInto('chats')
      .values({ conversation_id: chat.id, ...row })
      .onConflict((conflict) => conflict.column('conversation_id').doUpdateSet(row))
      .execute();
    if (this.#seen.size >= 10_000) this.#seen.clear();
    this.#seen.set(chat.id, fingerprint);
    return isNew;
  }

  async find(id: string): Promise<Chat | undefined> {
    const row = await this.#db
      .selectFrom('chats')
      .selectAll()
      .where('conversation_id', '=', id)
      .executeTakeFirst();
    return (
      row && {
        id: row.conversation_id,
        kind: row.kind,
        tenantId: row.tenant_id,
        serviceUrl: row.service_url,
        bot: { id: row.bot_id, name: row.bot_name },
        personId: row.person_id ?? undefined,
      }
    );
  }

  async linkOf(chat: string): Promise<ChatLink | undefined> {
    const row = await this.#db
      .selectFrom('linked_chats')
      .select(['trust', 'role'])
      .where('conversation_id', '=', chat)
      .where('unlinked_at', 'is', null)
      .executeTakeFirst();
    return row as ChatLink | undefined;
  }

  /** The chat that has this role for the Trust now. */
  async linkedChat(link: ChatLink): Promise<string | undefined> {
    const row = await this.#db
      .selectFrom('linked_chats')
      .select('conversation_id')
      .where('trust', '=', link.trust)
      .where('role', '=', link.role)
      .where('unlinked_at', 'is', null)
      .executeTakeFirst();
    return row?.conversation_id;
  }

  /** Keeps a one-time code (its hash only) until `expiresAt`. */
  async addCode(code: string, link: ChatLink, expiresAt: string): Promise<void> {
    await this.#db
      .insertInto('link_codes')
      .values({ code_hash: hash(code), ...link, expires_at: expiresAt, used_at: null })
      .execute();
  }

  /**
   * Joins a chat to the Trust and role its code was made for; a chat that had the role before is replaced, and what the
   * team still has open is owed to the new chat.
   */
  async link(code: string, chat: string, by: string): Promise<LinkResult> {
    const now = this.#now();
    return this.#db.transaction().execute(async (tx) => {
      const row = await tx
        .selectFrom('link_codes')
        .selectAll()
        .where('code_hash', '=', hash(code))
        .executeTakeFirst();
      if (row === undefined) return { refused: 'unknown-code' };
      if (row.used_at !== null) return { refused: 'used' };
      if (row.expires_at <= now) return { refused: 'expired' };
      await tx
        .updateTable('link_codes')
        .set({ used_at: now })
        .where('code_hash', '=', row.code_hash)
        .execute();
      const linked = { trust: row.trust, role: row.role } as ChatLink;
      const before = await tx
        .selectFrom('linked_chats')
        .select(['conversation_id'])
        .where('trust', '=', linked.trust)
        .where('role', '=', linked.role)
        .where('unlinked_at', 'is', null)
        .executeTakeFirst();
      await tx
        .updateTable('linked_chats')
        .set({ unlinked_at: now })
        .where('unlinked_at', 'is', null)
        .where((or) =>
          or.or([
            or('conversation_id', '=', chat),
            or.and([or('trust', '=', linked.trust), or('role', '=', linked.role)]),
          ]),
        )
        .execute();
      await tx
        .insertInto('linked_chats')
        .values({ ...linked, conversation_id: chat, linked_by: by, linked_at: now, unlinked_at: null })
        .execute();
      if (linked.role === 'esr-team') await moveOpenWork(tx, linked.trust, chat, now);
      const replaced = before?.conversation_id === chat ? undefined : before?.conversation_id;
      return { linked, replaced };
    });
  }
}

/** The cards of cases that are not closed are posted anew in the new chat; messages still owed go there too. */
async function moveOpenWork(tx: Database['db'], trust: string, chat: string, now: string): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set({
      conversation_id: chat,
      lease: null,
      activity_id: null,
      shown_version: 0,
      state: 'owed',
      due_at: now,
      attempts: 0,
    })
    .where('trust', '=', trust)
    .where('role', '=', 'esr-team')
    .where('kind', '=', 'card')
    .where((or) => or.or([or('conversation_id', 'is', null), or('conversation_id', '<>', chat)]))
    .where('reference', 'in', (cases) =>
      cases.selectFrom('cases').select('reference').where('trust', '=', trust).where('state', '<>', 'closed'),
    )
    .execute();
  await tx
    .updateTable('deliveries')
    .set({ conversation_id: chat })
    .where('trust', '=', trust)
    .where('role', '=', 'esr-team')
    .where('kind', '=', 'message')
    .where('state', '=', 'owed')
    .execute();
}

/** Codes have enough randomness of their own (see `newLinkCode`), so a plain hash keeps them safe at rest. */
const hash = (code: string) => createHash('sha256').update(code.toUpperCase()).digest('hex');
