/** What Teams takes for one tenant in a second, as in `send-limits.ts`. */
const FULL_FROM = 50;
/** Half of that: the rest is for what can only be a message, and for the outbox. */
const BUSY_FROM = 25;
/** More than one chat's limit: refusals at this rate are the tenant's. */
const BUSY_IF_REFUSED = 8;
/** So long a tenant stays busy that was full, even if nothing is sent for a second. */
const FULL_MS = 10_000;

/**
 * How near each tenant is to Teams' limit of messages a second, as far as this process knows: what others send shows in what Teams
 * refuses. Times are in milliseconds since 1970.
 */
export class TenantLoad {
  /** When each was sent: those of the last second. */
  readonly #sent = new Map<string, number[]>();
  readonly #fullAt = new Map<string, number>();

  sent(tenant: string, now: number): void {
    if (this.#lately(tenant, now).push(now) >= FULL_FROM) this.#fullAt.set(tenant, now);
  }

  /** Teams said that there were too many (429). */
  refused(tenant: string, now: number): void {
    if (this.#lately(tenant, now).length >= BUSY_IF_REFUSED) this.#fullAt.set(tenant, now);
  }

  /** Whether the tenant is near its limit: then what can be said without a message should be. */
  isBusy(tenant: string, now: number): boolean {
    const fullFor = now - (this.#fullAt.get(tenant) ?? Number.NEGATIVE_INFINITY);
    return this.#lately(tenant, now).length >= BUSY_FROM || (fullFor >= 0 && fullFor < FULL_MS);
  }

  /** Whether Teams would refuse another message now: then it goes behind those in the outbox. */
  isFull(tenant: string, now: number): boolean {
    return this.#lately(tenant, now).length >= FULL_FROM;
  }

  #lately(tenant: string, now: number): number[] {
    const sent = this.#sent.get(tenant) ?? [];
    this.#sent.set(tenant, sent);
    const isOver = (at: number | undefined) => at !== undefined && (now - at >= 1000 || at > now);
    while (isOver(sent[0])) sent.shift();
    return sent;
  }
}
