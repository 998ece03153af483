import type { Activity, TeamsChannelAccount, TurnContext } from 'botbuilder';
import { cardMessage } from '../cards/message.ts';
import { SENTENCES } from '../cards/sentences.ts';
import type { Person } from '../cases/case.ts';
import { mentionsBot } from '../intake/message/bot-mention.ts';
import { readSaid, type Said } from '../intake/message/said.ts';
import { type Chat, channelOf } from '../store/chats/chat-store.ts';
import { chatOf, personOf } from './activity-parties.ts';
import { type SentPicture, sentPictures } from './picture-addresses.ts';
import { inPlace, type PressResponse, pressResponse, waitingResponse } from './press-response.ts';
import { cardInputsOf, type Fields, pressedData } from './pressed.ts';
import { type Mark, type Reacting, react } from './reactions.ts';
import { type SentSheet, sentSheets } from './sent-sheets.ts';
import { targetedTo } from './targeted.ts';
import type { Reply, ReplyState, TurnAnswer } from './turn-answer.ts';

const TURN = Symbol('turn');

/** One activity of Teams, as everything above src/teams sees it: who, where, the text or press, and how to answer. */
export class Turn {
  readonly #context: TurnContext;
  /** Undefined where the bot writes unprompted: the outbox handles a message that Teams refuses. */
  readonly replyState: ReplyState | undefined;
  /** What Action.Execute is answered with. */
  response: PressResponse = pressResponse({});
  /** What was said to the press is in its response, and in no message: who pressed without Action.Execute has not seen it. */
  onlyInResponse = false;
  /** What its message is to be marked with. */
  mark: Mark | undefined;

  constructor(context: TurnContext, replyState?: ReplyState) {
    this.#context = context;
    this.replyState = replyState;
    context.turnState.set(TURN, this);
  }

  /** The activity's id: the same when Teams sends it again. */
  get id(): string | undefined {
    return this.#activity.id;
  }

  /** Who wrote or pressed, by the id that Teams vouches for. */
  get person(): Person {
    return personOf(this.#activity);
  }

  get chat(): Chat {
    return chatOf(this.#activity);
  }

  /** Who is in the chat for certain, by their ids: who wrote or pressed, or who is said to have come. */
  get present(): readonly string[] {
    const { membersAdded = [], recipient } = this.#activity;
    if (this.isMessage || this.isInvoke) return [this.person.id];
    return membersAdded.map(({ id }) => id).filter((id) => id !== recipient?.id);
  }

  /** A person's message, or a press of a client without Action.Execute. */
  get isMessage(): boolean {
    return this.#activity.type === 'message';
  }

  /** A message that somebody typed, and not a press. */
  get isTyped(): boolean {
    return this.isMessage && this.pressed === undefined;
  }

  /** Waits for a response: Action.Execute, a dialog, a file. */
  get isInvoke(): boolean {
    return this.#activity.type === 'invoke';
  }

  get said(): Said {
    return readSaid(this.#activity);
  }

  /** A private message to the bot in a chat with several people, such as a slash command: its answers are private too. */
  get isTargeted(): boolean {
    return (this.#activity.recipient as { isTargeted?: boolean }).isTargeted === true;
  }

  /** Whether Teams lists a mention of the bot in the text. */
  get mentionsBot(): boolean {
    return mentionsBot(this.#activity.entities, this.#activity.recipient);
  }

  /** People's talk among themselves: what is typed in a shared chat, and not to the bot. */
  get isOverheard(): boolean {
    return this.isTyped && this.chat.kind !== 'personal' && !this.mentionsBot && !this.isTargeted;
  }

  /** The data of the pressed button, with filled-in values; undefined without a press. */
  get pressed(): unknown {
    return pressedData(this.#activity);
  }

  /** Whether the pressed button's data has this field. */
  isPressedWith(field: string): boolean {
    const data = this.pressed;
    return typeof data === 'object' && data !== null && field in data;
  }

  /** The message whose card was pressed. */
  get pressedMessage(): string | undefined {
    return this.#activity.replyToId;
  }

  /** Earlier replies still wait for this chat: this turn's go behind them. */
  queueReplies(): void {
    if (this.replyState !== undefined) this.replyState.queued = true;
  }

  /** Values filled in on a card or in a dialog, besides its button's data. */
  get filledIn(): Fields | undefined {
    return cardInputsOf(this.#activity).filledIn;
  }

  set filledIn(fields: Fields | undefined) {
    cardInputsOf(this.#activity).filledIn = fields;
  }

  /** The pictures that came with a message. */
  get pictures(): readonly SentPicture[] {
    return this.isMessage ? sentPictures(this.#activity.attachments, this.#activity.serviceUrl) : [];
  }

  /** The spreadsheets that came with a message in a 1:1 chat. */
  get sheets(): readonly SentSheet[] {
    const isHere = this.isMessage && this.chat.kind === 'personal';
    return isHere ? sentSheets(this.#activity.attachments, this.#activity.serviceUrl) : [];
  }

  /** Sends these messages, one after the other. The id of the first, where it is known by now. */
  reply(...replies: readonly Reply[]): Promise<string | undefined> {
    return this.#send(replies.map((one) => this.#addressed(one)));
  }

  async #send(activities: Partial<Activity>[]): Promise<string | undefined> {
    if (activities.length === 0) return undefined;
    const sent = await this.#context.sendActivities(activities);
    return sent[0]?.id || undefined;
  }

  /** To everyone in the chat, or to the sender alone. Teams shows the private message that is answered above its answer. */
  #addressed(reply: Reply, privately = false): Partial<Activity> {
    const activity = activityOf(reply);
    if ((!privately && !this.isTargeted) || this.chat.kind === 'personal') return activity;
    const { id, from } = this.#activity;
    const answered =
      this.isTargeted && id !== undefined ? [{ type: 'targetedMessageInfo', messageId: id }] : [];
    return targetedTo(from.id, { ...activity, entities: [...(activity.entities ?? []), ...answered] });
  }

  /** Changes a message of the bot. Throws what Teams refuses. */
  async update(id: string, message: object): Promise<void> {
    await this.#context.updateActivity({ ...message, id });
  }

  /** Deletes a message of the bot. Throws what Teams refuses. */
  async remove(id: string): Promise<void> {
    await this.#context.deleteActivity(id);
  }

  /** Changes the message whose button was pressed. False if Teams no longer has such a message. */
  async updatePressed(message: object): Promise<boolean> {
    const { pressedMessage: id } = this;
    if (id === undefined) return false;
    const asPrivate = () => this.update(id, targetedTo(this.#activity.from.id, message));
    return this.update(id, message)
      .catch((error) => (this.chat.kind === 'personal' ? Promise.reject(error) : asPrivate()))
      .then(
        () => true,
        () => false,
      );
  }

  /** Sends the turn's result. */
  async answer(answer: TurnAnswer): Promise<void> {
    const { card, show = 'in-place', notice = '', replies = [], privately = false, seen = false } = answer;
    if (seen) this.mark = 'seen';
    // In place of an earlier card stands the newest: there is none at the end of the chat to point to.
    const words = notice === '' || notice === SENTENCES.staleCard ? [] : [notice];
    const instead = this.#answersInPlace ? inPlace([...words, ...replies]) : undefined;
    const messages = replies.map((one) => this.#addressed(one, privately));
    this.onlyInResponse = this.isInvoke && (instead !== undefined || messages.length === 0);
    if (instead !== undefined) return this.answerAgain({ card: instead });
    if (this.isInvoke) {
      this.response = pressResponse(answer);
      if (card !== undefined && show === 'for-all') await this.updatePressed(cardMessage(card));
    } else {
      // What Action.Execute would show to the presser alone.
      const isToPresser = privately || this.pressed !== undefined;
      if (notice !== '') messages.unshift(this.#addressed(notice, isToPresser));
      if (card !== undefined && show !== 'presser') {
        const isShown = show !== 'below' && (await this.updatePressed(cardMessage(card)));
        if (!isShown) messages.unshift(this.#addressed(cardMessage(card), privately));
      }
    }
    await this.#send(messages);
    if (this.isInvoke && messages.length > 0 && this.replyState?.queued)
      this.response = waitingResponse(answer);
  }

  /** A person's own press, while messages have to wait. */
  get #answersInPlace(): boolean {
    return this.isInvoke && this.chat.kind === 'personal' && this.replyState?.isBusy() === true;
  }

  /** Answers a second tap as the first: without Action.Execute, a message says what only the first one's response did. */
  async repeat({ response, onlyInResponse }: Pick<Turn, 'response' | 'onlyInResponse'>): Promise<void> {
    this.response = response;
    this.onlyInResponse = onlyInResponse;
    if (this.isInvoke || !onlyInResponse) return;
    const { value } = response;
    const message = typeof value === 'string' ? value : cardMessage(value);
    if (typeof message === 'string' || !(await this.updatePressed(message))) await this.reply(message);
  }

  /** Answers a press by its response alone, and sends no message: of a press that came again, they were sent before. */
  answerAgain(answer: TurnAnswer): void {
    this.response = pressResponse(answer);
  }

  /** Marks a message in this chat. Throws what Teams refuses. */
  async react(message: string, mark: Mark): Promise<void> {
    await react(this.#conversations, this.chat.id, message, mark);
  }

  /** A page of the chat's members: of the channel, where it is one, and not of its team. */
  async members(size: number, continuation?: string) {
    const asked = { pageSize: size, continuationToken: continuation };
    const page = await this.#conversations.getConversationPagedMembers(this.#roster, asked);
    return {
      members: (page.members ?? []) as TeamsChannelAccount[],
      continuationToken: page.continuationToken,
    };
  }

  /** A member of the chat, by their id; the person who wrote or pressed, where none is given. */
  member(id: string = this.#activity.from.id): Promise<TeamsChannelAccount> {
    return this.#conversations.getConversationMember(this.#roster, id);
  }

  /** A thread of a channel has the channel's members. */
  get #roster(): string {
    return channelOf(this.chat.id);
  }

  get #conversations(): Members & Reacting {
    const { adapter, turnState } = this.#context;
    return turnState.get(adapter.ConnectorClientKey).conversations;
  }

  get #activity(): Activity {
    return this.#context.activity;
  }
}

/** The connector's calls for who is in a chat, with what Teams says of people. */
interface Members {
  getConversationPagedMembers(
    chat: string,
    options: { readonly pageSize: number; readonly continuationToken: string | undefined },
  ): Promise<{ readonly members?: readonly TeamsChannelAccount[]; readonly continuationToken?: string }>;
  getConversationMember(chat: string, id: string): Promise<TeamsChannelAccount>;
}

/** The turn of the SDK's context. */
export const turnOf = (context: TurnContext): Turn | undefined =>
  context.turnState.get(TURN) as Turn | undefined;

const activityOf = (reply: Reply): Partial<Activity> =>
  typeof reply === 'string' ? { type: 'message', text: reply } : reply;
