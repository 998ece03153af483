import { plainText } from '../../cards/plain-text.ts';
import type { Guide } from '../../guides/guide.ts';
import type { ChatLink, ChatRole, ChatStore } from '../../store/chats/chat-store.ts';
import type { TeamsAdapter } from '../../teams/adapter.ts';
import type { Roster } from '../../teams/roster.ts';
import type { Turn, TurnAnswer } from '../../teams/turn.ts';
import { LINK_TEXTS } from '../texts.ts';

export interface LinkedChatsDeps {
  readonly chats: ChatStore;
  readonly adapter: TeamsAdapter;
  readonly guides: ReadonlyMap<string, Guide>;
  readonly dispatchSoon: () => void;
  readonly roster: Pick<Roster, 'hasForeigners'>;
  /** Directories whose people may be in a linked chat, besides the chat's own. */
  readonly allowedTenants: readonly string[];
}

/** Joins group chats and channels to a Trust, and says what to do in chats that are not joined to one. */
export class LinkedChats {
  readonly #deps: LinkedChatsDeps;

  constructor(deps: LinkedChatsDeps) {
    this.#deps = deps;
  }

  async link(turn: Turn, code: string): Promise<TurnAnswer> {
    const { chats, guides, dispatchSoon, roster, allowedTenants } = this.#deps;
    // Before the code is used: it is good for another chat, or another try.
    const foreigners = await roster.hasForeigners(turn, allowedTenants).catch(() => undefined);
    if (foreigners !== false)
      return { notice: foreigners ? LINK_TEXTS.foreigners : LINK_TEXTS.cannotCheck, privately: true };
    const result = await chats.link(code, turn.chat.id, turn.person.id);
    if ('refused' in result) return { notice: LINK_TEXTS[result.refused], privately: true };
    const { role, trust } = result.linked;
    const name = plainText(guides.get(trust)?.shortName ?? trust);
    if (result.replaced !== undefined) await this.#tellReplaced(result.replaced, role, name);
    dispatchSoon();
    return { notice: LINK_TEXTS.linked(role, name) };
  }

  /** The bot was added to a group: explains what is missing unless the chat is linked. */
  async greet(turn: Turn): Promise<TurnAnswer> {
    return (await this.#deps.chats.linkOf(turn.chat.id)) === undefined ? this.explain() : {};
  }

  /** No data and no help in an unlinked chat. */
  async explain(link?: ChatLink): Promise<TurnAnswer> {
    return { notice: link === undefined ? LINK_TEXTS.notLinked : LINK_TEXTS.notKnown };
  }

  async #tellReplaced(chatId: string, role: ChatRole, trust: string): Promise<void> {
    const chat = await this.#deps.chats.find(chatId);
    if (chat === undefined) return;
    // The link holds even if the old chat is unreachable.
    await this.#deps.adapter
      .write(chat, async (old) => void (await old.reply(LINK_TEXTS.replaced(role, trust))))
      .catch(() => undefined);
  }
}
