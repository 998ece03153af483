import { describe, expect, it } from 'vitest';
import { moreWords } from '../../../src/intake/finding/more-words.ts';
import { rules } from '../rules.ts';

describe('what a message says beside its details', () => {
  it.each([
    ['<p>address <a href="mailto:ann.lee@nhs.net">Ann Lee</a> and the link never comes</p>'],
    ['address Ann Lee <ann.lee@nhs.net> and the link never comes'],
    ['address Ann Lee (ann.lee@nhs.net) and the link never comes'],
    ['address Ann Lee [ann.lee@nhs.net] and the link never comes'],
  ])('has no empty brackets where an address was: %s', (message) => {
    expect(moreWords(message, rules)).toBe('address Ann Lee and the link never comes');
  });

  it.each([
    ['my username is 432PATELR02 and my email is ann.lee@nhs.net it says locked', 'it says locked'],
    ['432PATELR02 ann.lee@nhs.net still cant get in', 'still cant get in'],
    ['when I use 432PATELR02 it says locked', 'when I use it says locked'],
  ])('begins behind a detail that was only named: %s', (message, expected) => {
    expect(moreWords(message, rules)).toBe(expected);
  });

  it('ends before them too', () => {
    expect(moreWords('address Ann Lee <ann.lee@nhs.net>', rules)).toBe('address Ann Lee');
  });
});
