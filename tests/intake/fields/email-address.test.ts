import { describe, expect, it } from 'vitest';
import { readEmail } from '../../../src/intake/fields/email-address.ts';

describe('readEmail', () => {
  it.each([
    ['r.patel@nhs.net', 'r.patel@nhs.net'],
    [' R.Patel@NHS.net. ', 'r.patel@nhs.net'],
    ['<r.patel@nhs.net>,', 'r.patel@nhs.net'],
    ['mailto:r.patel@nhs.net', 'r.patel@nhs.net'],
    ["p.o'neill@nhs.net", "p.o'neill@nhs.net"],
    ['a@esneft.nhs.uk', 'a@esneft.nhs.uk'],
    ['a@oldtrust.nhs.uk', 'a@oldtrust.nhs.uk'],
    ['a@student.uos.ac.uk', 'a@student.uos.ac.uk'],
    ['a@mail.com', 'a@mail.com'],
    ['a@small-firm.co.uk', 'a@small-firm.co.uk'],
    ['a@me.com', 'a@me.com'],
  ])('accepts %j as %s', (text, value) => {
    expect(readEmail(text)).toEqual({ value, issues: [] });
  });

  it.each([
    ['a@nhs.ent', 'a@nhs.net'],
    ['a@nhs.nt', 'a@nhs.net'],
    ['a@nsh.net', 'a@nhs.net'],
    ['a@nhs,net', 'a@nhs.net'],
    ['a@nhs.net.uk', 'a@nhs.net'],
    ['a@nhsnet', 'a@nhs.net'],
    ['a@nhs..net', 'a@nhs.net'],
    ['a@esneft.nhs.co.uk', 'a@esneft.nhs.uk'],
    ['a@esnfet.nhs.uk', 'a@esneft.nhs.uk'],
    ['a@gmial.com', 'a@gmail.com'],
    ['a@gmail.con', 'a@gmail.com'],
    ['a@hotmial.co.uk', 'a@hotmail.co.uk'],
    ['a@outlok.com', 'a@outlook.com'],
    ['a@yaho.co.uk', 'a@yahoo.co.uk'],
    ['a@smallfirm.con', 'a@smallfirm.com'],
  ])('asks whether %s was meant to be %s', (text, suggestion) => {
    expect(readEmail(text)).toEqual({
      value: text,
      issues: [{ code: 'email-invalid-domain-typo', blocking: true, suggestion }],
    });
  });

  it.each([
    ...['yahoo.co.in', 'yahoo.co.za', 'yahoo.co.nz', 'yahoo.co.id', 'yahoo.com.ph', 'yahoo.ie', 'yahoo.ca'],
    ...['hotmail.co.in', 'hotmail.co.za', 'hotmail.co.nz', 'hotmail.ca', 'live.co.za', 'live.ie', 'gmx.de'],
    ...['protonmail.ch', 'proton.me', 'outlook.com.au', 'outlook.in', 'foxmail.com', 'ghostmail.com'],
    ...['hscni.net', 'nhs.scot', 'wales.nhs.uk', 'nhslothian.scot.nhs.uk'],
  ])('takes %s, which is a real provider’s', (domain) => {
    expect(readEmail(`a@${domain}`).issues).toEqual([]);
  });

  it.each([
    ['yahoo.com.uk', 'yahoo.co.uk'],
    ['yahoo.co', 'yahoo.com'],
    ['hotmail.cm', 'hotmail.com'],
    ['yahoo.co.u', 'yahoo.co.uk'],
    ['gmail.co.uk', 'gmail.com'],
    ['yaho.com', 'yahoo.com'],
  ])('still sees the slip in %s', (typed, meant) => {
    expect(readEmail(`a@${typed}`).issues[0]?.suggestion).toBe(`a@${meant}`);
  });

  it.each(['r.patel', 'r.patel@nhs', '@nhs.net', 'r..patel@nhs.net', 'r patel@nhs.net', 'a@@nhs.net'])(
    'blocks %j, which no mail system takes',
    (text) => {
      expect(readEmail(text).issues).toEqual([{ code: 'email-invalid-format', blocking: true }]);
    },
  );

  it('blocks an empty answer', () => {
    expect(readEmail(' ').issues).toEqual([{ code: 'email-missing', blocking: true }]);
  });
});
