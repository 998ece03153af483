import { describe, expect, it } from 'vitest';
import { ConfigError, trialConfig } from '../../src/config/config.ts';

describe('WORKING_HOURS', () => {
  it('is eight to five where nothing is set', () => {
    expect(trialConfig({}).hoursOf('esneft')).toEqual({ start: '08:00', end: '17:00' });
  });

  it("is everyone's, but for the Trusts that have their own", () => {
    const { hoursOf } = trialConfig({ WORKING_HOURS: '09:00-17:30, yas=07:30-16:00' });
    expect(hoursOf('esneft')).toEqual({ start: '09:00', end: '17:30' });
    expect(hoursOf('yas')).toEqual({ start: '07:30', end: '16:00' });
  });

  it.each([
    '9-5',
    '17:00-08:00',
    '08:00-08:00',
    '08:00-25:00',
    'yas=08:00-17:00',
    '08:00-17:00,nowhere=08:00-16:00',
  ])('%j stops the bot with what to write', (WORKING_HOURS) => {
    expect(() => trialConfig({ WORKING_HOURS })).toThrow(ConfigError);
    expect(() => trialConfig({ WORKING_HOURS })).toThrow(/WORKING_HOURS: write start and end/);
  });
});

describe('CLOSE_AFTER_DAYS', () => {
  it('is 7 where nothing is set, and whole days from 1 to 60', () => {
    expect(trialConfig({}).closeAfterDays).toBe(7);
    expect(trialConfig({ CLOSE_AFTER_DAYS: '14' }).closeAfterDays).toBe(14);
    for (const wrong of ['0', '61', '2.5', 'a week']) {
      expect(() => trialConfig({ CLOSE_AFTER_DAYS: wrong })).toThrow(/CLOSE_AFTER_DAYS: write/);
    }
  });
});
