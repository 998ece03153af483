import { randomUUID } from 'node:crypto';
import type { TrustId } from '../../src/guides/ids.ts';
import { type ChatRole, ChatStore } from '../../src/store/chats/chat-store.ts';
import type { Database } from '../../src/store/database.ts';
import { shift } from '../../src/time/clock.ts';
import { at } from '../shared/a-case.ts';

/** Joins a chat to a Trust by a code, as a person would. */
export async function linkTeam(
  database: Database,
  trust: TrustId,
  chat: string,
  role: ChatRole = 'esr-team',
  now = at(0),
) {
  const chats = new ChatStore(database, () => now);
  const code = randomUUID();
  await chats.addCode(code, { trust, role }, shift(now, { hours: 1 }));
  return chats.link(code, chat, 'aad-elena');
}
