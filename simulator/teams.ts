import { EventEmitter } from 'node:events';
import { type Account, type Activity, cardOf } from './activity.ts';
import { BotEndpoint, type Delivery } from './bot-endpoint.ts';
import { type CardAction, pressOf } from './cards.ts';
import { addCast, addChannel, makePerson, makePersonalChat, makeSharedChat } from './cast.ts';
import { Connector, type ConnectorCall } from './connector.ts';
import { extensionValue, saysOf, taskOf } from './extension.ts';
import { Faults } from './faults.ts';
import { ids } from './ids.ts';
import {
  executeActivity,
  extensionActivity,
  installationActivities,
  messageActivity,
  type Origin,
  type SayOptions,
  submitActivity,
} from './inbound.ts';
import { type Outcome, outcomeOf, submitOutcome } from './invoke-outcome.ts';
import { type PeakRate, peakRates } from './rates.ts';
import { SimulatorError } from './simulator-error.ts';
import type { ExtensionCall, Press, Shown, TeamsEvents, TeamsOptions } from './teams-options.ts';
import { Waiting } from './waiting.ts';
import { chatId, isSeenBy, shown, World } from './world.ts';
import type { Chat, Person, Role } from './world-events.ts';
import { WorldLog } from './world-log.ts';

/** A Teams that listens; close it when done. */
export async function createTeams(options: TeamsOptions = {}): Promise<Teams> {
  const teams = new Teams(options);
  await teams.listen(options.port ?? 0);
  return teams;
}

type OnMessage = string | undefined;
type Fields = Record<string, unknown>;

/** A small local Teams: people, chats, and the bot at the other end of the wire. */
export class Teams {
  readonly cast: ReturnType<typeof addCast>;
  readonly bot: Account;
  readonly world: World;
  readonly faults = new Faults();
  /** Every call the bot made to the connector, in the order they were answered. */
  readonly calls: ConnectorCall[] = [];
  /** Ids of people whose Teams knows only Action.Submit. */
  readonly oldPhones = new Set<string>();
  readonly events = new EventEmitter<TeamsEvents>();
  /** Where the bot finds the connector. */
  serviceUrl = '';
  readonly #connector: Connector;
  readonly #endpoint: BotEndpoint;
  readonly #log: WorldLog | undefined;
  readonly #waiting = new Waiting();
  readonly #now: () => Date;
  readonly #delivered = new Map<string, Activity>();

  constructor(options: TeamsOptions) {
    this.#log = options.dataFile === undefined ? undefined : new WorldLog(options.dataFile);
    this.world = new World(this.#log);
    this.cast = addCast(this.world);
    this.bot = { id: `28:${options.botAppId ?? ids.guid('bot')}`, name: 'ESR Access Bot' };
    this.#now = options.now ?? (() => new Date());
    this.#endpoint = new BotEndpoint({
      url: options.botUrl ?? 'http://127.0.0.1:3978/api/messages',
      timeoutMs: options.timeoutMs ?? 15_000,
      authorization: options.authorization,
    });
    this.#connector = new Connector({
      world: this.world,
      faults: this.faults,
      bot: this.bot,
      now: this.#now,
      onChanged: (chat) => this.#changed(chat),
      onTyping: (chat) => this.events.emit('typing', chat),
      onCall: (call) => this.#called(call),
    });
  }

  get botUrl(): string {
    return this.#endpoint.url;
  }

  set botUrl(url: string) {
    this.#endpoint.url = url;
  }

  async listen(port: number): Promise<void> {
    this.serviceUrl = `http://127.0.0.1:${await this.#connector.listen(port)}/`;
  }

  async close(): Promise<void> {
    await this.#connector.close();
    this.#log?.close();
  }

  createPerson(name: string, options: { role?: Role; tenantId?: string } = {}): Person {
    return this.world.addPerson(makePerson(name, options.role ?? 'staff', options.tenantId));
  }

  /** A person's own chat with the bot; made when there is none. */
  personalChat(person: Person): Chat {
    return this.world.addChat(makePersonalChat(person));
  }

  createGroupChat(name: string, members: Person[]): Chat {
    return this.world.addChat(makeSharedChat('groupChat', name, members));
  }

  /** A channel of a team; `own` of a private or shared one with its team. What is said there starts a thread, unless it replies to one. */
  createChannel(name: string, members: Person[], own?: Parameters<typeof addChannel>[3]): Chat {
    return addChannel(this.world, name, members, own);
  }

  /** A chat's messages as Teams shows them now, oldest first. */
  activities(chat: Chat): Shown[] {
    return this.world.messagesIn(chat.id).map((message) => shown(message));
  }

  /** Those that this person sees, with the cards that answered their own presses. */
  view({ id }: Person, chat: Chat): Shown[] {
    const seen = this.world.messagesIn(chat.id).filter((message) => isSeenBy(message, id));
    return seen.map((message) => shown(message, id));
  }

  /** Types a message. In shared chats the bot hears only what mentions it. */
  say(person: Person, chat: Chat, text: string, options: SayOptions = {}): Promise<Delivery> {
    const isPrivate = options.slash === true;
    const mention = options.mention ?? (chat.type !== 'personal' && !isPrivate);
    const origin = this.#origin(person, chat, options.replyToId);
    const activity = messageActivity(origin, text, { ...options, mention });
    const heard = this.world.chat(chat.id).installed && (mention || isPrivate || chat.type === 'personal');
    return this.#endpoint.inTurn(person.id, async () => {
      this.world.record({ type: 'sent', chat: chat.id, activity });
      this.#changed(chat.id);
      return heard ? this.#deliver(activity) : { activity, delivered: false, status: 0, body: undefined };
    });
  }

  /**
   * Presses a button of a card, named by its title, verb or id, or given whole. By name, inputs left out keep the
   * card's own values. On an old phone an Action.Execute falls back to its Action.Submit, as Teams does there.
   */
  async press(
    person: Person,
    chat: Chat,
    messageId: string,
    action: string | CardAction,
    inputs: Record<string, unknown> = {},
  ): Promise<Press> {
    const card = cardOf(shown(this.world.message(messageId), person.id)) ?? {};
    const { type, ...pressed } = pressOf(card, action, inputs, this.oldPhones.has(person.id));
    if (type === 'Action.Submit') return this.submit(person, chat, messageId, pressed.data);
    return this.#fromCard(person, chat, messageId, outcomeOf, (origin) =>
      executeActivity(origin, messageId, { type, ...pressed }, 'manual'),
    );
  }

  /** Presses an Action.Submit: the bot gets a message with the value. */
  submit(person: Person, chat: Chat, messageId: string, value: Record<string, unknown>): Promise<Press> {
    return this.#fromCard(person, chat, messageId, submitOutcome, (origin) =>
      submitActivity(origin, messageId, value),
    );
  }

  /** Puts the bot into a chat; may be repeated, as Teams may. Two activities reach the bot. */
  install(chat: Chat, by?: Person): Promise<Delivery[]> {
    return this.#installation(chat, by, true);
  }

  uninstall(chat: Chat, by?: Person): Promise<Delivery[]> {
    return this.#installation(chat, by, false);
  }

  /** Sends the bot the very same activity again, at once, as Teams does when an answer is late. */
  redeliver(activityId: string): Promise<Delivery> {
    const activity = this.#delivered.get(activityId);
    if (!activity)
      throw new SimulatorError('not-found', `No activity ${activityId} was delivered to the bot.`);
    return this.#deliver(activity);
  }

  /** Opens the app's action on a message, such as "Escalate to ESR Team"; by a slash, on none. */
  openAction(person: Person, chat: Chat, on: OnMessage, commandId: string): Promise<ExtensionCall> {
    return this.#extension('composeExtension/fetchTask', person, chat, on, { commandId });
  }

  /** Submits the dialog that `openAction` brought. */
  submitAction(person: Person, chat: Chat, on: OnMessage, commandId: string, data: Fields) {
    return this.#extension('composeExtension/submitAction', person, chat, on, { commandId, data });
  }

  /** Sends the bot an invoke about a message, such as the answer to a card of Teams' own. */
  invoke(person: Person, chat: Chat, messageId: string, name: string, value: unknown): Promise<Delivery> {
    const sent = extensionActivity(this.#origin(person, chat, messageId), name, value);
    return this.#endpoint.inTurn(person.id, () => this.#deliver({ ...sent, replyToId: messageId }));
  }

  /** The busiest windows of sends and updates to a chat, beside Teams' limits. */
  peakRate(chat: Chat): PeakRate[] {
    const sends = this.calls.filter(
      ({ operation, chat: where = '' }) =>
        ['send', 'reply', 'update'].includes(operation) && chatId(where) === chat.id,
    );
    return peakRates(sends.map(({ at }) => at));
  }

  /** Waits until the predicate answers something truthy, looking again at each change. Throws when time is up. */
  until<T>(predicate: (teams: this) => T, timeoutMs = 120_000): Promise<NonNullable<T>> {
    const lastCalls = () =>
      this.calls.slice(-5).map(({ method, path, status }) => `${method} ${path} ${status}`);
    return this.#waiting.until(
      () => predicate(this),
      timeoutMs,
      () => `The bot's last calls: ${lastCalls().join('; ') || 'none'}.`,
    );
  }

  async #fromCard(
    person: Person,
    chat: Chat,
    messageId: string,
    read: (delivery: Delivery) => Outcome,
    make: (origin: Origin) => Activity,
  ): Promise<Press> {
    const origin = this.#origin(person, chat, messageId);
    const delivery = await this.#endpoint.inTurn(person.id, () => this.#deliver(make(origin)));
    const outcome = read(delivery);
    if (outcome.kind === 'card' && this.world.messages.has(messageId)) {
      this.world.record({ type: 'answered', id: messageId, person: person.id, card: outcome.card });
      this.#changed(chat.id);
    }
    return { ...delivery, outcome };
  }

  async #extension(
    name: string,
    person: Person,
    chat: Chat,
    messageId: OnMessage,
    { commandId, ...rest }: { commandId: string; data?: unknown },
  ): Promise<ExtensionCall> {
    const activity = messageId === undefined ? undefined : this.world.message(messageId).activity;
    const author = activity && this.world.people.get(activity.from.id);
    const value = { ...extensionValue(commandId, activity, author), ...rest };
    const sent = extensionActivity(this.#origin(person, chat, messageId), name, value);
    const delivery = await this.#endpoint.inTurn(person.id, () => this.#deliver(sent));
    const task = taskOf(delivery);
    const says = saysOf(delivery);
    return { ...delivery, ...(task && { task }), ...(says && { says }) };
  }

  #installation(chat: Chat, by: Person | undefined, installed: boolean): Promise<Delivery[]> {
    const person = by ?? this.world.person(chat.members[0] ?? '');
    const origin = this.#origin(person, chat);
    const activities = installationActivities(origin, this.world.nextId(this.#now()), installed);
    return this.#endpoint.inTurn(person.id, async () => {
      this.world.record({ type: 'installed', chat: chat.id, installed });
      this.#changed(chat.id);
      const deliveries: Delivery[] = [];
      for (const activity of activities) deliveries.push(await this.#deliver(activity));
      return deliveries;
    });
  }

  async #deliver(activity: Activity): Promise<Delivery> {
    this.#delivered.set(activity.id, activity);
    const delivery = await this.#endpoint.post(activity);
    this.events.emit('delivered', delivery);
    this.#waiting.changed();
    return delivery;
  }

  #origin(person: Person, chat: Chat, replyToId?: string): Origin {
    if (!this.world.chat(chat.id).members.includes(person.id)) {
      throw new SimulatorError(
        'not-a-member',
        `${person.name} is not in ${chat.name ?? 'that personal chat'}.`,
      );
    }
    const now = this.#now();
    const id = this.world.nextId(now);
    const thread =
      replyToId === undefined ? undefined : this.world.messages.get(replyToId)?.activity.conversation.id;
    const conversationId = chat.type === 'channel' ? (thread ?? `${chat.id};messageid=${id}`) : chat.id;
    return { id, now, serviceUrl: this.serviceUrl, bot: this.bot, person, chat, conversationId };
  }

  #changed(chat: string): void {
    this.events.emit('changed', chat);
    this.#waiting.changed();
  }

  #called(call: ConnectorCall): void {
    this.calls.push(call);
    this.events.emit('called', call);
    this.#waiting.changed();
  }
}
