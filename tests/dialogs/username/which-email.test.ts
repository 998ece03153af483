import { describe, expect, it } from 'vitest';
import { leads } from '../leads.ts';
import { rehearse } from '../rehearse.ts';

const STAFF = 'Staff, student or contractor';

leads('which-email', [
  ['westland', [], 'learner-type'],
  ['westland', [STAFF], 'staff'],
  ['westland', ['Volunteer'], 'volunteer'],
  ['westland', ['Volunteer', 'Not yet'], 'hand-over'],
  ['westland', ['Volunteer', 'Back'], 'learner-type'],
  ['westland', ['Volunteer', 'Back', STAFF], 'staff'],
  ['eastland', [], 'which'],
  ['eastland', ['Not yet'], 'hand-over'],
  ['southland', ['Not yet'], 'no-access'],
  ['southland', ['Not yet', 'OK, thanks'], 'referred'],
  ['northland', ['Not yet'], 'no-access'],
  ['midland', ['Not yet'], 'hand-over'],
]);

describe('what kind of learner somebody is', () => {
  it('is asked once', async () => {
    const conversation = await rehearse('westland', 'which-email', ['Volunteer', 'Yes, it worked']);
    expect(conversation.turn.conversation.entered.learnerType).toBe('volunteer');
    await conversation.open('which-email');
    expect(conversation.at).toBe('which-email.volunteer');
  });
});
