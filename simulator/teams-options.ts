import type { Activity } from './activity.ts';
import type { Delivery } from './bot-endpoint.ts';
import type { ConnectorCall } from './connector.ts';
import type { TaskModule } from './extension.ts';
import type { Outcome } from './invoke-outcome.ts';

export interface TeamsOptions {
  /** The bot's messaging endpoint. Can be changed later: `teams.botUrl = …`. */
  botUrl?: string;
  /** The connector's port; 0 (the default) takes any. */
  port?: number;
  /** Keeps the world in this file, and starts from what it holds. Without it, memory only. */
  dataFile?: string;
  botAppId?: string;
  /** How long the bot has to answer, in milliseconds; 15 s. */
  timeoutMs?: number;
  /** The Authorization header of each activity, for a bot that asks for one. */
  authorization?: () => string | Promise<string>;
  now?: () => Date;
}

/** What happens, for those who watch. */
export interface TeamsEvents {
  /** A chat changed: a message came, changed or went. */
  changed: [chat: string];
  typing: [chat: string];
  /** An activity went to the bot. */
  delivered: [delivery: Delivery];
  /** The bot called the connector. */
  called: [call: ConnectorCall];
}

/** What came of a press, and what the person sees of it. */
export type Press = Delivery & { outcome: Outcome };

/** What came of a message extension, and the dialog it opened. */
export type ExtensionCall = Delivery & { task?: TaskModule; says?: string };

/** A message as Teams shows it now. */
export type Shown = Activity & { edited: boolean; reactions?: string[] };
