/** A limit set by Teams: this many sends within a window. */
export interface Limit {
  readonly sends: number;
  readonly windowMs: number;
}

/** A steady rate with a burst on top, chosen to stay under several limits. */
export interface SendLimit {
  /** The time between sends in the long run. */
  readonly everyMs: number;
  /** Sends that may go out together after a pause. */
  readonly burst: number;
}

/**
 * Teams' limits for one bot in one conversation: 7 sends in 1 s, 8 in 2 s, 60 in 30 s, 1,800 in an hour. Two limits keep
 * under all four, a little below each, so that replies within a turn fit as well.
 */
export const CHAT_LIMITS: readonly Limit[] = [
  { sends: 7, windowMs: 1000 },
  { sends: 8, windowMs: 2000 },
  { sends: 60, windowMs: 30_000 },
  { sends: 1800, windowMs: 3_600_000 },
];
export const CHAT_SEND_LIMITS: readonly SendLimit[] = [
  { everyMs: 560, burst: 4 },
  { everyMs: 2250, burst: 190 },
];

/** Per app and tenant: 50 a second, shared with everything else the bot does there. */
export const TENANT_LIMITS: readonly Limit[] = [{ sends: 50, windowMs: 1000 }];
export const TENANT_SEND_LIMITS: readonly SendLimit[] = [{ everyMs: 34, burst: 10 }];

/** For each limit, when all sends so far would be done at its steady rate, in milliseconds since 1970. */
export type SendLimitState = readonly number[];

/** How fast each chat and each tenant may be sent to. */
export interface SendLimits {
  readonly chat: readonly SendLimit[];
  readonly tenant: readonly SendLimit[];
}
export const TEAMS_SEND_LIMITS: SendLimits = { chat: CHAT_SEND_LIMITS, tenant: TENANT_SEND_LIMITS };

/** How long another send has to wait, in milliseconds; 0 when it may go out now. */
export function waitOf(sendLimits: readonly SendLimit[], state: SendLimitState, now: number): number {
  return Math.max(
    0,
    ...sendLimits.map(({ everyMs, burst }, index) => (state[index] ?? 0) - (burst - 1) * everyMs - now),
  );
}

/**
 * Whether another send may go out now (the generic cell rate algorithm), with the state after it, or how long it must wait.
 * Only one number a limit is stored.
 */
export function updateSendLimit(
  sendLimits: readonly SendLimit[],
  state: SendLimitState,
  now: number,
): { readonly state: SendLimitState } | { readonly waitMs: number } {
  const waitMs = waitOf(sendLimits, state, now);
  if (waitMs > 0) return { waitMs };
  return { state: sendLimits.map(({ everyMs }, index) => Math.max(now, state[index] ?? 0) + everyMs) };
}
