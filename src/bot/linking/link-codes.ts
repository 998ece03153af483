import { randomInt } from 'node:crypto';
import { type ChatLink, type ChatRole, type ChatStore, CODE_HOURS } from '../../store/chats/chat-store.ts';
import { foldLookAlikes } from '../../text/look-alikes.ts';

export const CHAT_ROLES: readonly ChatRole[] = ['esr-team', 'escalation'];

const ALPHABET = 'CDFGHJKMNPQRTWXY34679';

/** Makes a one-time code, valid for 24 hours, that links the Teams chat it is typed in to a Trust. */
export async function newLinkCode(chats: ChatStore, link: ChatLink, now: string): Promise<string> {
  const code = Array.from({ length: 10 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  const expiresAt = new Date(Date.parse(now) + CODE_HOURS * 3_600_000).toISOString();
  await chats.addCode(code, link, expiresAt);
  return code;
}

/** The code of a `link CODE` command; undefined for anything else. */
export function readLinkCommand(text: string): string | undefined {
  return /^link\s+([A-Z0-9-]{6,20})$/i.exec(foldLookAlikes(text).trim())?.[1]?.toUpperCase();
}
