/** Half of what Teams takes for one tenant: the rest is for what can only be a message, and for the outbox. */
const BUSY_FROM = 25;
/** More than one chat's limit: refusals at this rate are the tenant's. */
const BUSY_IF_REFUSED = 8;
const REFUSED_MS = 10_000;

/** What was sent to one tenant in this second and the one before, and when Teams last refused something there. */
interface Load {
  second: number;
  sent: number;
  sentBefore: number;
  refusedAt: number;
}

/**
 * How near each tenant is to Teams' limit of messages a second, as far as this process knows: what others send shows in what Teams
 * refuses. Times are in milliseconds since 1970.
 */
export class TenantLoad {
  readonly #loads = new Map<string, Load>();

  sent(tenant: string, now: number): void {
    this.#at(tenant, now).sent += 1;
  }

  /** Teams said that there were too many (429). */
  refused(tenant: string, now: number): void {
    this.#at(tenant, now).refusedAt = now;
  }

  /** Whether the tenant is near its limit: then what can be said without a message should be. */
  isBusy(tenant: string, now: number): boolean {
    const { second, sent, sentBefore, refusedAt } = this.#at(tenant, now);
    const rate = sent + sentBefore * (1 - (now / 1000 - second));
    return rate >= BUSY_FROM || (rate >= BUSY_IF_REFUSED && now - refusedAt < REFUSED_MS);
  }

  #at(tenant: string, now: number): Load {
    const second = Math.floor(now / 1000);
    const load = this.#loads.get(tenant) ?? {
      second,
      sent: 0,
      sentBefore: 0,
      refusedAt: Number.NEGATIVE_INFINITY,
    };
    if (load.second !== second) {
      load.sentBefore = load.second === second - 1 ? load.sent : 0;
      load.sent = 0;
      load.second = second;
    }
    this.#loads.set(tenant, load);
    return load;
  }
}
