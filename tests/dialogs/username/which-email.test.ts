import { describe, expect, it } from 'vitest';
import { leads } from '../leads.ts';
import { rehearse } from '../rehearse.ts';

const STAFF = 'Staff, student or contractor';

leads('which-email', [
  ['westland', [], 'learner-type'],
  ['westland', [STAFF], 'staff'],
  ['westland', ['Volunteer'], 'volunteer'],
  ['westland', ['Volunteer', 'No'], 'hand-over'],
  ['westland', ['Volunteer', 'Back'], 'learner-type'],
  ['westland', ['Volunteer', 'Back', STAFF], 'staff'],
  ['eastland', [], 'which'],
  ['eastland', ['Yes, thanks'], 'done'],
  ['eastland', ['No'], 'hand-over'],
  ['southland', ['No'], 'no-access'],
  ['southland', ['No', 'OK, thanks'], 'referred'],
  ['northland', ['No'], 'no-access'],
  ['midland', ['No'], 'hand-over'],
]);

describe('what kind of learner somebody is', () => {
  it.each(['a volunteer', 'Staff, student or contractor', 'student'])('can be typed: %s', async (text) => {
    const conversation = await rehearse('westland', 'which-email', []);
    await conversation.say(text);
    const type = text === 'a volunteer' ? 'volunteer' : 'staff';
    expect(conversation.turn.conversation.entered.learnerType).toBe(type);
  });

  it('is asked once', async () => {
    const conversation = await rehearse('westland', 'which-email', ['Volunteer', 'Yes, thanks']);
    expect(conversation.turn.conversation.entered.learnerType).toBe('volunteer');
    await conversation.open('which-email');
    expect(conversation.at).toBe('which-email.volunteer');
  });
});
