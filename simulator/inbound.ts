import type { Account, Activity, Attachment, Card, Conversation, Entity } from './activity.ts';
import type { Chat, Person } from './world-events.ts';

/** What a person may do when saying something. */
export interface SayOptions {
  /** Mention the bot. In shared chats the bot hears nothing else; true there unless told otherwise. */
  mention?: boolean;
  /** Sent as a slash command: private to the person and the bot, and without a mention. */
  slash?: boolean;
  /** Other people mentioned; the text holds `<at>Their Name</at>`. */
  mentions?: Person[];
  html?: string;
  attachments?: Attachment[];
  value?: unknown;
  replyToId?: string;
  /** Fields as another client sends them, laid over the message's own. */
  raw?: Record<string, unknown>;
}

/** Where, who and when: what every activity to the bot has in common. */
export interface Origin {
  id: string;
  now: Date;
  serviceUrl: string;
  bot: Account;
  person: Person;
  chat: Chat;
  /** The chat's id, or a channel's thread. */
  conversationId: string;
}

const timeZone = 'Europe/London';

/** A conversation as Teams describes it in an activity. */
export function conversationOf(chat: Chat, conversationId = chat.id): Conversation {
  const conversation: Conversation = {
    conversationType: chat.type,
    tenantId: chat.tenantId,
    id: conversationId,
  };
  if (chat.type !== 'personal') conversation.isGroup = true;
  if (chat.type === 'groupChat' && chat.name !== undefined) conversation.name = chat.name;
  return conversation;
}

/** What a person typed. */
export function messageActivity(origin: Origin, text: string, options: SayOptions): Activity {
  const { bot, chat } = origin;
  const mentionBot = options.mention === true && !text.includes(at(bot.name));
  const fullText = mentionBot ? `${at(bot.name)} ${text}` : text;
  const mentioned: Account[] = [...(options.mention ? [bot] : []), ...(options.mentions ?? [])];
  const html = options.html ?? toHtml(fullText, mentioned);
  return {
    ...envelope(origin, 'message'),
    text: fullText,
    textFormat: 'plain',
    attachments: [{ contentType: 'text/html', content: html }, ...(options.attachments ?? [])],
    entities: [...mentioned.map(mentionOf), clientInfo],
    channelData: channelData(chat),
    ...(options.slash && { recipient: { ...bot, isTargeted: true } }),
    ...(options.value !== undefined && { value: options.value }),
    ...(options.replyToId !== undefined && { replyToId: options.replyToId }),
    ...options.raw,
  };
}

/** A press of an Action.Submit: a message with a value and without text. */
export function submitActivity(origin: Origin, messageId: string, value: unknown): Activity {
  return { ...fromCard(origin, 'message', messageId), value };
}

/** A press of an Action.Execute. */
export function executeActivity(origin: Origin, messageId: string, action: Card, trigger: string): Activity {
  return {
    ...fromCard(origin, 'invoke', messageId),
    name: 'adaptiveCard/action',
    value: { action: { type: 'Action.Execute', ...action }, trigger },
  };
}

/** A call of the app's message extension, such as `composeExtension/fetchTask`. */
export function extensionActivity(origin: Origin, name: string, value: unknown): Activity {
  return {
    ...envelope(origin, 'invoke'),
    id: `f:${origin.id}`,
    name,
    value,
    channelData: { ...channelData(origin.chat), source: { name: 'compose' } },
    entities: [clientInfo],
  };
}

/** The bot was put into a chat or taken out; Teams tells it twice, in two forms. */
export function installationActivities(origin: Origin, secondId: string, installed: boolean): Activity[] {
  const members = [{ id: origin.bot.id }];
  const membership = installed ? { membersAdded: members } : { membersRemoved: members };
  return [
    {
      ...envelope(origin, 'installationUpdate'),
      id: `f:${origin.id}`,
      action: installed ? 'add' : 'remove',
      channelData: { ...channelData(origin.chat), source: { name: 'message' } },
      entities: [clientInfo],
    },
    {
      ...envelope({ ...origin, id: secondId }, 'conversationUpdate'),
      id: `f:${secondId}`,
      ...membership,
      channelData: channelData(origin.chat),
    },
  ];
}

const clientInfo: Entity = {
  locale: 'en-GB',
  country: 'GB',
  platform: 'Windows',
  timezone: timeZone,
  type: 'clientInfo',
};

function envelope(origin: Origin, type: string): Activity {
  const { id, now, serviceUrl, bot, person, chat, conversationId } = origin;
  return {
    type,
    id,
    timestamp: now.toISOString(),
    localTimestamp: localTime(now),
    localTimezone: timeZone,
    serviceUrl,
    channelId: 'msteams',
    from: { id: person.id, name: person.name, aadObjectId: person.aadObjectId },
    conversation: conversationOf(chat, conversationId),
    recipient: bot,
    locale: 'en-GB',
  };
}

function fromCard(origin: Origin, type: string, messageId: string): Activity {
  return {
    ...envelope(origin, type),
    id: `f:${origin.id}`,
    replyToId: messageId,
    entities: [clientInfo],
    channelData: {
      ...channelData(origin.chat),
      source: { name: 'message' },
      legacy: { replyToId: messageId },
    },
  };
}

function channelData(chat: Chat): Record<string, unknown> {
  const tenant = { id: chat.tenantId };
  if (chat.type !== 'channel') return { tenant };
  const { type = 'standard', team = chat.id } = chat.channel ?? {};
  const ids = { teamsChannelId: chat.id, teamsTeamId: team };
  return { ...ids, channel: { id: chat.id, type }, team: { id: team, name: chat.name }, tenant };
}

function mentionOf({ id, name }: Account): Entity {
  return { type: 'mention', mentioned: { id, name }, text: at(name) };
}

function at(name = ''): string {
  return `<at>${name}</at>`;
}

function toHtml(text: string, mentioned: Account[]): string {
  let html = escapeHtml(text).replaceAll('\n', '<br>');
  mentioned.forEach(({ name }, index) => {
    const span = `<span itemtype="http://schema.skype.com/Mention" itemscope="" itemid="${index}">${escapeHtml(name ?? '')}</span>`;
    html = html.replace(escapeHtml(at(name)), () => span);
  });
  return `<p>${html}</p>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** The time on the person's own clock, such as `2026-06-01T10:00:00.000+01:00`. */
function localTime(now: Date): string {
  const zone = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'longOffset' }).formatToParts(now);
  const offset =
    /[+-]\d\d:\d\d/.exec(zone.find(({ type }) => type === 'timeZoneName')?.value ?? '')?.[0] ?? '+00:00';
  const minutes = Number(`${offset[0]}1`) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4)));
  return new Date(now.getTime() + minutes * 60_000).toISOString().replace('Z', offset);
}
