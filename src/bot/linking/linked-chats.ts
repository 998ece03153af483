import { plainText } from '../../cards/plain-text.ts';
import type { FollowUpTimer } from '../../cases/case.ts';
import type { Guide } from '../../guides/guide.ts';
import { type ChatLink, type ChatRole, type ChatStore, channelOf } from '../../store/chats/chat-store.ts';
import type { DeliveryStore } from '../../store/outbox/delivery-store.ts';
import type { TimerOutcome, TimerStore } from '../../store/outbox/timer-store.ts';
import type { TeamsAdapter } from '../../teams/adapter.ts';
import { within } from '../../teams/member-addresses.ts';
import type { Roster } from '../../teams/roster.ts';
import type { Turn } from '../../teams/turn.ts';
import type { TurnAnswer } from '../../teams/turn-answer.ts';
import { shift } from '../../time/clock.ts';
import { LINK_TEXTS } from '../texts.ts';
import { readLinkCommand } from './link-codes.ts';

export interface LinkedChatsDeps {
  readonly chats: ChatStore;
  readonly adapter: TeamsAdapter;
  readonly guides: ReadonlyMap<string, Guide>;
  readonly deliveries: Pick<DeliveryStore, 'addReply' | 'release'>;
  readonly dispatchSoon: () => void;
  readonly roster: Pick<Roster, 'hasForeigners'>;
  readonly timers: Pick<TimerStore, 'set' | 'dueAt' | 'remove'>;
  readonly now: () => string;
  /** Tenants whose people may be in a linked chat, besides the chat's own. */
  readonly allowedTenants: readonly string[];
}

/** How often a held chat is checked if nobody writes in it. */
const RECHECK_MINUTES = 30;
/** Teams waits five seconds for the answer to a dialog. */
const INTERACTIVE_MS = 3000;
const BACKGROUND_MS = 10_000;

/** The key of the timer that holds a chat: while it exists, no case is shown or changed in the chat. */
export const heldKey = (chat: string) => `guests:${channelOf(chat)}`;

/**
 * Links group chats and channels to a Trust, and says what to do in chats that are not linked. A chat that people may have
 * joined is held until Teams has said who is in it, and while people of other organisations are in it.
 */
export class LinkedChats {
  readonly #deps: LinkedChatsDeps;

  constructor(deps: LinkedChatsDeps) {
    this.#deps = deps;
  }

  async link(turn: Turn, code: string): Promise<TurnAnswer> {
    const { chats, dispatchSoon } = this.#deps;
    // Checked before the code is used up, so that it still works for another chat or a second try.
    const foreigners = await this.#hasForeigners(turn, BACKGROUND_MS);
    if (foreigners !== false)
      return { notice: foreigners ? LINK_TEXTS.foreigners : LINK_TEXTS.cannotCheck, privately: true };
    // The second look sees people who join meanwhile.
    await this.#hold(turn.chat.id);
    const result = await chats.link(code, turn.chat.id, turn.person.id);
    const why = await this.#look(turn, BACKGROUND_MS);
    if ('refused' in result) return { notice: LINK_TEXTS[result.refused], privately: true };
    const { role, trust } = result.linked;
    const name = this.#nameOf(trust);
    if (result.replaced !== undefined) await this.#tellReplaced(result.replaced, role, name);
    if (why === LINK_TEXTS.foreignersHere) return { notice: why, privately: true };
    dispatchSoon();
    const { lost } = result;
    const noLonger = lost && LINK_TEXTS.noLonger(lost.role, this.#nameOf(lost.trust));
    return { notice: [LINK_TEXTS.linked(role, name), noLonger].filter(Boolean).join(' ') };
  }

  /** People were added to a chat, with or without the bot. */
  async joined(turn: Turn): Promise<void> {
    if (!(await this.#deps.chats.wasLinked(turn.chat.id))) return;
    await this.#hold(turn.chat.id);
    await this.#look(turn, BACKGROUND_MS);
  }

  /** People left a chat: one that is held may be released. */
  async left(turn: Turn): Promise<void> {
    await this.#look(turn, BACKGROUND_MS);
  }

  /** Looks for people who joined unnoticed. Throws if Teams does not say who is in the chat. */
  async check(turn: Turn): Promise<void> {
    const { roster, allowedTenants } = this.#deps;
    if (!(await roster.hasForeigners(turn, allowedTenants))) return;
    await this.#hold(turn.chat.id);
    await this.#look(turn, BACKGROUND_MS);
  }

  /** Why this chat is held; undefined if it is not, or not any more. Link commands are always let through. */
  async held(turn: Turn): Promise<TurnAnswer | undefined> {
    if (turn.isTyped && readLinkCommand(turn.said.text) !== undefined) return undefined;
    const why = await this.#look(turn, INTERACTIVE_MS);
    return why === undefined ? undefined : { notice: why, privately: true };
  }

  /** The timer's handler: looks again at a held chat. */
  async recheck({ data }: Pick<FollowUpTimer, 'data'>): Promise<TimerOutcome> {
    const { chats, adapter } = this.#deps;
    const chat = await chats.find(data?.chat ?? '');
    if (chat === undefined) return {};
    let why: string | undefined;
    await adapter.write(chat, async (turn) => {
      why = await this.#look(turn, BACKGROUND_MS);
    });
    return why === undefined ? {} : { timers: [this.#heldTimer(chat.id)] };
  }

  /** Asks Teams who is in a held chat, and releases it or unlinks and tells it. Returns why it is still held. */
  async #look(turn: Turn, withinMs: number): Promise<string | undefined> {
    const { chats, timers } = this.#deps;
    const key = heldKey(turn.chat.id);
    const dueAt = await timers.dueAt(key);
    if (dueAt === undefined) return undefined;
    const foreigners = await this.#hasForeigners(turn, withinMs);
    if (foreigners === undefined) return LINK_TEXTS.cannotCheckNow;
    // Somebody may have joined while Teams was asked.
    if (!foreigners && !(await timers.remove(key, dueAt))) return LINK_TEXTS.cannotCheckNow;
    if (!foreigners) return this.#release(turn.chat.id);
    for (const { role, trust } of await chats.unlink(turn.chat.id)) {
      await this.#tellAll(turn.chat.id, LINK_TEXTS.foreignersJoined(role, this.#nameOf(trust)));
    }
    return LINK_TEXTS.foreignersHere;
  }

  #nameOf(trust: string): string {
    return plainText(this.#deps.guides.get(trust)?.shortName ?? trust);
  }

  /** Undefined if Teams does not answer in time. */
  async #hasForeigners(turn: Turn, withinMs: number): Promise<boolean | undefined> {
    const { roster, allowedTenants } = this.#deps;
    return within(withinMs, roster.hasForeigners(turn, allowedTenants)).catch(() => undefined);
  }

  async #release(chat: string): Promise<undefined> {
    const { deliveries, dispatchSoon, now } = this.#deps;
    await deliveries.release(channelOf(chat), now());
    dispatchSoon();
  }

  async #hold(chat: string): Promise<void> {
    await this.#deps.timers.set(this.#heldTimer(chat));
  }

  #heldTimer(chat: string): FollowUpTimer {
    const runAt = shift(this.#deps.now(), { minutes: RECHECK_MINUTES });
    // No Trust: the chat may have been unlinked.
    return { name: 'check-guests', trust: '', runAt, key: heldKey(chat), data: { chat: channelOf(chat) } };
  }

  /** Through the outbox, so that everyone in the chat reads it: this turn's answer may be private. */
  async #tellAll(chat: string, text: string): Promise<void> {
    const { deliveries, dispatchSoon, now } = this.#deps;
    const activity = JSON.stringify({ type: 'message', text });
    await deliveries.addReply({ chat: channelOf(chat), activity }, now());
    dispatchSoon();
  }

  /** For a chat the bot was added to: explains how to link it, unless it is linked. */
  async greet(turn: Turn): Promise<TurnAnswer> {
    return (await this.#deps.chats.linkOf(turn.chat.id)) === undefined ? this.explain() : {};
  }

  /** What to say in a chat that is not linked, or linked as something that this version does not know. */
  explain(link?: ChatLink): TurnAnswer {
    return { notice: link === undefined ? LINK_TEXTS.notLinked : LINK_TEXTS.notKnown };
  }

  async #tellReplaced(chatId: string, role: ChatRole, trust: string): Promise<void> {
    const chat = await this.#deps.chats.find(chatId);
    if (chat === undefined) return;
    // The new link counts even if the old chat cannot be reached.
    await this.#deps.adapter
      .write(chat, async (old) => void (await old.reply(LINK_TEXTS.replaced(role, trust))))
      .catch(() => undefined);
  }
}
