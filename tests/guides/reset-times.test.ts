import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RESET_CHOICES, resetTimes, whenRequested } from '../../src/guides/reset-times.ts';

const FACTS = { emailMinutes: [10, 15], linkHours: 4 } as const;
const NOW = '2026-11-20T12:00:00.000Z';

const at = (instant: string) => ({ from: instant, to: instant });

describe('a reset requested at a known time', () => {
  test('has its email after the longest wait, and its link until the hours are up', () => {
    expect(resetTimes(at('2026-11-20T11:50:00.000Z'), FACTS, NOW)).toEqual({
      emailBy: '2026-11-20T12:05:00.000Z',
      emailLate: 'no',
      linkWorksUntil: '2026-11-20T15:50:00.000Z',
      linkGoneBy: '2026-11-20T15:50:00.000Z',
      linkExpired: 'no',
    });
  });

  test('has a late email from the minute the wait is over', () => {
    expect(resetTimes(at('2026-11-20T11:45:00.001Z'), FACTS, NOW).emailLate).toBe('no');
    expect(resetTimes(at('2026-11-20T11:45:00.000Z'), FACTS, NOW).emailLate).toBe('yes');
  });

  test('has a dead link from the minute its hours are up, and still says since when', () => {
    expect(resetTimes(at('2026-11-20T08:00:00.001Z'), FACTS, NOW).linkExpired).toBe('no');
    const expired = resetTimes(at('2026-11-20T07:40:00.000Z'), FACTS, NOW);
    expect(expired).toMatchObject({ linkExpired: 'yes', linkGoneBy: '2026-11-20T11:40:00.000Z' });
    expect(expired).not.toHaveProperty('linkWorksUntil');
  });

  test('counts real hours over both clock changes', () => {
    const spring = resetTimes(at('2027-03-28T00:30:00.000Z'), FACTS, '2027-03-28T00:40:00.000Z');
    expect(spring.linkGoneBy).toBe('2027-03-28T04:30:00.000Z');
    const autumn = resetTimes(at('2026-10-25T00:50:00.000Z'), FACTS, '2026-10-25T01:00:00.000Z');
    expect(autumn).toMatchObject({ emailBy: '2026-10-25T01:05:00.000Z', emailLate: 'no' });
  });
});

describe('a reset requested roughly', () => {
  const ask = (choice: (typeof RESET_CHOICES)[number], now = NOW) =>
    resetTimes(whenRequested(choice, FACTS, now), FACTS, now);

  test.each([
    ['just-now', 'no', 'no'],
    ['within-email-wait', 'no', 'no'],
    ['within-link-life', 'yes', 'no'],
    ['over-link-life', 'yes', 'yes'],
    ['before-today', 'yes', 'yes'],
    ['unknown', 'unknown', 'unknown'],
  ] as const)('%s: email late %s, link expired %s', (choice, emailLate, linkExpired) => {
    expect(ask(choice)).toMatchObject({ emailLate, linkExpired });
  });

  test('before today, shortly after midnight, leaves both open', () => {
    expect(ask('before-today', '2026-11-20T00:10:00.000Z')).toMatchObject({
      emailLate: 'unknown',
      linkExpired: 'unknown',
      linkGoneBy: '2026-11-20T04:00:00.000Z',
    });
  });

  test('before today in summer is before midnight in England, not in UTC', () => {
    expect(ask('before-today', '2026-07-02T03:00:00.000Z').linkExpired).toBe('yes');
  });

  test('within the email’s wait, promises the link only for the hours that are sure', () => {
    expect(ask('within-email-wait').linkWorksUntil).toMatch(/^2026-11-20T15:45:00/);
    expect(ask('within-email-wait').linkGoneBy).toBe('2026-11-20T16:00:00.000Z');
  });

  test('within the link’s life, promises no time, as it can end any minute', () => {
    expect(ask('within-link-life')).not.toHaveProperty('linkWorksUntil');
  });

  test('says yes or no only where that holds for every time the person can mean', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...RESET_CHOICES),
        fc.nat(600),
        fc.nat(1439),
        (choice, ago, minuteOfDay) => {
          const now = new Date(Date.parse('2026-10-25T00:00:00.000Z') + minuteOfDay * 60_000).toISOString();
          const rough = whenRequested(choice, FACTS, now);
          const meant = new Date(Date.parse(now) - ago * 60_000).toISOString();
          if (meant > rough.to || (rough.from !== undefined && meant < rough.from)) return;
          const said = resetTimes(rough, FACTS, now);
          if (said.linkExpired !== 'unknown') expect(said.linkExpired).toBe(ago >= 240 ? 'yes' : 'no');
          if (said.emailLate !== 'unknown') expect(said.emailLate).toBe(ago >= 15 ? 'yes' : 'no');
        },
      ),
      { numRuns: 500 },
    );
  });
});

test('a Trust whose guide gives no times is told none', () => {
  for (const choice of RESET_CHOICES) {
    expect(resetTimes(whenRequested(choice, {}, NOW), {}, NOW)).toEqual({
      emailLate: 'unknown',
      linkExpired: 'unknown',
    });
  }
});
