import { describe, expect, it } from 'vitest';
import { leads } from '../leads.ts';
import { rehearse } from '../rehearse.ts';

leads('incorrect-details', [
  ['eastland', [], 'tries'],
  ['eastland', ['Once'], 'first-time'],
  ['eastland', ['Once', 'Not yet'], 'second-time'],
  ['eastland', ['Twice'], 'second-time'],
  ['eastland', ['3 times or more'], 'second-time'],
  ['eastland', ['It says my account is locked'], 'locked'],
  ['eastland', ['Once', 'Yes, it worked'], 'solved'],
  ['eastland', ['Twice', 'Ask the ESR Team'], 'details'],
  ['eastland', ['Twice', "It's working now"], 'solved'],
  ['southland', ['Once'], 'attempts-left'],
  ['southland', ['Once', 'Not yet'], 'last-attempt'],
  ['southland', ['Twice'], 'last-attempt'],
  ['southland', ['3 times or more'], 'locked'],
  ['southland', ['It says my account is locked'], 'locked'],
  ['southland', ['Twice', 'Show me'], 'forgot-username-password.own-login'],
  ['southland', ['3 times or more', 'Show me'], 'account-locked.locked'],
  ['southland', ['Twice', "That's all I needed"], 'done'],
  ['southland', ['Twice', 'Ask the ESR Team'], 'details'],
]);

describe('the tries before an account locks', () => {
  it('are told as they are left, and a retry that failed can be taken back', async () => {
    const conversation = await rehearse('southland', 'incorrect-details', ['Once']);
    expect(conversation.words).toContain('2 left');
    await conversation.move('Not yet', 'Back');
    expect(conversation.at).toBe('incorrect-details.attempts-left');
    await conversation.move('Back', 'Twice');
    expect(conversation.at).toBe('incorrect-details.last-attempt');
  });

  it('are counted afresh when the problem is begun again', async () => {
    const conversation = await rehearse('eastland', 'incorrect-details', ['Once', 'Not yet']);
    await conversation.say('start over');
    await conversation.open('incorrect-details');
    await conversation.move('Once');
    expect(conversation.at).toBe('incorrect-details.first-time');
  });
});
