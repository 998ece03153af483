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
import { errorFields } from '../error-fields.ts';
import { isEmergency } from '../intake/emergency.ts';
import type { Chat, ChatStore } from '../store/chat-store.ts';
import type { DeliveryStore } from '../store/delivery-store.ts';
import type { TurnLocks } from '../store/turn-locks.ts';
import { type CasePressParts, isCasePress, pressCase } from './case-press.ts';
import { readDeskPress } from './desk/desk-press.ts';
import { isNoticePress, type NoticePressParts, pressNotice } from './desk/notice-press.ts';
import { type ReportFile, readFileRequest } from './desk/report-file.ts';
import type { EscalationChat } from './escalation-chat.ts';
import type { Floods } from './floods.ts';
import { withoutSecrets } from './input-door.ts';
import { messageResponse } from './invoke-responses.ts';
import type { LinkedChats } from './linked-chats.ts';
import { readLinkCommand } from './linking.ts';
import { chatOf, saidToBot } from './people.ts';
import type { StaffChat } from './staff-chat.ts';
import type { TeamChat } from './team-chat.ts';
import { type ClassPressParts, isClassPress, pressClass } from './trainers/class-press.ts';
import type { EscalateExtension } from './trainers/extension.ts';
import { TurnQueue } from './turns.ts';

export interface BotParts {
  readonly chats: ChatStore;
  readonly deliveries: DeliveryStore;
  readonly cases: CasePressParts;
  readonly notices: NoticePressParts;
  readonly staff: StaffChat;
  readonly classes: ClassPressParts;
  readonly escalation: EscalationChat;
  readonly extension: EscalateExtension;
  readonly team: TeamChat;
  readonly reportFile: ReportFile;
  readonly links: LinkedChats;
  readonly floods: Floods;
  readonly turns: TurnLocks;
  /** A turn was not taken. */
  readonly dropped: () => void;
  readonly log: Logger;
  readonly now: () => string;
  /** Something waits no longer: the bot is in the chat again. */
  readonly owed: () => void;
}

/** Asks one question of every activity, whose chat is this?, and hands it to whoever works there. */
export class EsrAccessBot extends TeamsActivityHandler {
  readonly #parts: BotParts;

  readonly #queue = new TurnQueue();

  constructor(parts: BotParts) {
    super();
    this.#parts = parts;
  }

  /** One turn; turns of one conversation run one after the other, whichever process they came to. */
  override run(context: TurnContext): Promise<void> {
    const { conversation, from } = context.activity;
    const admission = this.#parts.floods.admit(
      conversation.id,
      from.id,
      this.#queue.waiting(conversation.id),
    );
    if (admission !== 'take') return this.#tooMany(context, admission === 'tell');
    withoutSecrets(this.#parts.notices.cards, context.activity);
    const turn = () => super.run(context);
    return this.#queue.run(conversation.id, () => this.#parts.turns.run(conversation.id, turn));
  }

  /** Costs as little as it can: a press is always answered, a message once. */
  async #tooMany(context: TurnContext, tell: boolean): Promise<void> {
    const { type, name } = context.activity;
    this.#parts.dropped();
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
    if (type !== 'invoke') return super.onTurnActivity(context);
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
    return this.#parts.extension
      .open(context, action)
      .catch((error) => ({ task: { type: 'message', value: this.#failed(context, error) } }));
  }

  protected override handleTeamsMessagingExtensionSubmitAction(
    context: TurnContext,
    action: MessagingExtensionAction,
  ): Promise<MessagingExtensionActionResponse> {
    return this.#parts.extension
      .submit(context, action)
      .catch((error) => ({ task: { type: 'message', value: this.#failed(context, error) } }));
  }

  protected override async handleTeamsFileConsent(context: TurnContext, response: unknown): Promise<void> {
    await this.#parts.reportFile
      .answer(context, response)
      .catch(async (error) => void (await context.sendActivity(this.#failed(context, error))));
  }

  /** A turn that answers whoever pressed broke off: what they are told. Without an answer, Teams only says "error". */
  #failed({ activity }: TurnContext, error: unknown): string {
    this.#parts.log.error({ ...errorFields(error), type: activity.type, name: activity.name }, 'turn failed');
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
    const { staff, links } = this.#parts;
    const chat = chatOf(context.activity);
    const isNew = await this.#heardFrom(chat);
    if (chat.kind === 'personal') await staff.turn(context);
    else if (isNew) await links.greet(context);
  }

  /** Keeps how to write to the chat, and sends what waited, for somebody may have blocked the bot. Whether the chat is new. */
  async #heardFrom(chat: Chat): Promise<boolean> {
    const { chats, deliveries, now, owed } = this.#parts;
    const [isNew, woken] = await Promise.all([chats.remember(chat), deliveries.wake(chat.id, now())]);
    if (woken > 0) owed();
    return isNew;
  }

  #notHere(): AdaptiveCardInvokeResponse {
    this.#parts.cases.refused('desk of another chat');
    return messageResponse(NOT_HERE);
  }

  async #turn(context: TurnContext): Promise<AdaptiveCardInvokeResponse> {
    return (await this.#route(context)) ?? messageResponse('');
  }

  async #route(context: TurnContext): Promise<AdaptiveCardInvokeResponse | undefined> {
    const { chats, cases, classes, notices, staff, escalation, team, links, now } = this.#parts;
    const { activity } = context;
    const chat = chatOf(activity);
    await this.#heardFrom(chat);
    if (activity.type === 'message' && activity.value == null && isEmergency(saidToBot(activity))) {
      return void (await context.sendActivity(SENTENCES.emergency));
    }
    if (isCasePress(activity)) return pressCase(cases, context);
    if (isClassPress(activity)) return pressClass(classes, context);
    if (isNoticePress(activity)) return pressNotice(notices, context);
    if (chat.kind === 'personal') {
      const days = readFileRequest(activity, now());
      if (days !== undefined) return void (await this.#parts.reportFile.offer(context, days));
      return readDeskPress(activity) === undefined ? staff.turn(context) : this.#notHere();
    }
    const code = activity.type === 'message' ? readLinkCommand(saidToBot(activity)) : undefined;
    if (code !== undefined) return links.link(context, code);
    const link = await chats.linkOf(chat.id);
    if (link?.role !== 'esr-team' && readDeskPress(activity) !== undefined) return this.#notHere();
    if (link === undefined) return links.explain(context);
    return link.role === 'esr-team' ? team.turn(context, link.trust) : escalation.turn(context, link.trust);
  }
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null;

const NOT_OURS: InvokeResponse = { status: 400 };

/** A card of the ESR Team's that was forwarded. */
const NOT_HERE = 'This belongs to an ESR Team chat. Nothing was changed.';
