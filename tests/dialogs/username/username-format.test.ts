import { describe, expect, it } from 'vitest';
import { leads } from '../leads.ts';
import { rehearse } from '../rehearse.ts';

const typed = (text: string) => ['Carry on', { type: text }];

leads('username-format', [
  ['eastland', [], 'format'],
  ['eastland', ['Carry on'], 'username'],
  ['eastland', typed('432SMITHJ01'), 'right'],
  ['eastland', typed(' 432 smithj 01 '), 'right'],
  ['eastland', typed('178SMITHJ01'), 'old-prefix'],
  ['eastland', typed('432SMITHJO1'), 'letter-for-digit'],
  ['eastland', typed('432SMITHJXX'), 'wrong-ending'],
  ['eastland', typed('432A1'), 'wrong-length'],
  ['eastland', typed('427SMITHJ01'), 'other-trust'],
  ['eastland', typed('382SMITHJ01'), 'other-trust'],
  ['eastland', typed('999SMITHJ01'), 'unknown-prefix'],
  ['eastland', typed('SMITHJ01'), 'unknown-prefix'],
  ['eastland', typed('427SMITHJ01'), 'unknown-prefix', { trusts: ['eastland'] }],
  ['eastland', [...typed('427SMITHJ01'), 'Change organisation'], 'choose-trust'],
  ['eastland', [...typed('432SMITHJXX'), 'Not yet'], 'hand-over'],
  ['eastland', [...typed('432SMITHJ01'), 'Yes, it worked'], 'solved'],
  ['eastland', ['Carry on', "I don't know my username"], 'forgot-username-password.smartcard-users'],
  ['eastland', ['Carry on', "I don't know my username", 'Back'], 'username'],
  ['northland', typed('427SMITHJ01'), 'right'],
  // This guide gives no rule for the last two characters.
  ['northland', typed('427SMITHJXX'), 'right'],
  ['northland', typed('432SMITHJ01'), 'other-trust'],
  ['midland', typed('382SMITHJ01'), 'right'],
  ['midland', typed('382SMITHJ0I'), 'letter-for-digit'],
  ['midland', typed('432SMITHJ01'), 'other-trust'],
]);

describe('a username typed into the card', () => {
  it('changes nothing about the number of steps', async () => {
    const conversation = await rehearse('eastland', 'username-format');
    expect(conversation.words).toContain('Step 1 of 2');
    await conversation.move(...typed('178SMITHJ01'));
    expect(conversation.words).toContain('Step 2 of 2');
  });

  it('is offered to the ESR Team when it is one, and not when it is another Trust’s', async () => {
    const conversation = await rehearse('eastland', 'username-format', typed('432smithj01'));
    expect(conversation.turn.conversation.entered.esrUsername).toBe('432SMITHJ01');
    const other = await rehearse('eastland', 'username-format', typed('427smithj01'));
    expect(other.turn.conversation.entered.esrUsername).toBeUndefined();
  });

  it('is suggested in its right form', async () => {
    const conversation = await rehearse('eastland', 'username-format', typed('432SMITHJO1'));
    expect(conversation.words).toContain('432SMITHJ01');
  });

  it.each(['', '432-SMITH01', 'A'.repeat(60), '[x](https://evil.example)'])(
    'is asked for again, with what was typed kept: %s',
    async (text) => {
      const conversation = await rehearse('eastland', 'username-format', ['Carry on']);
      const before = conversation.words;
      await conversation.move({ type: text });
      expect(conversation.at).toBe('username-format.username');
      expect(conversation.words).not.toBe(before);
      // In its input, where no markup is read.
      expect(conversation.words).toContain(text);
      expect(conversation.turn.conversation.trail.map(({ step }) => step)).toEqual(['format']);
      await conversation.move({ type: '432SMITHJ01' });
      expect(conversation.at).toBe('username-format.right');
      await conversation.move('Back');
      expect(conversation.at).toBe('username-format.username');
      await conversation.move('Back');
      expect(conversation.at).toBe('username-format.format');
    },
  );

  it('is neither kept nor shown when it is a secret', async () => {
    const conversation = await rehearse('eastland', 'username-format', typed('my password is Hunter22!'));
    expect(conversation.at).toBe('username-format.username');
    expect(conversation.words).not.toContain('Hunter22');
    expect(JSON.stringify(conversation.turn.conversation)).not.toContain('Hunter22');
  });

  it('travels with the case in the words of the trail', async () => {
    const conversation = await rehearse('eastland', 'username-format', [...typed('432 smithjxx'), 'Not yet']);
    const entry = conversation.turn.conversation.trail.find(({ step }) => step === 'username');
    expect(entry).toMatchObject({ answer: '432SMITHJXX', answered: '432 smithjxx' });
  });
});
