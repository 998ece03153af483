import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GUIDES_FOLDER } from '../../src/config/content-folder.ts';
import { unplacedReader } from '../../src/understanding/unplaced.ts';
import { readWordings } from '../../src/understanding/wordings.ts';

const read = unplacedReader(readWordings(readFileSync(join(GUIDES_FOLDER, 'branches.yaml'), 'utf8')));

describe('what may be kept of a message that found no problem', () => {
  it.each([
    ['names', 'its Sandra Okafor from theatres, O’Brien-Smith told me so', /sandra|okafor|brien|smith/],
    ['a username', 'my payslip app wont open 432OKAFORA01', /432|okafor/],
    [
      'an address, even one with spaces',
      'write to jo.smith @ nhs.net or joanne@example.org',
      /smith|joanne|nhs|example/,
    ],
    ['numbers', 'ring me on 07700 900123, ext 4455, room 12', /\d/],
    ['a password that is a word', 'my password is summer and the page is blank', /summer/],
    ['a date of birth', 'i was born on the 4th of May 1980', /may|1980|4/],
    ['a name beside an address in an example', 'my name is Amos', /amos/],
    ['numbers in words', 'phone zero six twelve ten, room four', /zero|six|twelve|ten|four/],
    ['a manager', 'mark king on ipswich will not approve my leave', /mark|king|ipswich/],
    [
      'a name that is a word with a capital',
      'I asked Will Black, and Ms Page in Park House',
      /will|black|page|park|house/,
    ],
    ['a name of words that everybody uses', 'my name is an do', /an do/],
    ['a name after a title', 'dr black and mrs. page were there', /black|page/],
    ['where somebody works', 'i am on Brunel ward at Colchester', /brunel|colchester/],
  ])('has none of %s', (_, said, secret) => {
    const { text, alike } = read(said);
    expect(`${text} ${alike}`).not.toMatch(secret);
  });

  it('keeps no inflection that one person alone may have used: it could be a name', () => {
    expect(read('Mr Banks says my bank details are wrong').text).not.toContain('banks');
    expect(read('Will says my smartcard is not linked').alike).toContain('will');
  });

  it('keeps words of the field with a capital, and messages in capitals', () => {
    expect(read('my Smartcard says Account Locked. It worked before').text).toBe(
      'my smartcard says account locked it worked before',
    );
    expect(read('MY ESR APP WONT OPEN').text).toBe('my esr app wont open');
  });

  it('keeps the words that the classifier knows, in their order', () => {
    expect(read('Hi, its Priya. My payslip app WON’T open!').text).toBe('hi its … my payslip app wont open');
  });

  it('is alike however it is wrapped, ordered and inflected', () => {
    const { alike } = read('my payslip app wont open');
    expect(alike).not.toBe('');
    expect(read('hello can you help me, the payslips app won’t open still').alike).toBe(alike);
    expect(read('app wont open (payslip)').alike).toBe(alike);
    expect(read('my payslip app does open').alike).not.toBe(alike);
  });

  it.each([
    ['nothing that is known', 'qwertz asdfgh'],
    ['common words alone', 'please can you help me with this'],
    [
      'a long story',
      'first my card was locked then the page froze and the reset email came late so my manager asked the training team about payslips',
    ],
  ])('is like nothing else where it is %s', (_, said) => {
    expect(read(said).alike).toBe('');
  });
});
