import type { ConnectorCall } from '../../simulator/connector.ts';
import type { Teams } from '../../simulator/teams.ts';
import type { Shown } from '../../simulator/teams-options.ts';
import type { Chat } from '../../simulator/world-events.ts';
import { cardIn, readAloud } from '../support/cards.ts';

/** Which messages name which case: found as they come, because a long run has too many to look through each time. */
export class Posts {
  readonly #teams: Teams;
  readonly #ids = new Map<string, Set<string>>();

  constructor(teams: Teams) {
    this.#teams = teams;
    teams.events.on('called', (call) => this.#note(call));
  }

  /** The cards of a chat that name this case and have all of these words, oldest first. */
  of(chat: Chat, reference: string, ...words: readonly string[]): Shown[] {
    const { messages } = this.#teams.world;
    return [...(this.#ids.get(reference) ?? [])].flatMap((id) => {
      const message = messages.get(id);
      if (message === undefined || message.chat !== chat.id) return [];
      const shown = { ...message.activity, edited: message.edited };
      const text = cardIn(shown) === undefined ? '' : readAloud(shown);
      return [reference, ...words].every((word) => text.includes(word)) ? [shown] : [];
    });
  }

  #note({ method, activityId, body }: ConnectorCall): void {
    if (method !== 'POST' || activityId === undefined || !this.#teams.world.messages.has(activityId)) return;
    for (const [reference] of JSON.stringify(body).matchAll(/[A-Z0-9]{3}-[A-Z0-9]{3}/g)) {
      const ids = this.#ids.get(reference) ?? new Set();
      this.#ids.set(reference, ids.add(activityId));
    }
  }
}
