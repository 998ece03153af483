import { describe, expect, it } from 'vitest';
import { leads } from '../leads.ts';
import { rehearse } from '../rehearse.ts';

const STAFF = 'Staff, student or contractor';

leads('which-email', [
  ['yas', [], 'learner-type'],
  ['yas', [STAFF], 'staff'],
  ['yas', ['Volunteer'], 'volunteer'],
  ['yas', ['Volunteer', 'No'], 'hand-over'],
  ['yas', ['Volunteer', 'Back'], 'learner-type'],
  ['yas', ['Volunteer', 'Back', STAFF], 'staff'],
  ['esneft', [], 'which'],
  ['esneft', ['Yes, thanks'], 'done'],
  ['esneft', ['No'], 'hand-over'],
  ['south-tees', ['No'], 'no-access'],
  ['south-tees', ['No', 'OK, thanks'], 'referred'],
  ['trust-427', ['No'], 'no-access'],
  ['trust-382', ['No'], 'hand-over'],
]);

describe('what kind of learner somebody is', () => {
  it('is asked once', async () => {
    const conversation = await rehearse('yas', 'which-email', ['Volunteer', 'Yes, thanks']);
    expect(conversation.turn.conversation.entered.learnerType).toBe('volunteer');
    await conversation.open('which-email');
    expect(conversation.at).toBe('which-email.volunteer');
  });
});
