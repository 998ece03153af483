import { describe, expect, it } from 'vitest';
import type { BranchId } from '../../src/guides/ids.ts';
import { rehearse } from './rehearse.ts';

describe('what would go into a card’s box', () => {
  it.each([
    ['username-format', ['Carry on'], '432SMITHJ01', 'username-format.right'],
    ['username-format', ['Carry on'], '432 smith j 01', 'username-format.right'],
    ['username-format', ['Carry on'], '432-SMITH01', 'username-format.username'],
    ['username-format', ['Carry on'], 'back', 'username-format.format'],
    ['reset-link-expired', [], '9:30', 'reset-link-expired.still-valid'],
    ['reset-link-expired', [], 'yesterday', 'reset-link-expired.expired'],
    ['reset-link-expired', [], '4 hours ago or more', 'reset-link-expired.expired'],
    ['new-record', [], '20 Nov', 'new-record.should-be-there'],
    ['incorrect-details', [], '2', 'incorrect-details.second-time'],
  ] as const)('can be typed in the chat: %s %j %s', async (branch: BranchId, moves, text, place) => {
    const conversation = await rehearse('esneft', branch, moves);
    await conversation.say(text);
    expect(conversation.at).toBe(place);
  });

  it('is shown again with what was typed when it cannot be read', async () => {
    const conversation = await rehearse('esneft', 'username-format', ['Carry on']);
    await conversation.say('432-SMITH01');
    expect(conversation.words).toContain('432-SMITH01');
  });
});
