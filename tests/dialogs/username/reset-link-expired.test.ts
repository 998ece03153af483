import { describe, expect, it } from 'vitest';
import { leads } from '../leads.ts';
import { rehearse } from '../rehearse.ts';

const now = '2026-11-23T15:40:00.000Z';

leads('reset-link-expired', [
  ['eastland', ['Less than 15 minutes ago'], 'still-valid'],
  ['eastland', ['Less than 15 minutes ago', 'Not yet'], 'again'],
  ['eastland', ['Less than 4 hours ago'], 'not-sure'],
  ['eastland', ['Less than 4 hours ago', 'Not yet'], 'again'],
  ['eastland', ['4 hours ago or more'], 'expired'],
  ['eastland', ['4 hours ago or more', 'Carry on'], 'again'],
  ['eastland', ["I don't know"], 'not-sure'],
  ['eastland', [{ type: '11:42' }], 'still-valid', { now }],
  ['eastland', [{ type: '11:40' }], 'expired', { now }],
  ['eastland', [{ type: '11:42' }, { minutes: 2 }, 'Not yet'], 'expired', { now }],
  ['eastland', [{ type: 'half eleven' }], 'expired', { now }],
  ['eastland', [{ type: 'soon' }], 'requested', { now }],
  ['eastland', ['4 hours ago or more', 'Carry on', 'Show me'], 'forgot-username-password.smartcard-users'],
  ['eastland', ['4 hours ago or more', 'Carry on', "That's all I needed"], 'done'],
  ['eastland', ['Less than 15 minutes ago', 'Yes, it worked'], 'solved'],
  ['southland', ['4 hours ago or more', 'Carry on', 'Show me'], 'forgot-username-password.own-login'],
]);

describe('the end of the link', () => {
  it('is told to the minute when the time of the request is known', async () => {
    const conversation = await rehearse('eastland', 'reset-link-expired', [{ type: '2pm' }], { now });
    expect(conversation.words).toContain('until 6pm today');
  });

  it('counts real hours when the clocks go back', async () => {
    const night = { now: '2026-10-25T00:30:00.000Z' };
    const conversation = await rehearse(
      'eastland',
      'reset-link-expired',
      ['Less than 15 minutes ago'],
      night,
    );
    // 01:15 summer time and 4 hours more is 04:15 winter time.
    expect(conversation.words).toContain('until 4:15am today');
  });
});
