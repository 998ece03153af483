import { expect, it } from 'vitest';
import { restOf } from '../../../src/privacy/secrets/rest.ts';
import { redact } from '../../../src/privacy/secrets/secrets.ts';

it.each([
  ['my account is locked, DOB 12/03/1984', 'my account is locked'],
  ['dob 1.2.1990 link expired', 'link expired'],
  ['smartcard locked passcode 4821', 'smartcard locked'],
  ['smartcard pin 3319 blocked', 'smartcard blocked'],
  ['432PATELR02 / Rover2019!', '432PATELR02'],
  ['432PATELR02/Autumn2025! r.patel@nhs.net', '432PATELR02 r.patel@nhs.net'],
  [
    'forgot username, password was Rover2019, email r.patel@nhs.net',
    'forgot username, email r.patel@nhs.net',
  ],
  ['twice, I used Winter22!', 'twice'],
  ['back, pw Winter22!', 'back'],
  ['talk to someone, my pin is 4821', 'talk to someone'],
  ['no. password: Winter22!', 'no.'],
  ['yes (pin 4821)', 'yes'],
  ['my pin is 4821', ''],
  ['I was born on 12/03/1984', ''],
  ['nothing to hide here', 'nothing to hide here'],
])('of %j there is %j beside the secret', (said, rest) => {
  expect(restOf(redact(said))).toBe(rest);
});
