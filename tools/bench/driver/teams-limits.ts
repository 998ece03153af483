import { CHAT_LIMITS, type Limit, TENANT_LIMITS } from '../../../src/outbox/send-limits.ts';

/** Teams' limits as documented, for one bot in one tenant: says which call is one too many. */
export class TeamsLimits {
  readonly #tenant: number[] = [];
  readonly #chats = new Map<string, number[]>();
  /** How many calls were refused for the tenant's limit, and for a chat's. */
  readonly refused = { tenant: 0, chat: 0 };

  /** Whether Teams takes this call; `now` in milliseconds. What it refuses does not count. */
  take(chat: string, now: number): boolean {
    const calls = this.#chats.get(chat) ?? [];
    this.#chats.set(chat, calls);
    // A chat's hour is longer than the simulation of its people lasts; the tenant's second is not.
    while (this.#tenant.length > 0 && now - (this.#tenant[0] ?? 0) >= 1000) this.#tenant.shift();
    if (this.#tenant.length >= (TENANT_LIMITS[0] as Limit).sends) this.refused.tenant += 1;
    else if (!CHAT_LIMITS.every((limit) => isFree(calls, limit, now))) this.refused.chat += 1;
    else {
      this.#tenant.push(now);
      calls.push(now);
      return true;
    }
    return false;
  }
}

const isFree = (calls: readonly number[], { sends, windowMs }: Limit, now: number) =>
  now - (calls.at(-sends) ?? Number.NEGATIVE_INFINITY) >= windowMs;
