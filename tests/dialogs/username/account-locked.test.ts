import { describe, expect, it } from 'vitest';
import { leads } from '../leads.ts';
import { rehearse } from '../rehearse.ts';

const now = '2026-11-23T10:00:00.000Z';

leads('account-locked', [
  ['eastland', [], 'stop'],
  ['eastland', ['Carry on'], 'hand-over'],
  ['eastland', ['Carry on', 'Ask the ESR Team'], 'details'],
  ['southland', [], 'locked'],
  ['southland', ['Just now'], 'locked-until'],
  ['southland', ['Just now', 'Carry on'], 'no-override'],
  ['southland', ['Just now', 'Carry on', 'OK, thanks'], 'done'],
  ['southland', ['Just now', 'Carry on', 'Ask the ESR Team'], 'details'],
  ['southland', ['Less than 12 hours ago'], 'locked-until'],
  ['southland', ['12 hours ago or more'], 'lock-over'],
  ['southland', ['12 hours ago or more', 'Show me'], 'forgot-username-password.own-login'],
  ['southland', ['12 hours ago or more', "That's all I needed"], 'done'],
  ['southland', ["I don't know"], 'not-sure'],
  ['southland', ["I don't know", 'Carry on'], 'no-override'],
  ['southland', [{ type: '22:00' }], 'lock-over', { now }],
  ['southland', [{ type: '22:01' }], 'locked-until', { now }],
  ['southland', [{ type: '22:01' }, { minutes: 1 }, 'Carry on'], 'lock-over', { now }],
  ['southland', [{ type: 'whenever' }], 'locked', { now }],
]);

describe('the end of the lock', () => {
  it('is 12 hours after the last try', async () => {
    const conversation = await rehearse('southland', 'account-locked', [{ type: '9.30' }], { now });
    expect(conversation.words).toContain('by 9:30pm today');
  });

  it('is 12 real hours away when the clocks go forward', async () => {
    const night = { now: '2026-03-28T23:00:00.000Z' };
    const conversation = await rehearse('southland', 'account-locked', ['Just now'], night);
    expect(conversation.words).toContain('by midday tomorrow');
  });
});
