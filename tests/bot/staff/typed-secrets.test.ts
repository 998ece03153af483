import { describe, expect, it } from 'vitest';
import { buttons, readAloud } from '../../support/cards.ts';
import { staffOfEachTest } from '../../support/staff.ts';

const staff = staffOfEachTest({ TRUSTS: 'esneft' });
const { say, last, press } = staff;

describe('a message that holds a secret', () => {
  it('is warned about, not kept, and the conversation goes on where it was', async () => {
    await say('talk to someone');
    const replies = await say('my password is Winter2026! and it does not work');
    expect(replies.map(readAloud).join('\n')).toContain('a password');
    expect(JSON.stringify(replies)).not.toContain('Winter2026');
    expect(buttons(last())).toContain('Check my answers');
  });
});

describe('the rest of a message that held a secret', () => {
  it.each([
    ['My account is locked out, my password is Winter2026!', 'account is locked'],
    ['432okafora01 pw Winter2026! the reset email has not arrived', 'email'],
    ['dob 14/03/1981 - ESR says my details do not match', 'match'],
    ['pin is 4821 for my smartcard but it says locked', 'martcard'],
    ['my account is locked, DOB 12/03/1984', 'account is locked'],
    ['dob 1.2.1990 link expired', 'expired'],
    ['smartcard locked passcode 4821', 'martcard'],
    ['smartcard pin 3319 blocked', 'martcard'],
    ['forgot username, password was Rover2019, email r.patel@nhs.net', 'forgot'],
  ])('is understood after the warning: %s', async (text, problem) => {
    const replies = (await say(text)).map(readAloud);
    expect(replies[0]).toContain('Please do not send that here');
    expect(replies.slice(1).join('\n')).toMatch(new RegExp(problem, 'i'));
    expect(replies.slice(1).join('\n')).toContain('Something else');
  });

  it('is offered again in the form', async () => {
    await say('432okafora01 amara.okafor@nhs.net password Winter2026!');
    await say('talk to someone');
    expect(readAloud(last())).toContain('432OKAFORA01');
    expect(readAloud(last())).toContain('amara.okafor@nhs.net');
  });

  it.each([
    '432OKAFORA01 / Rover2019!',
    'username 432OKAFORA01 pw Xy7!kkd9 email amara.okafor@nhs.net cannot log in',
  ])('gives its details: %s', async (text) => {
    await say(text);
    await say('talk to someone');
    expect(readAloud(last())).toContain('432OKAFORA01');
  });

  it('is understood without its details, too', async () => {
    await say(
      'I typed Rover2019! and my username 432OKAFORA01 with amara.okafor@nhs.net and the reset email never came',
    );
    expect(buttons(last())[0]).toBe('The reset email has not arrived');
  });

  it.each(['talk to someone, my pin is 4821', 'talk to someone pw Winter2026!'])(
    'is a command: %s',
    async (text) => {
      await say(text);
      expect(buttons(last())).toContain('Check my answers');
    },
  );

  it('leads out of a form only where it names another problem by itself', async () => {
    await say('talk to someone');
    await say('password Winter2026!');
    expect(buttons(last())).toContain('Check my answers');
    const replies = await say('password Winter2026! and now it says my account is locked');
    expect(replies.map(readAloud).join('\n')).toContain('Something else');
  });
});

describe('a box of the form that held a secret', () => {
  it('is named and emptied, and the others stay', async () => {
    await say('talk to someone');
    const username = '432OKAFORA01';
    const secret = 'my password is Winter2026!';
    const { outcome } = await press('Check my answers', {
      username,
      email: secret,
      words: `Help. ${secret}`,
    });
    const form = JSON.stringify(outcome);
    expect(form).toContain('Leave it out');
    expect(form).toContain(username);
    expect(form).toContain('Help. my password is [removed]');
    expect(form).not.toContain('Winter2026');
  });
});
