import type { TeamsChannelAccount } from 'botbuilder';
import { LRUCache } from 'lru-cache';
import type { Case, Person } from '../cases/case.ts';
import type { ChatStore } from '../store/chats/chat-store.ts';
import type { TeamsAdapter } from './adapter.ts';
import { within } from './member-addresses.ts';
import { tryUntil } from './tries.ts';
import type { Turn } from './turn.ts';

export interface RosterDeps {
  readonly chats: ChatStore;
  readonly adapter: TeamsAdapter;
}

const PAGE = 200;
/** 30,000 people. A longer list is no list of a chat's members. */
const MAX_PAGES = 150;
/** Long enough for a burst of presses, short enough that a new colleague can be chosen. */
const MEMBERS_KEPT_MS = 2 * 60_000;
const NAMES_KEPT_MS = 60 * 60_000;
/** Short: what a person may see depends on it. */
const SIGN_INS_KEPT_MS = 5 * 60_000;
const ANSWER_MS = 2000;
const PLAIN_ADDRESS = /^[^\s@]+@[^\s@]+$/;
const CHATS_KEPT = 200;
const NAMES_KEPT = 2000;

/** Teams does not say who is in the chat. */
export class MembersUnknown extends Error {
  constructor(options: { readonly cause: unknown }) {
    super('Teams does not say who is in the chat', options);
  }
}

/** Who is in a chat, and the sign-in name by which Teams opens a chat with a person. Kept briefly, never stored. */
export class Roster {
  readonly #deps: RosterDeps;
  readonly #members = new LRUCache<string, readonly Person[]>({ max: CHATS_KEPT, ttl: MEMBERS_KEPT_MS });
  /** Empty where Teams gave none. */
  readonly #names = new LRUCache<string, string>({ max: NAMES_KEPT, ttl: NAMES_KEPT_MS });
  /** Empty where it is not one that counts. */
  readonly #signIns = new LRUCache<string, string>({ max: NAMES_KEPT, ttl: SIGN_INS_KEPT_MS });

  constructor(deps: RosterDeps) {
    this.#deps = deps;
  }

  /** Everyone in the turn's chat, by name. Throws MembersUnknown. */
  async members(turn: Turn): Promise<readonly Person[]> {
    const { id } = turn.chat;
    const known = this.#members.get(id);
    if (known !== undefined) return known;
    const everyone = await allIn((token) => pageOf(turn, token)).catch((error: unknown) => {
      throw new MembersUnknown({ cause: error });
    });
    const people = everyone
      .map((one) => ({ id: one.aadObjectId ?? one.id, name: one.name || 'Someone' }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
    this.#members.set(id, people);
    return people;
  }

  /**
   * Whether people of other directories than the chat's own and these are in it: shared channels bring them. Asks Teams. Throws
   * where Teams does not name everybody: nobody at all, not those who are known to be there, or only a channel's owners.
   */
  async hasForeigners(turn: Turn, allowedTenants: readonly string[]): Promise<boolean> {
    const allowed = [turn.chat.tenantId, ...allowedTenants].map((one) => one.toLowerCase());
    const everyone = await allIn((token) => turn.members(PAGE, token), 'all');
    const ids = new Set(everyone.flatMap(({ id, aadObjectId = id }) => [id, aadObjectId]));
    if (ids.size === 0 || !turn.present.every((one) => ids.has(one)))
      throw new Error('Teams did not name everybody who is in the chat');
    return everyone.some(({ tenantId }) => tenantId && !allowed.includes(tenantId.toLowerCase()));
  }

  /** Asks Teams for the requester's sign-in name, for `upnOf`. Never throws: it is a convenience. */
  async learnRequester({ requesters: [first] }: Case): Promise<void> {
    if (this.#names.has(first.person.id)) return;
    const member = await this.#member(first.chat, first.person.id).catch(() => undefined);
    const upn = member?.userPrincipalName ?? '';
    this.#names.set(first.person.id, PLAIN_ADDRESS.test(upn) ? upn : '');
  }

  /** What a link to a chat with this person names them by (their user principal name), where it is known. */
  upnOf(person: Person): string | undefined {
    return this.#names.get(person.id) || undefined;
  }

  /**
   * The name this person signs in to Teams with, in small letters; undefined for guests, people of another tenant than the
   * chat's, and where Teams does not say in time.
   */
  async signInName(chatId: string, personId: string): Promise<string | undefined> {
    const known = this.#signIns.get(personId);
    if (known !== undefined) return known || undefined;
    const member = await within(ANSWER_MS, this.#member(chatId, personId)).catch(() => undefined);
    if (member === undefined || (member.aadObjectId ?? member.id) !== personId) return undefined;
    const upn = member.userPrincipalName?.toLowerCase() ?? '';
    const isOwn = PLAIN_ADDRESS.test(upn) && !upn.includes('#ext#') && (member.userRole ?? 'user') === 'user';
    this.#signIns.set(personId, isOwn ? upn : '');
    return isOwn ? upn : undefined;
  }

  /** Whether this person is in that chat now. Asks Teams each time: access depends on it. */
  async isMember(chatId: string, personId: string): Promise<boolean> {
    try {
      const member = await this.#member(chatId, personId);
      return member !== undefined && (member.aadObjectId ?? member.id) === personId;
    } catch (error) {
      // That is how Teams says no.
      if ((error as { statusCode?: unknown }).statusCode === 404) return false;
      throw error;
    }
  }

  async #member(chatId: string, personId: string): Promise<TeamsChannelAccount | undefined> {
    const { chats, adapter } = this.#deps;
    const chat = await chats.find(chatId);
    let member: TeamsChannelAccount | undefined;
    if (chat !== undefined) {
      await adapter.write(chat, async (turn) => {
        member = await turn.member(personId);
      });
    }
    return member;
  }
}

/** The chat's people, or as many as there is room for; `all`: throws where there are more. */
async function allIn(
  ask: (token: string | undefined) => ReturnType<Turn['members']>,
  which?: 'all',
): Promise<readonly TeamsChannelAccount[]> {
  const found: TeamsChannelAccount[] = [];
  let token: string | undefined;
  let pages = 0;
  do {
    pages += 1;
    const page = await ask(token);
    found.push(...page.members);
    token = page.continuationToken || undefined;
  } while (token !== undefined && pages < MAX_PAGES);
  if (which === 'all' && token !== undefined) throw new Error('Teams names more people than a chat has');
  return found;
}

/** Asked again within the turn's time, as replies are sent again. */
async function pageOf(turn: Turn, token: string | undefined): ReturnType<Turn['members']> {
  const { replyState } = turn;
  if (replyState === undefined) return turn.members(PAGE, token);
  // A turn that had to wait for its turn has time for one call all the same.
  const until = Math.max(replyState.until, performance.now() + ANSWER_MS);
  const outcome = await tryUntil(until, () => turn.members(PAGE, token));
  if ('sent' in outcome) return outcome.sent;
  if ('error' in outcome) throw outcome.error;
  throw new Error('Teams did not answer in time');
}
