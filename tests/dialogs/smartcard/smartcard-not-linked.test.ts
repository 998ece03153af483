import { describe, expect, it } from 'vitest';
import { fieldsToAsk } from '../../../dialogs/flow/handover-form.ts';
import { leads } from '../leads.ts';
import { rehearse } from '../rehearse.ts';

const LOGIN = 'How to sign in with a username';

leads('smartcard-not-linked', [
  ['esneft', [], 'what-it-means'],
  ['esneft', ['Carry on'], 'use-username'],
  ['esneft', ['Carry on', LOGIN], 'login-username.who'],
  ['esneft', ['Carry on', LOGIN, 'Back'], 'use-username'],
  ['esneft', ['Carry on', LOGIN, 'Carry on', 'Yes, it worked'], 'solved'],
  ['esneft', ['Carry on', 'Not yet'], 'hand-over'],
]);

describe('a smartcard that is not linked', () => {
  it('needs its number', async () => {
    const moves = ['Carry on', 'Not yet', 'Ask the ESR Team'];
    const { turn } = await rehearse('esneft', 'smartcard-not-linked', moves);
    expect(fieldsToAsk(turn)).toContain('smartcard-number');
  });
});
