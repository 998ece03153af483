import { describe, expect, it } from 'vitest';
import { leads } from '../leads.ts';
import { rehearse } from '../rehearse.ts';

const now = '2026-11-23T15:40:00.000Z';

leads('reset-link-expired', [
  ['esneft', ['Less than 15 minutes ago'], 'still-valid'],
  ['esneft', ['Less than 15 minutes ago', 'Not yet'], 'again'],
  ['esneft', ['Less than 4 hours ago'], 'not-sure'],
  ['esneft', ['Less than 4 hours ago', 'Not yet'], 'again'],
  ['esneft', ['4 hours ago or more'], 'expired'],
  ['esneft', ['4 hours ago or more', 'Carry on'], 'again'],
  ['esneft', ["I don't know"], 'not-sure'],
  ['esneft', [{ type: '11:42' }], 'still-valid', { now }],
  ['esneft', [{ type: '11:40' }], 'expired', { now }],
  ['esneft', [{ type: '11:42' }, { minutes: 2 }, 'Not yet'], 'expired', { now }],
  ['esneft', [{ type: 'half eleven' }], 'expired', { now }],
  ['esneft', [{ type: 'soon' }], 'requested', { now }],
  ['esneft', ['4 hours ago or more', 'Carry on', 'Show me'], 'forgot-username-password.smartcard-users'],
  ['esneft', ['4 hours ago or more', 'Carry on', "That's all I needed"], 'done'],
  ['esneft', ['Less than 15 minutes ago', 'Yes, it worked'], 'solved'],
  ['south-tees', ['4 hours ago or more', 'Carry on', 'Show me'], 'forgot-username-password.own-login'],
]);

describe('the end of the link', () => {
  it('is told to the minute when the time of the request is known', async () => {
    const conversation = await rehearse('esneft', 'reset-link-expired', [{ type: '2pm' }], { now });
    expect(conversation.words).toContain('until 18:00 today');
  });

  it('counts real hours when the clocks go back', async () => {
    const night = { now: '2026-10-25T00:30:00.000Z' };
    const conversation = await rehearse('esneft', 'reset-link-expired', ['Less than 15 minutes ago'], night);
    // 01:15 summer time and 4 hours more is 04:15 winter time.
    expect(conversation.words).toContain('until 04:15 today');
  });
});
