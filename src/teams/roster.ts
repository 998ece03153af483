import type { TeamsChannelAccount } from 'botbuilder';
import { LRUCache } from 'lru-cache';
import type { Case, Person } from '../cases/case.ts';
import type { ChatStore } from '../store/chats/chat-store.ts';
import type { TeamsAdapter } from './adapter.ts';
import { within } from './member-addresses.ts';
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

/** Who is in a chat, and the sign-in name by which Teams opens a chat with a person. Kept briefly, never stored. */
export class Roster {
  readonly #deps: RosterDeps;
  readonly #members = new LRUCache<string, readonly Person[]>({ max: CHATS_KEPT, ttl: MEMBERS_KEPT_MS });
  /** Empty where Teams gave none. */
  readonly #names = new LRUCache<string, string>({ max: NAMES_KEPT, ttl: NAMES_KEPT_MS });

  readonly #signIns = new LRUCache<string, string>({ max: NAMES_KEPT, ttl: SIGN_INS_KEPT_MS });

  constructor(deps: RosterDeps) {
    this.#deps = deps;
  }

  /** Everyone in the turn's chat, by name. */
  async members(turn: Turn): Promise<readonly Person[]> {
    const { id } = turn.chat;
    const known = this.#members.get(id);
    if (known !== undefined) return known;
    const people = (await allIn(turn))
      .map((one) => ({ id: one.aadObjectId ?? one.id, name: one.name || 'Someone' }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
    this.#members.set(id, people);
    return people;
  }

  /** Whether people of other directories than the chat's own and these are in it: shared channels bring them. Asks Teams. */
  async hasForeigners(turn: Turn, allowedTenants: readonly string[]): Promise<boolean> {
    const allowed = [turn.chat.tenantId, ...allowedTenants].map((one) => one.toLowerCase());
    return (await allIn(turn)).some(({ tenantId }) => tenantId && !allowed.includes(tenantId.toLowerCase()));
  }

  /** Asks Teams for the requester's sign-in name, for `upnOf`. Never throws: it is a convenience. */
  async learnRequester({ requesters: [first] }: Case): Promise<void> {
    if (this.#names.has(first.person.id)) return;
    const upn = await this.#lookUp(first.chat, first.person.id).catch(() => undefined);
    this.#names.set(first.person.id, upn ?? '');
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

  async #lookUp(chatId: string, personId: string): Promise<string | undefined> {
    const upn = (await this.#member(chatId, personId))?.userPrincipalName;
    return upn !== undefined && PLAIN_ADDRESS.test(upn) ? upn : undefined;
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

async function allIn(turn: Turn): Promise<readonly TeamsChannelAccount[]> {
  const found: TeamsChannelAccount[] = [];
  let token: string | undefined;
  let pages = 0;
  do {
    pages += 1;
    const page = await turn.members(PAGE, token);
    found.push(...page.members);
    token = page.continuationToken || undefined;
  } while (token !== undefined && pages < MAX_PAGES);
  return found;
}
