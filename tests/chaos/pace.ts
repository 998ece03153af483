import type { AppOptions } from '../../src/app.ts';
import {
  CHAT_LIMITS,
  CHAT_SEND_LIMITS,
  type Limit,
  type SendLimit,
  TENANT_LIMITS,
  TENANT_SEND_LIMITS,
} from '../../src/outbox/send-limits.ts';

/** `npm run test:chaos` sets it: hundreds of kills and thousands of cases instead of a few. */
export const LONG = process.env.CHAOS === 'long';

/**
 * At Teams' own pace the long run would take hours: there everything goes out four times as fast, and for the hour's limit
 * fifteen times. Each limit is of a window as much shorter.
 */
const FASTER = LONG ? 4 : 1;
const HOUR_FASTER = LONG ? 15 : 1;
const shorter = ({ sends, windowMs }: Limit): Limit => ({
  sends,
  windowMs: windowMs / (windowMs < 3_600_000 ? FASTER : HOUR_FASTER),
});
export const LIMITS = { chat: CHAT_LIMITS.map(shorter), tenant: TENANT_LIMITS.map(shorter) };

type Options = Required<Pick<AppOptions, 'sendLimits' | 'allowances'>>;

/** The second pace of a chat is there for the hour. A town's people are as fast as machines, too. */
function faster(times: number, hourTimes = times): Options {
  const pace = ({ everyMs, burst }: SendLimit, index: number): SendLimit => ({
    everyMs: everyMs / (index === 0 ? times : hourTimes),
    burst,
  });
  const busy = { most: 1000, perSecond: 500 };
  return {
    sendLimits: { chat: CHAT_SEND_LIMITS.map(pace), tenant: TENANT_SEND_LIMITS.map(pace) },
    allowances: { person: busy, chat: busy, waiting: 100 },
  };
}

/** The bot where limits are looked at. */
export const PACED = faster(FASTER, HOUR_FASTER);

/** The bot where they are not. */
export const QUICK = faster(15);

/** The most of these instants (milliseconds) that lie within one window of this limit. */
export function busiest(times: readonly number[], { windowMs }: Limit): number {
  const sorted = times.toSorted((a, b) => a - b);
  let first = 0;
  let most = 0;
  for (const [index, time] of sorted.entries()) {
    while (time - (sorted[first] ?? time) >= windowMs) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}

/** What a long run came to, for whoever reads its output. */
export function report(what: string, figures: object): void {
  if (LONG) process.stdout.write(`${what}: ${JSON.stringify(figures, undefined, 1)}\n`);
}
