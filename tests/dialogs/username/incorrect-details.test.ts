import { describe, expect, it } from 'vitest';
import { leads } from '../leads.ts';
import { rehearse } from '../rehearse.ts';

leads('incorrect-details', [
  ['esneft', [], 'tries'],
  ['esneft', ['Once'], 'first-time'],
  ['esneft', ['Once', 'Not yet'], 'second-time'],
  ['esneft', ['Twice'], 'second-time'],
  ['esneft', ['3 times or more'], 'second-time'],
  ['esneft', ['It says my account is locked'], 'locked'],
  ['esneft', ['Once', 'Yes, it worked'], 'solved'],
  ['esneft', ['Twice', 'Ask the ESR Team'], 'details'],
  ['esneft', ['Twice', "It's working now"], 'solved'],
  ['south-tees', ['Once'], 'attempts-left'],
  ['south-tees', ['Once', 'Not yet'], 'last-attempt'],
  ['south-tees', ['Twice'], 'last-attempt'],
  ['south-tees', ['3 times or more'], 'locked'],
  ['south-tees', ['It says my account is locked'], 'locked'],
  ['south-tees', ['Twice', 'Show me'], 'forgot-username-password.own-login'],
  ['south-tees', ['3 times or more', 'Show me'], 'account-locked.locked'],
  ['south-tees', ['Twice', "That's all I needed"], 'done'],
  ['south-tees', ['Twice', 'Ask the ESR Team'], 'details'],
]);

describe('the tries before an account locks', () => {
  it('are told as they are left, and a retry that failed can be taken back', async () => {
    const conversation = await rehearse('south-tees', 'incorrect-details', ['Once']);
    expect(conversation.words).toContain('2 left');
    await conversation.move('Not yet', 'Back');
    expect(conversation.at).toBe('incorrect-details.attempts-left');
    await conversation.move('Back', 'Twice');
    expect(conversation.at).toBe('incorrect-details.last-attempt');
  });

  it('are counted afresh when the problem is begun again', async () => {
    const conversation = await rehearse('esneft', 'incorrect-details', ['Once', 'Not yet']);
    await conversation.say('start over');
    await conversation.open('incorrect-details');
    await conversation.move('Once');
    expect(conversation.at).toBe('incorrect-details.first-time');
  });
});
