import type { Generated } from 'kysely';

/** The database's tables. Instants are ISO strings in UTC, so that text order is time order on both databases. */
export interface Schema {
  chats: ChatRow;
  linked_chats: LinkedChatRow;
  link_codes: LinkCodeRow;
  cases: CaseRow;
  case_events: CaseEventRow;
  deliveries: DeliveryRow;
  dialog_state: DialogStateRow;
}

/** A Teams chat the bot was spoken to in: what is needed to write there unasked. */
export interface ChatRow {
  conversation_id: string;
  kind: 'personal' | 'groupChat' | 'channel';
  tenant_id: string;
  service_url: string;
  bot_id: string;
  bot_name: string;
  /** The Entra object id of the person of a 1:1 chat. */
  person_id: string | null;
  updated_at: string;
}

/** A chat joined to a Trust. One chat a role; a replaced one keeps its row as a record. */
export interface LinkedChatRow {
  id: Generated<number>;
  trust: string;
  role: string;
  conversation_id: string;
  linked_by: string;
  linked_at: string;
  unlinked_at: string | null;
}

export interface LinkCodeRow {
  code_hash: string;
  trust: string;
  role: string;
  expires_at: string;
  used_at: string | null;
}

export interface CaseRow {
  reference: string;
  trust: string;
  problem: string;
  state: string;
  version: number;
  esr_username: string | null;
  claimed_by: string | null;
  outcome: string | null;
  opened_at: string;
  changed_at: string;
  /** The rest of the case as JSON, checked on every read. */
  body: string;
}

export interface CaseEventRow {
  id: Generated<number>;
  reference: string;
  version: number;
  type: string;
  at: string;
  by_id: string | null;
  by_name: string | null;
  key: string | null;
  data: string | null;
}

/** Something owed to a chat: a card to bring up to date (`card`), or a message to send once (`message`). */
export interface DeliveryRow {
  id: Generated<number>;
  kind: 'card' | 'message';
  /** The card's or the message's name. */
  name: string;
  reference: string | null;
  trust: string;
  /** `esr-team` when it goes to whichever chat is linked; then `conversation_id` follows the link. */
  role: string | null;
  conversation_id: string | null;
  mention: string | null;
  payload: string | null;
  key: string;
  activity_id: string | null;
  shown_version: Generated<number>;
  wanted_version: Generated<number>;
  state: DeliveryState;
  attempts: Generated<number>;
  due_at: string | null;
  lease: string | null;
  last_error: string | null;
  created_at: string;
}

/** `owed` until Teams took it; `paused` until the bot is in the chat again; `failed` after the last try. */
export type DeliveryState = 'owed' | 'delivered' | 'paused' | 'failed';

export interface DialogStateRow {
  key: string;
  body: string;
  etag: number;
  updated_at: string;
}
