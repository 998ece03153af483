import type { Teams } from './teams.ts';

/** One exchange between Teams and the bot, for a developer's eyes. */
export interface Exchange {
  direction: 'to bot' | 'from bot';
  at: string;
  title: string;
  status: number;
  json: unknown;
}

const MOST = 40;

/** The last exchanges, newest first. */
export class Traffic {
  readonly #last: Exchange[] = [];

  constructor({ events }: Teams) {
    events.on('delivered', ({ activity, status, body }) => {
      const title = [activity.type, activity.name ?? activity.action].filter(Boolean).join(' ');
      const json = body === undefined ? activity : { activity, answer: body };
      this.#add({ direction: 'to bot', at: new Date().toISOString(), title, status, json });
    });
    events.on('called', ({ at, method, operation, status, body, ...call }) => {
      const json = { ...call, ...(body !== undefined && { body }) };
      this.#add({
        direction: 'from bot',
        at: new Date(at).toISOString(),
        title: `${method} ${operation}`,
        status,
        json,
      });
    });
  }

  list(): Exchange[] {
    return this.#last;
  }

  #add(exchange: Exchange): void {
    this.#last.unshift(exchange);
    this.#last.splice(MOST);
  }
}
