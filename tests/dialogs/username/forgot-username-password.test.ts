import { describe, expect, it } from 'vitest';
import { leads } from '../leads.ts';
import { rehearse } from '../rehearse.ts';

const on = (times: number) => Array<string>(times).fill('Carry on');
const NO_MATCH = 'The reset form says my details do not match';
const NO_EMAIL = 'The reset email has not arrived';
const RUN_OUT = 'The reset link has expired';
const REFUSED = 'ESR will not accept my new password';
const WRONG = 'ESR says my username or password is wrong';

leads('forgot-username-password', [
  ['eastland', [], 'smartcard-users'],
  ['eastland', on(6), 'sign-in'],
  ['eastland', [...on(6), 'Not yet'], 'hand-over'],
  ['eastland', [...on(6), 'Yes, it worked'], 'solved'],
  ['eastland', ["I'm in now, thanks"], 'solved'],
  ['eastland', [...on(2), NO_MATCH], 'details-dont-match.what-it-means'],
  ['eastland', [...on(2), NO_MATCH, 'Back'], 'fill-form'],
  ['eastland', [...on(2), NO_MATCH, 'Carry on', 'Yes, it worked'], 'wait-for-email'],
  ['eastland', [...on(2), NO_MATCH, 'Carry on', 'Not yet'], 'details-dont-match.hand-over'],
  ['eastland', [...on(3), NO_EMAIL], 'reset-email-missing.requested'],
  ['eastland', [...on(3), NO_EMAIL, 'Less than 4 hours ago', 'Yes, it has arrived'], 'open-link'],
  ['eastland', [...on(4), RUN_OUT, '4 hours ago or more', 'Carry on', 'Show me'], 'smartcard-users'],
  ['eastland', [...on(4), RUN_OUT, '4 hours ago or more', 'Carry on', 'Show me', 'Back'], 'open-link'],
  ['eastland', [...on(5), REFUSED, 'Yes, it worked'], 'sign-in'],
  ['eastland', [...on(6), WRONG, 'Once', 'Yes, it worked'], 'solved'],
  ['eastland', [...on(6), WRONG, 'Twice', 'Ask the ESR Team'], 'details'],
  ['southland', [], 'own-login'],
  ['southland', on(8), 'sign-in'],
  ['southland', [...on(8), WRONG, 'Twice', 'Show me'], 'own-login'],
  ['westland', on(4), 'sign-in'],
  ['northland', ['Carry on'], 'knows-username'],
  ['northland', ['Carry on', 'Yes, I know it'], 'with-username'],
  ['northland', ['Carry on', "No, I don't know it"], 'without-username'],
  ['northland', ['Carry on', 'Yes, I know it', 'Carry on'], 'wait-for-email'],
  ['midland', ['Carry on', 'Carry on', "No, I don't know it", 'Carry on'], 'wait-for-email'],
]);

describe('the whole reset', () => {
  it('counts its steps, the same number all the way', async () => {
    const conversation = await rehearse('midland', 'forgot-username-password');
    expect(conversation.words).toContain('Step 1 of 6');
    await conversation.move('Carry on', 'Carry on', 'Yes, I know it');
    expect(conversation.words).toContain('Step 3 of 6');
  });

  it('offers only the ways aside that the guide covers', async () => {
    const conversation = await rehearse('westland', 'forgot-username-password', ['Carry on']);
    expect(conversation.at).toBe('forgot-username-password.fill-form');
    expect(conversation.titles).not.toContain(NO_MATCH);
  });

  it('keeps what was tried when another problem leads here', async () => {
    const moves = ['Twice', 'Show me', 'Ask the ESR Team'];
    const { turn } = await rehearse('southland', 'incorrect-details', moves);
    expect(turn.conversation.trail.map(({ branch, step }) => `${branch}.${step}`)).toEqual([
      'incorrect-details.tries',
      'incorrect-details.last-attempt',
      'forgot-username-password.own-login',
    ]);
    expect(turn.conversation.branch).toBe('forgot-username-password');
  });
});
