import { type Activity, cardOf } from './activity.ts';
import { Pictures } from './pictures.ts';
import { SimulatorError } from './simulator-error.ts';
import type { Chat, Message, Person, WorldEvent } from './world-events.ts';
import type { WorldLog } from './world-log.ts';

/** People, chats and messages. Changes only through events, so that replaying the log gives the same world. */
export class World {
  readonly people = new Map<string, Person>();
  readonly chats = new Map<string, Chat>();
  readonly messages = new Map<string, Message>();
  readonly marks = new Set<string>();
  readonly pictures = new Pictures();
  readonly #byChat = new Map<string, Set<string>>();
  readonly #log: WorldLog | undefined;
  #lastId = 0;

  constructor(log?: WorldLog) {
    this.#log = log;
    for (const event of log?.replay() ?? []) this.#apply(event);
  }

  /** Makes something happen, and keeps it. */
  record(event: WorldEvent): void {
    this.#apply(event);
    this.#log?.append(event);
  }

  /** Adds a person, unless they are here already. Answers the one who is here. */
  addPerson(person: Person): Person {
    if (!this.people.has(person.id)) this.record({ type: 'person', person });
    return this.person(person.id);
  }

  /** Adds a chat, unless it is here already. Answers the one that is here. */
  addChat(chat: Chat): Chat {
    if (!this.chats.has(chat.id)) this.record({ type: 'chat', chat });
    return this.chat(chat.id);
  }

  /** A new activity id: milliseconds since 1970, as in Teams, and never twice. */
  nextId(now: Date): string {
    this.#lastId = Math.max(now.getTime(), this.#lastId + 1);
    return String(this.#lastId);
  }

  person(id: string): Person {
    return found(this.people.get(id), `person ${id}`);
  }

  /** The chat of a conversation id; a channel's `;messageid=` thread belongs to the channel. */
  chat(conversationId: string): Chat {
    return found(this.chats.get(chatId(conversationId)), `chat ${conversationId}`);
  }

  message(id: string): Message {
    return found(this.messages.get(id), `message ${id}`);
  }

  /** A chat's messages, oldest first. */
  messagesIn(chat: string): Message[] {
    return Array.from(this.#byChat.get(chat) ?? [], (id) => this.message(id));
  }

  #apply(event: WorldEvent): void {
    switch (event.type) {
      case 'person':
        this.people.set(event.person.id, event.person);
        break;
      case 'chat':
        this.chats.set(event.chat.id, event.chat);
        this.#byChat.set(event.chat.id, new Set());
        break;
      case 'installed':
        this.chat(event.chat).installed = event.installed;
        break;
      case 'sent': {
        const { chat, activity } = event;
        this.messages.set(activity.id, { chat, activity, edited: false, views: {}, reactions: [] });
        this.#byChat.get(chat)?.add(activity.id);
        this.#lastId = Math.max(this.#lastId, Number(activity.id) || 0);
        break;
      }
      case 'updated': {
        const message = this.message(event.id);
        this.messages.set(event.id, { ...message, activity: event.activity, edited: true, views: {} });
        break;
      }
      case 'deleted':
        this.#byChat.get(this.message(event.id).chat)?.delete(event.id);
        this.messages.delete(event.id);
        break;
      case 'answered':
        this.message(event.id).views[event.person] = event.card;
        break;
      case 'reacted': {
        const { reactions } = this.message(event.id);
        const others = reactions.filter((one) => one !== event.reaction);
        reactions.splice(0, reactions.length, ...others, ...(event.on ? [event.reaction] : []));
        break;
      }
      case 'mark':
        this.marks.add(event.name);
        break;
    }
  }
}

/** A conversation id without the thread that Teams adds to a channel's. */
export function chatId(conversationId: string): string {
  return conversationId.replace(/;messageid=.*$/, '');
}

/** Whether a person sees the message at all: a private one is seen by its sender and its recipient. */
export function isSeenBy({ activity: { from, recipient } }: Message, person: string): boolean {
  return recipient?.isTargeted !== true || from.id === person || recipient.id === person;
}

/** The message as one person sees it, with the card that answered their own press. */
function seenBy(message: Message, person: string): Activity {
  const own = message.views[person];
  const shown = cardOf(message.activity);
  if (!own || !shown) return message.activity;
  const attachments = message.activity.attachments?.map((attachment) =>
    attachment.content === shown ? { ...attachment, content: own } : attachment,
  );
  return { ...message.activity, ...(attachments && { attachments }) };
}

/** The message as Teams shows it to this person, or to anyone who pressed nothing on it. */
export const shown = (message: Message, person?: string) => ({
  ...(person === undefined ? message.activity : seenBy(message, person)),
  edited: message.edited,
  reactions: [...message.reactions],
});

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new SimulatorError('not-found', `There is no ${what} in this simulator.`);
  return value;
}
