import { describe, expect, it } from 'vitest';
import { fieldsToAsk } from '../../../dialogs/flow/handover-form.ts';
import { leads } from '../leads.ts';
import { rehearse } from '../rehearse.ts';

const on = { now: '2026-11-23T10:00:00.000Z' };
const STILL_WRONG = ['Carry on', 'More than 90 days ago', 'Carry on', 'Not yet'];

leads('returning-staff', [
  ['eastland', [], 'new-username'],
  ['eastland', ['Carry on'], 'left'],
  ['eastland', ['Carry on', 'Less than 90 days ago'], 'two-logins'],
  ['eastland', ['Carry on', 'More than 90 days ago'], 'one-login'],
  ['eastland', ['Carry on', "I don't know"], 'not-sure'],
  ['eastland', ['Carry on', { type: '1 Nov' }], 'two-logins-until', on],
  ['eastland', ['Carry on', { type: '25/08/2026' }], 'two-logins-until', on],
  ['eastland', ['Carry on', { type: '24/08/2026' }], 'one-login', on],
  ['eastland', ['Carry on', { type: 'November' }], 'two-logins', on],
  ['eastland', ['Carry on', { type: 'August' }], 'not-sure', on],
  ['eastland', ['Carry on', { type: '5 Dec 2026' }], 'left', on],
  ['eastland', ['Carry on', 'More than 90 days ago', 'Carry on'], 'use-new-username'],
  ['eastland', STILL_WRONG, 'still-wrong'],
  ['eastland', [...STILL_WRONG, 'I used a smartcard before I left'], 'smartcard-relink'],
  ['eastland', [...STILL_WRONG, "I don't know my new username"], 'username-not-known'],
  ['eastland', [...STILL_WRONG, 'Something else'], 'hand-over'],
]);

describe('somebody who came back', () => {
  it('reads the same number of steps before and after saying when they left', async () => {
    const conversation = await rehearse('eastland', 'returning-staff');
    expect(conversation.words).toContain('Step 1 of 3');
    await conversation.move('Carry on', 'More than 90 days ago');
    expect(conversation.words).toContain('Step 2 of 3');
  });

  it('is told about when the old login ends, where the day they left is known', async () => {
    const conversation = await rehearse('eastland', 'returning-staff', ['Carry on', { type: '1 Nov' }], on);
    expect(conversation.words).toContain('until about Sat 30 Jan 2027');
  });

  it('is not taken to have left on a date of birth', async () => {
    const conversation = await rehearse(
      'eastland',
      'returning-staff',
      ['Carry on', { type: '12/03/1985' }],
      on,
    );
    expect(conversation.at).toBe('returning-staff.left');
    expect(JSON.stringify(conversation.turn.conversation)).not.toContain('1985');
  });

  it.each([
    ['I used a smartcard before I left', ['username', 'smartcard-number']],
    ["I don't know my new username", ['name', 'email']],
    ['Something else', ['username', 'email']],
  ])('is asked only what is needed: %s', async (answer, fields) => {
    const moves = [...STILL_WRONG, answer, 'Ask the ESR Team'];
    const { at, turn } = await rehearse('eastland', 'returning-staff', moves);
    expect(at).toBe('details');
    expect(fieldsToAsk(turn)).toEqual(fields);
  });
});
