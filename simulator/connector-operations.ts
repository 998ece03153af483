import { type Account, type Activity, isRecord } from './activity.ts';
import { makePersonalChat } from './cast.ts';
import type { Operation } from './faults.ts';
import { conversationOf } from './inbound.ts';
import type { World } from './world.ts';
import { chatId } from './world.ts';
import type { Chat, Message, Person } from './world-events.ts';

/** A refusal, in the words Teams uses. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** What one call asks for. */
export interface Ask {
  world: World;
  bot: Account;
  now: () => Date;
  onChanged: (chat: string) => void;
  onTyping: (chat: string) => void;
  /** Conversation id from the path. */
  chatId: string;
  /** Activity or member id from the path. */
  id: string;
  /** Reaction id from the path, and whether it is taken away. */
  reaction: string;
  isRemoved: boolean;
  body: Record<string, unknown>;
  query: URLSearchParams;
}

export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  activityId?: string;
}

/** What each call does to the world. Throws ConnectorError. */
export const operations: Record<Operation, (ask: Ask) => Answer> = {
  create,
  send,
  reply: send,
  update,
  delete: remove,
  react,
  members: (ask) => ({ status: 200, body: roster(ask, chatFor(ask)).map(describe) }),
  member,
  pagedMembers,
};

/** Answers the person's own chat with the bot, where there is one: a bot cannot make group chats. */
function create({ world, body }: Ask): Answer {
  const [first] = Array.isArray(body.members) ? body.members : [];
  if (body.isGroup === true || !isRecord(first)) {
    throw new ConnectorError(400, 'BadSyntax', 'A bot can create a conversation with one person only.');
  }
  const tenant =
    isRecord(body.channelData) && isRecord(body.channelData.tenant)
      ? body.channelData.tenant.id
      : body.tenantId;
  const person = personOf(world, String(first.id));
  if (!person || (tenant !== undefined && tenant !== person.tenantId)) {
    throw new ConnectorError(403, 'BotNotInConversationRoster', 'The bot is not installed for this person.');
  }
  const chat = world.chats.get(makePersonalChat(person).id);
  if (!chat?.installed) {
    throw new ConnectorError(403, 'BotNotInConversationRoster', 'The bot is not installed for this person.');
  }
  return { status: 201, body: { id: chat.id } };
}

function send(ask: Ask): Answer {
  const { world, bot, body, now } = ask;
  const chat = chatFor(ask);
  if (typeof body.type !== 'string') throw new ConnectorError(400, 'BadSyntax', 'Activity type is missing.');
  if (body.type === 'typing') {
    ask.onTyping(chat.id);
    return { status: 202, body: { id: '' } };
  }
  checkContent(body);
  const recipient = targetOf(ask, chat);
  const id = world.nextId(now());
  const thread =
    chat.type === 'channel' && !ask.chatId.includes(';') ? `${chat.id};messageid=${id}` : ask.chatId;
  const activity: Activity = {
    ...(body as Partial<Activity> & { type: string }),
    id,
    timestamp: now().toISOString(),
    channelId: 'msteams',
    from: bot,
    conversation: conversationOf(chat, thread),
    ...(recipient && { recipient }),
  };
  world.record({ type: 'sent', chat: chat.id, activity });
  ask.onChanged(chat.id);
  return { status: 201, body: { id }, activityId: id };
}

function update(ask: Ask): Answer {
  const { world, body, id } = ask;
  const { chat, activity: old } = ownMessage(ask, chatFor(ask));
  checkContent(body);
  const { timestamp, channelId, from, conversation, recipient } = old;
  if (recipient?.isTargeted && body.recipient !== undefined)
    throw new ConnectorError(400, 'BadSyntax', 'The recipient of a targeted message cannot be changed.');
  const fixed = { id, timestamp, channelId, from, conversation, ...(recipient && { recipient }) };
  const activity: Activity = { type: 'message', ...body, ...fixed };
  world.record({ type: 'updated', id, activity });
  ask.onChanged(chat);
  return { status: 200, body: { id } };
}

function remove(ask: Ask): Answer {
  const { chat } = ownMessage(ask, chatFor(ask));
  ask.world.record({ type: 'deleted', id: ask.id });
  ask.onChanged(chat);
  return { status: 200 };
}

/** Teams takes two of these a second from a bot, over all its chats. */
const reactionsASecond = 2;

/** Adds the reaction to anybody's message, or takes it away; repeated, it changes nothing. */
function react(ask: Ask): Answer {
  const { world, id, reaction, isRemoved, now } = ask;
  const chat = chatFor(ask);
  const message = world.messages.get(id);
  if (message?.chat !== chat.id || message.activity.recipient?.isTargeted)
    throw new ConnectorError(404, 'ActivityNotFoundInConversation', 'Activity not found in conversation.');
  const at = now().getTime();
  const recent = (reactedAt.get(world) ?? []).filter((one) => at - one < 1000);
  if (recent.length >= reactionsASecond)
    throw new ConnectorError(429, 'TooManyRequests', 'Too many reactions.');
  reactedAt.set(world, [...recent, at]);
  world.record({ type: 'reacted', id, reaction, on: !isRemoved });
  ask.onChanged(chat.id);
  return { status: 200 };
}

const reactedAt = new WeakMap<World, number[]>();

function member(ask: Ask): Answer {
  const person = roster(ask, chatFor(ask)).find(
    ({ id, aadObjectId }) => id === ask.id || aadObjectId === ask.id,
  );
  if (!person)
    throw new ConnectorError(404, 'MemberNotFoundInConversation', 'Member not found in conversation.');
  return { status: 200, body: describe(person) };
}

/** Teams gives pages of at least 50 and at most 500 people, whatever is asked. */
function pagedMembers(ask: Ask): Answer {
  const people = roster(ask, chatFor(ask));
  const size = Math.min(500, Math.max(50, Number(ask.query.get('pageSize') ?? 200) || 200));
  const start = Number(Buffer.from(ask.query.get('continuationToken') ?? '', 'base64url').toString() || 0);
  if (!Number.isInteger(start))
    throw new ConnectorError(400, 'BadArgument', 'The continuation token is invalid.');
  const end = start + size;
  const more = end < people.length;
  const members = people.slice(start, end).map(describe);
  const continuationToken = Buffer.from(String(end)).toString('base64url');
  return { status: 200, body: { ...(more && { continuationToken }), members } };
}

function chatFor({ world, chatId: id }: Ask): Chat {
  const chat = world.chats.get(chatId(id));
  if (!chat) throw new ConnectorError(404, 'ConversationNotFound', 'Conversation not found.');
  if (!chat.installed) {
    throw new ConnectorError(
      403,
      'BotNotInConversationRoster',
      'The bot is not part of the conversation roster.',
    );
  }
  return chat;
}

/** Teams keeps a private message this long. */
const targetedMs = 24 * 60 * 60_000;

function isTargeted({ query }: Ask): boolean {
  return query.get('isTargetedActivity') === 'true';
}

/** For whom alone a message is; undefined for everyone. */
function targetOf(ask: Ask, chat: Chat): Account | undefined {
  if (!isTargeted(ask)) return undefined;
  const { id } = isRecord(ask.body.recipient) ? ask.body.recipient : {};
  const person = roster(ask, chat).find((one) => one.id === id || one.aadObjectId === id);
  if (chat.type === 'personal' || !person)
    throw new ConnectorError(
      400,
      'BadSyntax',
      'A targeted message needs a recipient in a group conversation.',
    );
  return { id: person.id, name: person.name, isTargeted: true };
}

function ownMessage(ask: Ask, chat: Chat): Message {
  const { world, bot, id, now } = ask;
  const message = world.messages.get(id);
  const targeted = message?.activity.recipient?.isTargeted === true;
  const isOver = targeted && now().getTime() - Date.parse(message?.activity.timestamp ?? '') > targetedMs;
  if (
    message?.chat !== chat.id ||
    message.activity.from.id !== bot.id ||
    targeted !== isTargeted(ask) ||
    isOver
  ) {
    throw new ConnectorError(404, 'ActivityNotFoundInConversation', 'Activity not found in conversation.');
  }
  return message;
}

function checkContent({ text, attachments }: Record<string, unknown>): void {
  if (text !== undefined && text !== null && typeof text !== 'string') {
    throw new ConnectorError(400, 'BadSyntax', 'Activity text must be a string.');
  }
  const list = attachments ?? [];
  if (!Array.isArray(list) || !list.every((item) => isRecord(item) && typeof item.contentType === 'string')) {
    throw new ConnectorError(400, 'BadSyntax', 'Every attachment needs a contentType.');
  }
  if (!text && list.length === 0)
    throw new ConnectorError(400, 'BadSyntax', 'The message has neither text nor attachment.');
}

function personOf(world: World, id: string): Person | undefined {
  return world.people.get(id) ?? world.people.values().find(({ aadObjectId }) => aadObjectId === id);
}

function roster({ world }: Ask, chat: Chat): Person[] {
  return chat.members.map((id) => world.person(id));
}

function describe({ id, aadObjectId, name, email, tenantId }: Person): Record<string, string> {
  const [givenName = name, ...rest] = name.split(' ');
  const names = { name, givenName, surname: rest.join(' ') };
  return {
    id,
    ...names,
    email,
    userPrincipalName: email,
    tenantId,
    userRole: 'user',
    aadObjectId,
    objectId: aadObjectId,
  };
}
