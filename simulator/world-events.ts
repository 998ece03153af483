import type { Activity, Card, ChatType } from './activity.ts';

/** What someone does in the cast: staff talk to the bot alone, the others in their team's chat. */
export type Role = 'staff' | 'trainer' | 'officer';

export interface Person {
  id: string;
  aadObjectId: string;
  name: string;
  email: string;
  tenantId: string;
  role: Role;
}

export interface Chat {
  id: string;
  type: ChatType;
  tenantId: string;
  name?: string;
  /** A private or shared channel: its members are its own, and its team has others. */
  channel?: { type: 'private' | 'shared'; team: string };
  /** Ids of the people in it. */
  members: string[];
  /** Whether the bot is in this chat. */
  installed: boolean;
}

/** One message as a chat keeps it. */
export interface Message {
  chat: string;
  activity: Activity;
  edited: boolean;
  /** Cards that answered one person's press: shown to that person alone, until the bot updates the message. */
  views: Record<string, Card>;
  /** Ids of the bot's reactions. */
  reactions: string[];
}

/** Everything that can happen to the world; a log of these is the world. */
export type WorldEvent =
  | { type: 'person'; person: Person }
  | { type: 'chat'; chat: Chat }
  | { type: 'installed'; chat: string; installed: boolean }
  | { type: 'sent'; chat: string; activity: Activity }
  | { type: 'updated'; id: string; activity: Activity }
  | { type: 'deleted'; id: string }
  | { type: 'answered'; id: string; person: string; card: Card }
  | { type: 'reacted'; id: string; reaction: string; on: boolean }
  | { type: 'mark'; name: string };
