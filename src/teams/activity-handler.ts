import {
  CardFactory,
  type InvokeResponse,
  type MessagingExtensionAction,
  type MessagingExtensionActionResponse,
  type MessagingExtensionQuery,
  type MessagingExtensionResponse,
  TeamsActivityHandler,
  type TurnContext,
} from 'botbuilder';
import type { Logger } from 'pino';
import type { Card } from '../cards/render.ts';
import { SENTENCES } from '../cards/sentences.ts';
import { errorFields } from '../logging/error-fields.ts';
import { pressResponse } from './press-response.ts';
import type { RateLimiter } from './rate-limiter.ts';
import type { Reactions } from './reactions.ts';
import type { Replies } from './replies.ts';
import { MembersUnknown } from './roster.ts';
import { Turn, turnOf } from './turn.ts';
import { TurnQueue } from './turn-queue.ts';

/** What a dialog of a message action shows: a card, or the sentence that it ends with. */
export type DialogAnswer = { readonly title: string; readonly card: Card } | string;

/** The input of a message action: the message it was chosen on, and values filled in since. */
export interface DialogRequest {
  readonly messagePayload?: unknown;
  readonly data?: unknown;
}

/** The text in the search box of the message extension, and the range of results wanted. */
export interface SearchRequest {
  readonly text: string;
  readonly skip: number;
  readonly take: number;
}

/** A result of a search: its list entry, and the card for the chat when it is chosen. */
interface SearchResult {
  readonly title: string;
  readonly text: string;
  readonly card: Card;
}

/** What the product makes of what Teams sends. */
export interface TeamsEvents {
  /** Runs before anything else reads the turn. */
  redact(turn: Turn): void;
  /** A message was written, or a button pressed. */
  onTurn(turn: Turn): Promise<void>;
  /** People wrote among themselves. Teams passes that on only to an app that may read its chats. */
  onOverheard(turn: Turn): Promise<void>;
  /** Somebody changed a message that they had sent. */
  onEdited(turn: Turn): Promise<void>;
  /** The bot was added to the chat. Comes more than once. */
  onAdded(turn: Turn): Promise<void>;
  /** Other people came into the chat: they were added, or the channel was shared with their team. */
  onJoined(turn: Turn): Promise<void>;
  /** Other people left the chat. */
  onLeft(turn: Turn): Promise<void>;
  onDialogOpened(turn: Turn, request: DialogRequest): Promise<DialogAnswer>;
  onDialogSubmitted(turn: Turn, request: DialogRequest): Promise<DialogAnswer>;
  /** The results of a search, or a sentence that says why there are none. */
  onSearch(turn: Turn, request: SearchRequest): Promise<readonly SearchResult[] | string>;
  /** A file that was offered was accepted or declined. */
  onFileAnswered(turn: Turn, answer: unknown): Promise<void>;
}

export interface ActivityHandlerDeps {
  readonly events: TeamsEvents;
  readonly rateLimiter: RateLimiter;
  readonly replies: Replies;
  /** Marks people's messages. */
  readonly reactions: Pick<Reactions, 'add'>;
  /** A turn was refused by the rate limiter. */
  readonly dropped: () => void;
  readonly log: Logger;
}

/** Bot Framework's handler of Teams' activities: makes a {@link Turn} of each and passes it on. */
export class ActivityHandler extends TeamsActivityHandler {
  readonly #deps: ActivityHandlerDeps;
  readonly #queue = new TurnQueue();

  constructor(deps: ActivityHandlerDeps) {
    super();
    this.#deps = deps;
  }

  /** One turn. In one process, turns of one conversation run one after the other. */
  override run(context: TurnContext): Promise<void> {
    const { rateLimiter, replies, events } = this.#deps;
    const { conversation, from } = context.activity;
    const state = replies.begin(performance.now(), conversation.tenantId);
    const said = new Turn(context, state);
    if (said.isOverheard) return this.#queue.run(conversation.id, () => this.#overheard(said));
    const admission = rateLimiter.admit(conversation.id, from.id, this.#queue.waiting(conversation.id));
    if (admission !== 'take') return this.#refuse(context, admission === 'tell');
    events.redact(said);
    return this.#queue.run(conversation.id, () => super.run(context));
  }

  /** Nobody waits for an answer: it counts towards no limit, and nobody is told of a failure. */
  async #overheard(turn: Turn): Promise<void> {
    const { events, log } = this.#deps;
    await events.onOverheard(turn).catch((error) => log.warn(errorFields(error), 'no help was offered'));
  }

  /** A press is always answered, a message once. */
  async #refuse(context: TurnContext, tell: boolean): Promise<void> {
    const { type, name } = context.activity;
    this.#deps.dropped();
    if (type === 'invoke') {
      await context.sendActivity({ type: 'invokeResponse', value: sentence(name, SENTENCES.tooMany) });
    } else if (tell && type === 'message') {
      await new Turn(context).reply(SENTENCES.tooMany).catch(() => undefined);
    }
  }

  /** Skips the SDK's own listeners, which are never registered. */
  protected override async onTurnActivity(context: TurnContext): Promise<void> {
    const { type } = context.activity;
    if (type === 'message') return this.onMessageActivity(context);
    if (type === 'conversationUpdate' || type === 'installationUpdate') return super.onTurnActivity(context);
    if (type === 'messageUpdate' && context.activity.channelData?.eventType === 'editMessage')
      return this.#deps.events.onEdited(given(context));
    // Deletions, reactions: for the SDK they need fields that not every client sends.
    if (type !== 'invoke') return;
    const value = await this.onInvokeActivity(context);
    await context.sendActivity({ type: 'invokeResponse', value });
  }

  protected override async onMessageActivity(context: TurnContext): Promise<void> {
    const turn = given(context);
    try {
      await this.#deps.events.onTurn(turn);
      const { id, mark } = turn;
      if (id !== undefined && mark !== undefined) this.#deps.reactions.add(turn.chat, id, mark);
    } catch (error) {
      // If that reply fails too, the first error says more.
      await turn.reply(failure(error)).catch(() => undefined);
      throw error;
    }
  }

  /** An invoke that this bot has no use for gets a sentence: to an empty answer, Teams says that the app cannot be reached. */
  protected override async onInvokeActivity(context: TurnContext): Promise<InvokeResponse> {
    const { name, value } = context.activity;
    if (typeof value !== 'object' || value === null) return sentence(name, SENTENCES.notOffered);
    if (name === 'adaptiveCard/action') return this.#pressed(context);
    const answer = await super.onInvokeActivity(context);
    return answer.status === 200 ? answer : sentence(name, SENTENCES.notOffered);
  }

  async #pressed(context: TurnContext): Promise<InvokeResponse> {
    const { action } = context.activity.value as { action?: { type?: unknown } | null };
    if (action?.type !== 'Action.Execute') return sentence('', SENTENCES.notOffered);
    const turn = given(context);
    await this.#deps.events
      .onTurn(turn)
      .catch((error) => turn.answerAgain({ notice: this.#failed(context, error) }));
    return { status: 200, body: turn.response };
  }

  protected override handleTeamsMessagingExtensionFetchTask(
    context: TurnContext,
    action: MessagingExtensionAction,
  ): Promise<MessagingExtensionActionResponse> {
    return this.#dialog(context, this.#deps.events.onDialogOpened(given(context), action));
  }

  protected override handleTeamsMessagingExtensionSubmitAction(
    context: TurnContext,
    action: MessagingExtensionAction,
  ): Promise<MessagingExtensionActionResponse> {
    return this.#dialog(context, this.#deps.events.onDialogSubmitted(given(context), action));
  }

  async #dialog(
    context: TurnContext,
    answer: Promise<DialogAnswer>,
  ): Promise<MessagingExtensionActionResponse> {
    try {
      const shown = await answer;
      if (typeof shown === 'string') return { task: { type: 'message', value: shown } };
      const card = CardFactory.adaptiveCard(withFallbacks(shown.card));
      return {
        task: { type: 'continue', value: { title: shown.title, height: 'large', width: 'medium', card } },
      };
    } catch (error) {
      return { task: { type: 'message', value: this.#failed(context, error) } };
    }
  }

  protected override async handleTeamsMessagingExtensionQuery(
    context: TurnContext,
    query: MessagingExtensionQuery,
  ): Promise<MessagingExtensionResponse> {
    const found = await this.#deps.events
      .onSearch(given(context), searchRequest(query))
      .catch((error) => this.#failed(context, error));
    if (typeof found === 'string') return { composeExtension: { type: 'message', text: found } };
    const attachments = found.map(({ title, text, card }) => ({
      ...CardFactory.adaptiveCard(card),
      preview: CardFactory.thumbnailCard(asHtml(title), undefined, undefined, { text: asHtml(text) }),
    }));
    return { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } };
  }

  protected override async handleTeamsFileConsent(context: TurnContext, answer: unknown): Promise<void> {
    const turn = given(context);
    await this.#deps.events
      .onFileAnswered(turn, answer)
      .catch(async (error) => void (await turn.reply(this.#failed(context, error))));
  }

  /** The reply to a failed turn: without an answer, Teams only says "error". */
  #failed({ activity }: TurnContext, error: unknown): string {
    this.#deps.log.error({ ...errorFields(error), type: activity.type, name: activity.name }, 'turn failed');
    return failure(error);
  }

  /** This and the next come when the bot is added, in any order and more than once. */
  protected override async onInstallationUpdateAddActivity(context: TurnContext): Promise<void> {
    await this.#deps.events.onAdded(given(context));
  }

  protected override async onConversationUpdateActivity(context: TurnContext): Promise<void> {
    const { membersAdded = [], membersRemoved = [], recipient, channelData } = context.activity;
    const { events } = this.#deps;
    const has = (members: typeof membersAdded) => members.some((member) => member.id === recipient.id);
    const isOf = (types: readonly unknown[]) => types.includes(channelData?.eventType);
    if (has(membersAdded)) await events.onAdded(given(context));
    else if (membersAdded.length > 0 || isOf(CAME)) await events.onJoined(given(context));
    else if (!has(membersRemoved) && (membersRemoved.length > 0 || isOf(LEFT)))
      await events.onLeft(given(context));
  }
}

/** Events that bring people into a channel, and may name none of them. */
const CAME: readonly unknown[] = ['channelShared', 'channelMemberAdded', 'teamMemberAdded'];
/** Events that take them out of it. */
const LEFT: readonly unknown[] = ['channelUnshared', 'channelMemberRemoved', 'teamMemberRemoved'];

const MOST_RESULTS = 25;

/** Teams also asks before anything is typed, with a separate parameter. */
function searchRequest({ parameters, queryOptions }: MessagingExtensionQuery): SearchRequest {
  const typed: unknown = Array.isArray(parameters)
    ? parameters.find((one) => one?.name !== 'initialRun')?.value
    : undefined;
  const count = (value: unknown, most: number) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 ? Math.min(value, most) : undefined;
  return {
    text: typeof typed === 'string' ? typed : '',
    skip: count(queryOptions?.skip, 1000) ?? 0,
    take: count(queryOptions?.count, MOST_RESULTS) || MOST_RESULTS,
  };
}

/** The list of results shows HTML. */
const asHtml = (text: string) => text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);

/** A short sentence in the place where the client that sent this invoke shows one. */
function sentence(name: string | undefined, text: string): InvokeResponse {
  if (/^task\/|^composeExtension\/(?:fetchTask|submitAction)$/.test(name ?? ''))
    return { status: 200, body: { task: { type: 'message', value: text } } };
  if (name?.startsWith('composeExtension/'))
    return { status: 200, body: { composeExtension: { type: 'message', text } } };
  return { status: 200, body: pressResponse({ notice: text }) };
}

/** What a person is told of a turn that failed. */
const failure = (error: unknown): string =>
  error instanceof MembersUnknown ? SENTENCES.membersUnknown : SENTENCES.failed;

/** The turn that `run` began. */
function given(context: TurnContext): Turn {
  const turn = turnOf(context);
  if (turn === undefined) throw new TypeError('Activities are handled by run() alone');
  return turn;
}

/** The card with its Action.Submit fallbacks in place of Action.Execute, which Teams' dialogs do not take. */
function withFallbacks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withFallbacks);
  if (value === null || typeof value !== 'object') return value;
  const { fallback, ...own } = value as Record<string, unknown>;
  const taken = own.type === 'Action.Execute' && fallback !== undefined ? fallback : own;
  return Object.fromEntries(
    Object.entries(taken as Record<string, unknown>).map(([key, item]) => [key, withFallbacks(item)]),
  );
}
