/** The parts of the Bot Framework's wire format that the simulator speaks. Written down here, so that it stays a black box to the bot. */
export interface Account {
  id: string;
  name?: string;
  aadObjectId?: string;
  /** In a chat with several people: only this account and the sender see the message. */
  isTargeted?: boolean;
}

/** The chat an activity belongs to, as Teams describes it. */
export interface Conversation {
  id: string;
  conversationType: ChatType;
  tenantId: string;
  isGroup?: true;
  name?: string;
}

export type ChatType = 'personal' | 'groupChat' | 'channel';

export interface Attachment {
  contentType: string;
  content?: unknown;
  contentUrl?: string;
  name?: string;
}

/** A mention, client information, or whatever else travels in `entities`. */
export interface Entity {
  type: string;
  [field: string]: unknown;
}

/** One message or event on the wire. */
export interface Activity {
  type: string;
  id: string;
  timestamp: string;
  localTimestamp?: string;
  localTimezone?: string;
  serviceUrl?: string;
  channelId: 'msteams';
  from: Account;
  conversation: Conversation;
  recipient?: Account;
  locale?: string;
  name?: string;
  action?: string;
  text?: string;
  textFormat?: string;
  summary?: string;
  attachments?: Attachment[];
  entities?: Entity[];
  value?: unknown;
  replyToId?: string;
  channelData?: Record<string, unknown>;
  membersAdded?: Account[];
  membersRemoved?: Account[];
}

export type Card = Record<string, unknown>;

export const adaptiveCardType = 'application/vnd.microsoft.card.adaptive';

/** The first Adaptive Card of an activity, or undefined. */
export function cardOf(activity: Pick<Activity, 'attachments'>): Card | undefined {
  const attachment = activity.attachments?.find(({ contentType }) => contentType === adaptiveCardType);
  return isRecord(attachment?.content) ? attachment.content : undefined;
}

/** True for a plain JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
