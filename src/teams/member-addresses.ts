import { LRUCache } from 'lru-cache';
import { sendProblem } from '../outbox/send-errors.ts';
import type { Turn } from './turn.ts';

/** A member's own address from Teams; `gone` when the bot is not in the chat. */
export type Membership = { readonly address: string | undefined; readonly gone: boolean };

const KEPT = 1000;
/** Addresses change with people's names. */
const KEPT_MS = 60 * 60_000;
const ANSWER_MS = 2000;

/** Who presses or types, as the chat's roster has them: asked once an hour and person, and never waited for long. */
export class MemberAddresses {
  /** Empty where Teams gave none. */
  readonly #known = new LRUCache<string, string>({ max: KEPT, ttl: KEPT_MS });

  /** The address, if Teams returns it in time. */
  async of(turn: Turn): Promise<string | undefined> {
    const { id } = turn.person;
    const known = this.#known.get(id);
    if (known !== undefined) return known || undefined;
    return (await this.look(turn)).address;
  }

  /** Asks the roster now: it is also how the bot learns that it is not in a chat. */
  async look(turn: Turn): Promise<Membership> {
    const { id } = turn.person;
    try {
      const member = await within(ANSWER_MS, turn.member());
      if (member === undefined) return { address: this.#known.get(id) || undefined, gone: false };
      const address = (member.email || member.userPrincipalName)?.toLowerCase();
      this.#known.set(id, address ?? '');
      return { address, gone: false };
    } catch (error) {
      // Any other failure says nothing about the chat, and the address is a help and not a need.
      return {
        address: this.#known.get(id) || undefined,
        gone: sendProblem(error).kind === 'wait-for-install',
      };
    }
  }
}

/** What `work` comes to, or undefined if that takes longer. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
