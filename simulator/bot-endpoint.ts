import type { Activity } from './activity.ts';

/** What came of giving the bot an activity. */
export interface Delivery {
  activity: Activity;
  /** False when Teams would not have told the bot at all. */
  delivered: boolean;
  /** HTTP status; 0 when the bot could not be reached or was not told. */
  status: number;
  body: unknown;
}

export interface BotEndpointOptions {
  /** The bot's messaging endpoint. */
  url: string;
  /** How long the bot has for its answer. Teams allows 10 to 15 s. */
  timeoutMs: number;
  /** The Authorization header, for a bot that asks for one. */
  authorization?: (() => string | Promise<string>) | undefined;
}

/** Posts activities to the bot: one at a time for each person, as a client would. */
export class BotEndpoint {
  url: string;
  readonly #options: BotEndpointOptions;
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor(options: BotEndpointOptions) {
    this.url = options.url;
    this.#options = options;
  }

  /** Posts after everything else this person has under way. */
  inTurn<T>(person: string, work: () => Promise<T>): Promise<T> {
    const result = (this.#queues.get(person) ?? Promise.resolve()).then(work);
    this.#queues.set(
      person,
      result.catch(() => undefined),
    );
    return result;
  }

  /** Posts at once. Never throws: a bot that is down is an answer too. */
  async post(activity: Activity): Promise<Delivery> {
    const authorization = await this.#options.authorization?.();
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
        body: JSON.stringify(activity),
        signal: AbortSignal.timeout(this.#options.timeoutMs),
      });
      return { activity, delivered: true, status: response.status, body: parse(await response.text()) };
    } catch (error) {
      return { activity, delivered: true, status: 0, body: reason(error) };
    }
  }
}

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
