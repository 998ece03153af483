import { describe, expect, it } from 'vitest';
import { leads } from '../leads.ts';
import { rehearse } from '../rehearse.ts';

const now = '2026-11-23T10:00:00.000Z';
const RECENT = 'Less than 15 minutes ago';

leads('reset-email-missing', [
  ['eastland', [], 'requested'],
  ['eastland', [RECENT], 'wait'],
  ['eastland', [RECENT, 'Not yet'], 'junk'],
  ['eastland', [RECENT, 'Not yet', 'Not yet'], 'still-time'],
  ['eastland', [RECENT, 'Not yet', 'Not yet', 'Not yet'], 'details'],
  ['eastland', [RECENT, 'Not yet', { minutes: 15 }, 'Not yet'], 'late'],
  ['eastland', [RECENT, 'Not yet', 'Not yet', { minutes: 15 }, 'Not yet'], 'late'],
  ['eastland', ['Less than 4 hours ago'], 'junk'],
  ['eastland', ['Less than 4 hours ago', 'Not yet'], 'late'],
  ['eastland', ['4 hours ago or more', 'Not yet'], 'late'],
  ['eastland', ["I don't know"], 'wait'],
  ['eastland', [{ type: '9:45' }], 'junk', { now }],
  ['eastland', [{ type: '9:46' }], 'wait', { now }],
  ['eastland', [{ type: '20 minutes ago' }], 'junk', { now }],
  ['eastland', [{ type: 'yesterday' }], 'junk', { now }],
  ['eastland', [{ type: "It's been 2 days" }, 'Not yet'], 'late', { now }],
  ['eastland', [{ type: 'half an hour ago' }], 'junk', { now }],
  ['eastland', [{ type: 'about 10 mins' }], 'wait', { now }],
  ['eastland', [{ type: 'last night' }], 'junk', { now }],
  ['eastland', [{ type: 'a couple of hours ago' }], 'junk', { now }],
  ['eastland', [{ type: 'yesterday at 3pm' }], 'junk', { now }],
  ['eastland', [{ type: 'over an hour ago' }, 'Not yet'], 'late', { now }],
  ['eastland', [{ type: 'tomorrow at 9' }], 'requested', { now }],
  ['eastland', ['I have not asked for it yet'], 'forgot-username-password.smartcard-users'],
  ['eastland', ['I have not asked for it yet', 'Back'], 'requested'],
  ['eastland', [{ type: 'banana' }], 'requested'],
  ['eastland', [{ type: '3 bananas' }], 'requested'],
  ['eastland', [RECENT, 'Yes, it has arrived'], 'solved'],
  ['southland', [RECENT], 'wait'],
  ['southland', ['4 hours ago or more'], 'inbox'],
  ['southland', ['4 hours ago or more', 'Not yet', 'Not yet'], 'late'],
]);

describe('the time by which the email should be there', () => {
  it('is spoken by the clock in England', async () => {
    const winter = await rehearse('eastland', 'reset-email-missing', [{ type: '9:50' }], { now });
    expect(winter.words).toContain('by 10:05am today');
    const summer = { now: '2026-06-22T10:00:00.000Z' };
    const conversation = await rehearse('eastland', 'reset-email-missing', [{ type: '10:50' }], summer);
    expect(conversation.words).toContain('by 11:05am today');
  });

  it('stays the same while the person goes on, and back', async () => {
    const conversation = await rehearse('eastland', 'reset-email-missing', [RECENT], { now });
    expect(conversation.words).toContain('10:15');
    await conversation.move({ minutes: 10 }, 'Not yet', 'Back');
    expect(conversation.at).toBe('reset-email-missing.wait');
    expect(conversation.words).toContain('10:15');
  });

  it('can be on the next day', async () => {
    const late = { now: '2026-11-23T23:55:00.000Z' };
    const conversation = await rehearse('eastland', 'reset-email-missing', [RECENT], late);
    expect(conversation.words).toContain('12:10am tomorrow');
  });
});
