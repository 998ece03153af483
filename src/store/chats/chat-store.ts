import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import { LRUCache } from 'lru-cache';
import { CLOCK_TOLERANCE_MS } from '../../time/watched-clock.ts';
import type { Database } from '../database.ts';
import { leaveTeamWork, moveTeamWork } from '../outbox/team-outbox.ts';
import { lockLinks } from '../postgres/locks.ts';
import type { ChatRow, Schema } from '../schema.ts';
import { queriesOf } from './chat-queries.ts';

/** How long a link code is valid. */
export const CODE_HOURS = 24;

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
  readonly trust: string;
  readonly role: ChatRole;
}

/** `replaced`: the chat that had the role before; `lost`: what this chat was until now. */
export type LinkResult =
  | { readonly linked: ChatLink; readonly replaced: string | undefined; readonly lost?: ChatLink | undefined }
  | { readonly refused: 'unknown-code' | 'used' | 'expired' };

/** The chats the bot is in, and which Trust and role each linked one has. */
export class ChatStore {
  readonly #db: Database['db'];
  readonly #kind: Database['kind'];
  readonly #now: () => string;
  readonly #queries: ReturnType<typeof queriesOf>;
  /** The last stored rows, so that a turn in a known chat needs no query. */
  readonly #seen = new LRUCache<string, string>({ max: 10_000 });

  constructor(database: Database, now: () => string) {
    this.#db = database.db;
    this.#kind = database.kind;
    this.#now = now;
    this.#queries = queriesOf(database.db);
  }

  /** Keeps the chat's newest address; call it on every inbound activity. */
  async remember(chat: Chat): Promise<void> {
    const row = {
      conversation_id: channelOf(chat.id),
      kind: chat.kind,
      tenant_id: chat.tenantId,
      service_url: chat.serviceUrl,
      bot_id: chat.bot.id,
      bot_name: chat.bot.name,
      person_id: chat.personId ?? null,
      updated_at: this.#now(),
    };
    const id = row.conversation_id;
    const fingerprint = fingerprintOf(row);
    if (this.#seen.get(id) === fingerprint) return;
    const [stored] = (await this.#queries.findAtOnce(this.#db, { id })).rows;
    // Another process may have stored it, or this one before a restart.
    if (stored === undefined || fingerprintOf(stored) !== fingerprint)
      await this.#queries.keep(this.#db, row);
    this.#seen.set(id, fingerprint);
  }

  /** The chat, or the channel of a thread, to write to under this id. */
  async find(id: string): Promise<Chat | undefined> {
    const { rows } = await this.#queries.find(this.#db, { id: channelOf(id) });
    const [row] = rows;
    return (
      row && {
        id,
        kind: row.kind,
        tenantId: row.tenant_id,
        serviceUrl: row.service_url,
        bot: { id: row.bot_id, name: row.bot_name },
        personId: row.person_id ?? undefined,
      }
    );
  }

  async linkOf(chat: string): Promise<ChatLink | undefined> {
    const { rows } = await this.#queries.linkOf(this.#db, { id: channelOf(chat) });
    return rows[0] as ChatLink | undefined;
  }

  /** Whether the chat is or was linked: then there may be cases from it, and news of them. */
  async wasLinked(chat: string): Promise<boolean> {
    const rows = await this.#db
      .selectFrom('linked_chats')
      .select('id')
      .where('conversation_id', '=', channelOf(chat))
      .limit(1)
      .execute();
    return rows.length > 0;
  }

  /** The chat that has this role for the Trust now. */
  async linkedChat(link: ChatLink): Promise<string | undefined> {
    const { rows } = await this.#queries.linkedChat(this.#db, link);
    return rows[0]?.conversation_id;
  }

  /** The Trusts that have an ESR Team chat now. */
  async linkedTeams(): Promise<Set<string>> {
    const { rows } = await this.#queries.linkedTeams(this.#db, {});
    return new Set(rows.map(({ trust }) => trust));
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
   * team still has open goes to the new chat. The same code again in the chat that it linked says so again: its first
   * answer may have been lost.
   */
  async link(code: string, chat: string, by: string): Promise<LinkResult> {
    const now = this.#now();
    return this.#db.transaction().execute(async (tx) => {
      await lockLinks(tx, this.#kind, 'linking');
      const row = await tx
        .selectFrom('link_codes')
        .selectAll()
        .where('code_hash', '=', hash(code))
        .executeTakeFirst();
      if (row === undefined) return { refused: 'unknown-code' };
      const linked = { trust: row.trust, role: row.role } as ChatLink;
      if (row.used_at !== null) {
        const isThis = await isLinkedSince(tx, linked, channelOf(chat), row.used_at);
        return isThis ? { linked, replaced: undefined } : { refused: 'used' };
      }
      // A code that is valid for longer than a day was made while the clock was ahead.
      const latest = Date.parse(now) + CODE_HOURS * 3_600_000 + CLOCK_TOLERANCE_MS;
      if (row.expires_at <= now || Date.parse(row.expires_at) > latest) return { refused: 'expired' };
      await tx
        .updateTable('link_codes')
        .set({ used_at: now })
        .where('code_hash', '=', row.code_hash)
        .execute();
      return { linked, ...(await relink(tx, linked, channelOf(chat), by, now)) };
    });
  }

  /** Ends what a chat is for; returns what that was. What its ESR Team still has open waits for the next chat. */
  async unlink(chat: string): Promise<readonly ChatLink[]> {
    const now = this.#now();
    return this.#db.transaction().execute(async (tx) => {
      await lockLinks(tx, this.#kind, 'linking');
      const ended = await tx
        .updateTable('linked_chats')
        .set({ unlinked_at: now })
        .where('unlinked_at', 'is', null)
        .where('conversation_id', '=', channelOf(chat))
        .returning(['trust', 'role'])
        .execute();
      for (const { role, trust } of ended)
        if (role === 'esr-team') await leaveTeamWork(tx, trust, channelOf(chat), now);
      return ended as ChatLink[];
    });
  }
}

/** The month is part of it, so that a chat in use is written once a month, and is not purged as unused. */
const fingerprintOf = (row: ChatRow) =>
  JSON.stringify([
    row.kind,
    row.tenant_id,
    row.service_url,
    row.bot_id,
    row.bot_name,
    row.person_id,
    row.updated_at.slice(0, 7),
  ]);

/** Whether the chat has the role by the code that was used at that instant. */
async function isLinkedSince(
  tx: Transaction<Schema>,
  link: ChatLink,
  chat: string,
  at: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('linked_chats')
    .select('id')
    .where('conversation_id', '=', chat)
    .where('trust', '=', link.trust)
    .where('role', '=', link.role)
    .where('linked_at', '=', at)
    .where('unlinked_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends this chat's role and the role's previous chat; returns that chat if it was another, and that role if it was. */
async function relink(
  tx: Transaction<Schema>,
  link: ChatLink,
  chat: string,
  by: string,
  now: string,
): Promise<Pick<Extract<LinkResult, { linked: ChatLink }>, 'replaced' | 'lost'>> {
  const ended = await tx
    .updateTable('linked_chats')
    .set({ unlinked_at: now })
    .where('unlinked_at', 'is', null)
    .where((or) =>
      or.or([
        or('conversation_id', '=', chat),
        or.and([or('trust', '=', link.trust), or('role', '=', link.role)]),
      ]),
    )
    .returning(['trust', 'role', 'conversation_id'])
    .execute();
  await tx
    .insertInto('linked_chats')
    .values({ ...link, conversation_id: chat, linked_by: by, linked_at: now, unlinked_at: null })
    .execute();
  const isSame = (one: (typeof ended)[number]) => one.trust === link.trust && one.role === link.role;
  for (const one of ended) {
    const stays = isSame(one) && one.conversation_id === chat;
    if (one.role === 'esr-team' && !stays) await leaveTeamWork(tx, one.trust, one.conversation_id, now);
  }
  if (link.role === 'esr-team') await moveTeamWork(tx, link.trust, chat, now);
  const lost = ended.find((one) => !isSame(one));
  return {
    replaced: ended.find((one) => isSame(one) && one.conversation_id !== chat)?.conversation_id,
    ...(lost && { lost: { trust: lost.trust, role: lost.role as ChatRole } }),
  };
}

/** A channel's thread (`19:…@thread.tacv2;messageid=…`) belongs to its channel, which is stored and linked. */
export const channelOf = (id: string) => id.replace(/;messageid=.*$/, '');

/** Codes are random enough (see `newLinkCode`) that a plain hash keeps them safe at rest. */
const hash = (code: string) => createHash('sha256').update(code.toUpperCase()).digest('hex');
