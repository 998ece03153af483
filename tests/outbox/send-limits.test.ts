import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CHAT_LIMITS,
  CHAT_SEND_LIMITS,
  type Limit,
  type SendLimit,
  type SendLimitState,
  TENANT_LIMITS,
  TENANT_SEND_LIMITS,
  updateSendLimit,
} from '../../src/outbox/send-limits.ts';

/** When each of so many sends goes out, if one is wanted as soon as the pace allows, with pauses before some. */
function sendTimes(sendLimits: readonly SendLimit[], pauses: readonly number[]): number[] {
  let state: SendLimitState = [];
  let now = 1_000_000;
  return pauses.map((pauseMs) => {
    now += pauseMs;
    for (;;) {
      const result = updateSendLimit(sendLimits, state, now);
      if ('state' in result) {
        state = result.state;
        return now;
      }
      now += Math.ceil(result.waitMs);
    }
  });
}

/** The most sends in any window of the limit's length. */
const busiest = (times: readonly number[], { windowMs }: Limit) =>
  Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + windowMs).length));

describe('the pace of sends', () => {
  it('sends at once after a pause', () => {
    expect(sendTimes(CHAT_SEND_LIMITS, [0, 0, 0])).toEqual([1_000_000, 1_000_000, 1_000_000]);
  });

  it('sends two thousand to one chat under every limit of Teams, and wastes little of the hour', () => {
    const times = sendTimes(CHAT_SEND_LIMITS, Array(2000).fill(0));
    for (const limit of CHAT_LIMITS) expect(busiest(times, limit)).toBeLessThanOrEqual(limit.sends);
    expect(busiest(times, { sends: 1800, windowMs: 3_600_000 })).toBeGreaterThan(1700);
  });

  it('keeps under every limit whatever the pauses', () => {
    const pauses = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40_000 })), {
      maxLength: 120,
    });
    fc.assert(
      fc.property(pauses, (waits) => {
        const chat = sendTimes(CHAT_SEND_LIMITS, waits);
        const tenant = sendTimes(TENANT_SEND_LIMITS, waits);
        for (const limit of CHAT_LIMITS)
          if (chat.length > 0 && busiest(chat, limit) > limit.sends) return false;
        for (const limit of TENANT_LIMITS)
          if (tenant.length > 0 && busiest(tenant, limit) > limit.sends) return false;
        return true;
      }),
    );
  });
});
