import type { AdaptiveCardInvokeResponse, TurnContext } from 'botbuilder';
import { plainText } from '../../cards/plain-text.ts';
import type { Guide } from '../../guides/guide.ts';
import type { ChatLink, ChatRole, ChatStore } from '../../store/chats/chat-store.ts';
import type { TeamsAdapter } from '../../teams/adapter.ts';
import { messageResponse } from '../../teams/invoke-responses.ts';
import { personOf } from '../../teams/people.ts';

export interface LinkedChatsDeps {
  readonly chats: ChatStore;
  readonly adapter: TeamsAdapter;
  readonly guides: ReadonlyMap<string, Guide>;
  readonly dispatchSoon: () => void;
}

const ROLES: Readonly<Record<ChatRole, string>> = {
  'esr-team': 'ESR Team chat',
  escalation: 'escalation chat for Epic trainers',
};

/** Joins group chats and channels to a Trust, and says what to do in chats that are not joined to one. */
export class LinkedChats {
  readonly #deps: LinkedChatsDeps;

  constructor(deps: LinkedChatsDeps) {
    this.#deps = deps;
  }

  async link(context: TurnContext, code: string): Promise<AdaptiveCardInvokeResponse> {
    const { chats, guides, dispatchSoon } = this.#deps;
    const chat = context.activity.conversation.id;
    const result = await chats.link(code, chat, personOf(context.activity).id);
    if ('refused' in result) return say(context, REFUSED[result.refused]);
    const trust = guides.get(result.linked.trust)?.shortName ?? result.linked.trust;
    if (result.replaced !== undefined) await this.#tellReplaced(result.replaced, result.linked.role, trust);
    dispatchSoon();
    return say(
      context,
      `This is now the ${ROLES[result.linked.role]} of ${plainText(trust)}. ${WHAT_NEXT[result.linked.role]}`,
    );
  }

  /** The bot was added to a group: an unlinked one learns what is missing, a linked one needs no greeting. */
  async greet(context: TurnContext): Promise<void> {
    if ((await this.#deps.chats.linkOf(context.activity.conversation.id)) === undefined)
      await this.explain(context);
  }

  /** No data and no help in a chat nobody has linked. */
  explain(context: TurnContext, link?: ChatLink): Promise<AdaptiveCardInvokeResponse> {
    return say(context, link === undefined ? NOT_LINKED : NOT_KNOWN);
  }

  async #tellReplaced(chatId: string, role: ChatRole, trust: string): Promise<void> {
    const chat = await this.#deps.chats.find(chatId);
    if (chat === undefined) return;
    const text = `Another chat is now the ${ROLES[role]} of ${plainText(trust)}. Nothing more is sent here.`;
    // The link holds whether or not the old chat can still be told.
    await this.#deps.adapter
      .write(chat, async (old) => void (await old.sendActivity(text)))
      .catch(() => undefined);
  }
}

async function say(context: TurnContext, text: string): Promise<AdaptiveCardInvokeResponse> {
  if (context.activity.type !== 'invoke') await context.sendActivity(text);
  return messageResponse(text);
}

const NOT_LINKED =
  'I am the ESR Access Bot. This chat is not linked to a Trust yet, so I cannot help here. Whoever runs the bot can make a link code; then mention me with: link CODE. To get help for yourself, write to me in a chat of your own.';

const NOT_KNOWN =
  'This chat is linked for something that this version of me cannot do. Please tell whoever runs the bot. To get help for yourself, write to me in a chat of your own.';

const WHAT_NEXT: Readonly<Record<ChatRole, string>> = {
  'esr-team': 'New cases come here as cards. Press Claim on the ones you take.',
  escalation:
    "Mention me with a learner's ESR username and correct email address, and I check them and hand them to the ESR Team.",
};

const REFUSED = {
  'unknown-code': 'I do not know that link code. Check it, or ask for a new one.',
  used: 'That link code was used before. Ask for a new one.',
  expired: 'That link code has run out. Ask for a new one: they work for 24 hours.',
} as const;
