import { describe, expect, it } from 'vitest';
import { fieldsToAsk } from '../../../dialogs/flow/handover-form.ts';
import { leads } from '../leads.ts';
import { rehearse } from '../rehearse.ts';

const LOGIN = 'How to sign in with a username';

leads('smartcard-not-linked', [
  ['eastland', [], 'what-it-means'],
  ['eastland', ['Carry on'], 'use-username'],
  ['eastland', ['Carry on', LOGIN], 'login-username.who'],
  ['eastland', ['Carry on', LOGIN, 'Back'], 'use-username'],
  ['eastland', ['Carry on', LOGIN, 'Carry on', 'Yes, it worked'], 'solved'],
  ['eastland', ['Carry on', 'Not yet'], 'hand-over'],
]);

describe('a smartcard that is not linked', () => {
  it('offers to show how to sign in instead, which is no problem that may happen', async () => {
    const { words } = await rehearse('eastland', 'smartcard-not-linked', ['Carry on']);
    expect(words).toContain(`I can show you:\n${LOGIN}`);
    expect(words).not.toContain('If this happens');
  });

  it('needs its number', async () => {
    const moves = ['Carry on', 'Not yet', 'Ask the ESR Team'];
    const { turn } = await rehearse('eastland', 'smartcard-not-linked', moves);
    expect(fieldsToAsk(turn)).toContain('smartcard-number');
  });
});
