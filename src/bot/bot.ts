import {
  type AdaptiveCardInvokeResponse,
  type InvokeResponse,
  type MessagingExtensionAction,
  type MessagingExtensionActionResponse,
  TeamsActivityHandler,
  type TurnContext,
} from 'botbuilder';
import type { Logger } from 'pino';
import { SENTENCES } from '../cards/sentences.ts';
import { mentionsBot } from '../intake/message/bot-mention.ts';
import { isEmergency } from '../intake/message/emergency.ts';
import { readSaid } from '../intake/message/said.ts';
import { errorFields } from '../logging/error-fields.ts';
import type { Chat, ChatStore } from '../store/chats/chat-store.ts';
import type { DeliveryStore } from '../store/outbox/delivery-store.ts';
import { messageResponse } from '../teams/invoke-responses.ts';
import { chatOf } from '../teams/people.ts';
import type { RateLimiter } from '../teams/rate-limiter.ts';
import type { Replies } from '../teams/replies.ts';
import { TurnQueue } from '../teams/turn-queue.ts';
import type { AnsweredActivities } from './answered-activities.ts';
import { type CasePressDeps, isCasePress, pressCase } from './cases/case-press.ts';
import { type ReportFile, readFileRequest } from './esr-team/report-file.ts';
import type { TeamChat } from './esr-team/team-chat.ts';
import { readTeamPress } from './esr-team/team-press.ts';
import { typedIn, withoutSecrets } from './input-door.ts';
import { CHAT_ROLES, readLinkCommand } from './linking/link-codes.ts';
import type { LinkedChats } from './linking/linked-chats.ts';
import { isNoticePress, type NoticePressDeps, pressNotice } from './notices/notice-press.ts';
import type { StaffChat } from './staff/staff-chat.ts';
import { type ClassPressDeps, isClassPress, pressClass } from './trainers/class-press.ts';
import type { EscalationChat } from './trainers/escalation-chat.ts';
import type { EscalateExtension } from './trainers/extension.ts';

export interface BotDeps {
  readonly chats: ChatStore;
  readonly answered: AnsweredActivities;
  readonly deliveries: DeliveryStore;
  readonly cases: CasePressDeps;
  readonly notices: NoticePressDeps;
  readonly staff: StaffChat;
  readonly classes: ClassPressDeps;
  readonly escalation: EscalationChat;
  readonly extension: EscalateExtension;
  readonly team: TeamChat;
  readonly reportFile: ReportFile;
  readonly links: LinkedChats;
  readonly rateLimiter: RateLimiter;
  readonly replies: Replies;
  /** A turn was not taken. */
  readonly dropped: () => void;
  readonly log: Logger;
  readonly now: () => string;
  /** Something waits no longer: the bot is in the chat again. */
  readonly dispatchSoon: () => void;
}

/** Asks one question of every activity, whose chat is this?, and hands it to whoever works there. */
export class EsrAccessBot extends TeamsActivityHandler {
  readonly #deps: BotDeps;

  readonly #queue = new TurnQueue();

  constructor(deps: BotDeps) {
    super();
    this.#deps = deps;
  }

  /** One turn. In one process, turns of one conversation run one after the other. */
  override run(context: TurnContext): Promise<void> {
    const { conversation, from } = context.activity;
    const cameAt = performance.now();
    const admission = this.#deps.rateLimiter.admit(
      conversation.id,
      from.id,
      this.#queue.waiting(conversation.id),
    );
    if (admission !== 'take') return this.#tooMany(context, admission === 'tell');
    withoutSecrets(this.#deps.notices.cards, context.activity);
    const turn = () => {
      this.#deps.replies.begin(context, cameAt);
      return super.run(context);
    };
    return this.#queue.run(conversation.id, turn);
  }

  /** Costs as little as it can: a press is always answered, a message once. */
  async #tooMany(context: TurnContext, tell: boolean): Promise<void> {
    const { type, name } = context.activity;
    this.#deps.dropped();
    if (type === 'invoke') {
      const isPress = name === 'adaptiveCard/action';
      const value = isPress ? { status: 200, body: messageResponse(SENTENCES.tooMany) } : { status: 429 };
      await context.sendActivity({ type: 'invokeResponse', value });
    } else if (tell && type === 'message') {
      await context.sendActivity(SENTENCES.tooMany).catch(() => undefined);
    }
  }

  protected override async onMessageActivity(context: TurnContext): Promise<void> {
    try {
      await this.#turn(context);
    } catch (error) {
      // If that cannot be said either, the first error tells more.
      await context.sendActivity(SENTENCES.failed).catch(() => undefined);
      throw error;
    }
  }

  /** The SDK asks on the way whether anybody listens to what comes all the time; nobody does. */
  protected override async onTurnActivity(context: TurnContext): Promise<void> {
    const { type } = context.activity;
    if (type === 'message') return this.onMessageActivity(context);
    if (type === 'conversationUpdate' || type === 'installationUpdate') return super.onTurnActivity(context);
    // Edits, deletions, reactions: for the SDK they'd need fields that not every client sends.
    if (type !== 'invoke') return;
    const value = await this.onInvokeActivity(context);
    await context.sendActivity({ type: 'invokeResponse', value });
  }

  /** What is no invoke of this bot's is its sender's mistake: the SDK would break off, or call it a failure of ours. */
  protected override async onInvokeActivity(context: TurnContext): Promise<InvokeResponse> {
    const { name, value } = context.activity;
    if (!isObject(value)) return NOT_OURS;
    if (name === 'adaptiveCard/action') return this.#pressed(context);
    const answer = await super.onInvokeActivity(context);
    return answer.status === 501 ? NOT_OURS : answer;
  }

  async #pressed(context: TurnContext): Promise<InvokeResponse> {
    const { action } = context.activity.value as { action?: { type?: unknown } | null };
    if (action?.type !== 'Action.Execute') return NOT_OURS;
    const body = await this.#turn(context).catch((error) => messageResponse(this.#failed(context, error)));
    return { status: body.statusCode, body };
  }

  protected override handleTeamsMessagingExtensionFetchTask(
    context: TurnContext,
    action: MessagingExtensionAction,
  ): Promise<MessagingExtensionActionResponse> {
    return this.#deps.extension
      .open(context, action)
      .catch((error) => ({ task: { type: 'message', value: this.#failed(context, error) } }));
  }

  protected override handleTeamsMessagingExtensionSubmitAction(
    context: TurnContext,
    action: MessagingExtensionAction,
  ): Promise<MessagingExtensionActionResponse> {
    return this.#warnOfEmergency(context)
      .then(() => this.#deps.extension.submit(context, action))
      .catch((error) => ({ task: { type: 'message', value: this.#failed(context, error) } }));
  }

  protected override async handleTeamsFileConsent(context: TurnContext, response: unknown): Promise<void> {
    const { id, conversation } = context.activity;
    await this.#deps.answered
      .once(conversation.id, id, () => this.#deps.reportFile.answer(context, response))
      .catch(async (error) => void (await context.sendActivity(this.#failed(context, error))));
  }

  /** A turn that answers whoever pressed broke off: what they are told. Without an answer, Teams only says "error". */
  #failed({ activity }: TurnContext, error: unknown): string {
    this.#deps.log.error({ ...errorFields(error), type: activity.type, name: activity.name }, 'turn failed');
    return SENTENCES.failed;
  }

  /** This and the next come when the bot is added, in any order and more than once; people are greeted once. */
  protected override async onInstallationUpdateAddActivity(context: TurnContext): Promise<void> {
    await this.#added(context);
  }

  protected override async onConversationUpdateActivity(context: TurnContext): Promise<void> {
    const { membersAdded = [], recipient } = context.activity;
    if (membersAdded.some((member) => member.id === recipient.id)) await this.#added(context);
  }

  async #added(context: TurnContext): Promise<void> {
    const { chats, staff, links } = this.#deps;
    const chat = chatOf(context.activity);
    if (chat.kind === 'personal') {
      await this.#heardFrom(context, chat);
      await staff.turn(context);
      return;
    }
    // The chat is known from when it was greeted: a greeting that was lost comes with the next of these activities.
    if ((await chats.find(chat.id)) === undefined) await links.greet(context);
    await this.#heardFrom(context, chat);
  }

  /** Keeps how to write to the chat, and sends what waited, for somebody may have blocked the bot. */
  async #heardFrom(context: TurnContext, chat: Chat): Promise<void> {
    const { chats, deliveries, replies, now, dispatchSoon } = this.#deps;
    const [, woken] = await Promise.all([chats.remember(chat), deliveries.resume(chat.id, now())]);
    if (woken.replies) replies.queue(context);
    if (woken.due > 0) dispatchSoon();
  }

  #notHere(): AdaptiveCardInvokeResponse {
    this.#deps.cases.refused('desk of another chat');
    return messageResponse(NOT_HERE);
  }

  async #turn(context: TurnContext): Promise<AdaptiveCardInvokeResponse> {
    return (await this.#route(context)) ?? messageResponse('');
  }

  async #route(context: TurnContext): Promise<AdaptiveCardInvokeResponse | undefined> {
    const { answered, staff } = this.#deps;
    const { activity } = context;
    const chat = chatOf(activity);
    await this.#heardFrom(context, chat);
    await this.#warnOfEmergency(context);
    const handler = this.#handlerOf(context, chat);
    // What staff say is answered once by their conversation's own state.
    if (handler === undefined) return staff.turn(context);
    // A press has one effect by its key, and each time it comes somebody waits for its answer.
    return activity.type === 'invoke' ? handler() : answered.once(chat.id, activity.id, handler);
  }

  /** An emergency in a box of a form gets its sentence too, once; the form goes its way. */
  async #warnOfEmergency(context: TurnContext): Promise<void> {
    const { answered, notices } = this.#deps;
    const { activity } = context;
    if (!typedIn(notices.cards, activity).some(isEmergency)) return;
    const id = activity.id === undefined ? undefined : `${activity.id}/emergency`;
    await answered.once(activity.conversation.id, id, () => context.sendActivity(SENTENCES.emergency));
  }

  /** Who works on this activity; undefined for the staff's 1:1 conversations. */
  #handlerOf(context: TurnContext, chat: Chat): Handler | undefined {
    const { cases, classes, notices, reportFile, now } = this.#deps;
    const { activity } = context;
    if (activity.type === 'message' && activity.value == null && isEmergency(readSaid(activity).text)) {
      return async () => void (await context.sendActivity(SENTENCES.emergency));
    }
    if (isCasePress(activity)) return () => pressCase(cases, context);
    if (isClassPress(activity)) return () => pressClass(classes, context);
    if (isNoticePress(activity)) return () => pressNotice(notices, context);
    if (chat.kind !== 'personal') return () => this.#inSharedChat(context, chat);
    const days = readFileRequest(activity, now());
    if (days !== undefined) return async () => void (await reportFile.offer(context, days));
    return readTeamPress(activity) === undefined ? undefined : async () => this.#notHere();
  }

  async #inSharedChat(context: TurnContext, chat: Chat): Promise<AdaptiveCardInvokeResponse | undefined> {
    const { chats, escalation, team, links } = this.#deps;
    const { activity } = context;
    const isText = activity.type === 'message' && activity.value == null;
    // Teams delivers only messages that mention the bot, unless the app may read all; those are people's talk among themselves.
    if (isText && !mentionsBot(activity.entities, activity.recipient)) return undefined;
    const code = activity.type === 'message' ? readLinkCommand(readSaid(activity).text) : undefined;
    if (code !== undefined) return links.link(context, code);
    const link = await chats.linkOf(chat.id);
    if (link?.role !== 'esr-team' && readTeamPress(activity) !== undefined) return this.#notHere();
    if (link === undefined || !CHAT_ROLES.includes(link.role)) return links.explain(context, link);
    return link.role === 'esr-team' ? team.turn(context, link.trust) : escalation.turn(context, link.trust);
  }
}

type Handler = () => Promise<AdaptiveCardInvokeResponse | undefined>;

const isObject = (value: unknown) => typeof value === 'object' && value !== null;

const NOT_OURS: InvokeResponse = { status: 400 };

/** A card of the ESR Team's that was forwarded. */
const NOT_HERE = 'This belongs to an ESR Team chat. Nothing was changed.';
