import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ValidatedTokens } from '../../../src/teams/validated-tokens.ts';

const NOW = Date.parse('2026-06-01T09:00:00Z');
const MINUTE = 60_000;
const inSeconds = (ms: number) => ms / 1000;

function kept(expires: number) {
  const tokens = new ValidatedTokens<string>();
  tokens.keep('token', 'msteams', 'https://teams/', inSeconds(expires), NOW, 'who');
  return (now: number) => tokens.find('token', 'msteams', 'https://teams/', now);
}

describe('a validated token', () => {
  it('counts for five minutes, and then is checked again', () => {
    const find = kept(NOW + 60 * MINUTE);
    expect(find(NOW + 5 * MINUTE - 1)).toBe('who');
    expect(find(NOW + 5 * MINUTE)).toBeUndefined();
  });

  it('counts at no moment at or past its end', () => {
    const moments = fc.integer({ min: -10 * MINUTE, max: 10 * MINUTE });
    fc.assert(
      fc.property(moments, moments, (expires, later) => {
        const end = NOW + expires - (expires % 1000);
        return kept(end)(NOW + later) === undefined || NOW + later < end;
      }),
    );
  });

  it.each([
    ['without an end', Number.NaN],
    ['that ended', inSeconds(NOW - 1000)],
  ])('%s is not kept', (_, expires) => {
    const tokens = new ValidatedTokens<string>();
    tokens.keep('token', 'msteams', 'https://teams/', expires, NOW, 'who');
    expect(tokens.find('token', 'msteams', 'https://teams/', NOW)).toBeUndefined();
  });

  it.each([
    ['another token', 'token2', 'msteams', 'https://teams/'],
    ['another channel', 'token', 'skype', 'https://teams/'],
    ['another service URL', 'token', 'msteams', 'https://teams/emea/'],
    ['parts that only look the same when put together', 'token","msteams', '', 'https://teams/'],
  ])('says nothing about %s', (_, token, channel, serviceUrl) => {
    const tokens = new ValidatedTokens<string>();
    tokens.keep('token', 'msteams', 'https://teams/', inSeconds(NOW + MINUTE), NOW, 'who');
    expect(tokens.find(token, channel, serviceUrl, NOW)).toBeUndefined();
  });

  it('is forgotten when many newer ones come', () => {
    const tokens = new ValidatedTokens<string>();
    for (let count = 0; count <= 500; count += 1) {
      tokens.keep(`token ${count}`, 'msteams', 'https://teams/', inSeconds(NOW + MINUTE), NOW, 'who');
    }
    expect(tokens.find('token 0', 'msteams', 'https://teams/', NOW)).toBeUndefined();
    expect(tokens.find('token 500', 'msteams', 'https://teams/', NOW)).toBe('who');
  });
});
