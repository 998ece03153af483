import { describe, expect, it } from 'vitest';
import type { BranchId } from '../../src/guides/ids.ts';
import { Rehearsal, rehearse } from './rehearse.ts';

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

describe('what is typed under a question', () => {
  /** A bot that would take any words for another problem. */
  async function at(branch: BranchId, ...moves: string[]): Promise<Rehearsal> {
    const conversation = new Rehearsal('eastland');
    const other = { kind: 'branch', id: 'which-email', confidence: 1 } as const;
    await (await conversation.open(branch)).move(...moves);
    Object.assign(conversation.turn.deps, { understand: () => other });
    return conversation;
  }

  it.each([
    ['reset-email-missing', [], 'not yet'],
    ['reset-email-missing', [], 'No.'],
    ['reset-email-missing', [], "I haven't"],
    ['reset-email-missing', [], 'still nothing'],
    ['returning-staff', ['Carry on'], 'not really'],
    ['new-record', [], 'nope'],
  ] as const)('is no other problem when it only says no: %s %j %s', async (branch, moves, text) => {
    const conversation = await at(branch, ...moves);
    const place = conversation.at;
    await conversation.say(text);
    expect(conversation.at).toBe(place);
    expect(conversation.words).toMatch(/Enter a (?:time|date), like/);
  });

  it('is no other problem under a question without a box, either', async () => {
    const conversation = await at(
      'returning-staff',
      'Carry on',
      'More than 90 days ago',
      'Carry on',
      'Not yet',
    );
    await conversation.say('not really');
    expect(conversation.at).toBe('returning-staff.still-wrong');
  });

  it.each(['error 500', '500', 'I tried 3 times', 'page 404', 'it says code 1234', 'windows 10'])(
    'is no time only because it has a number: %s',
    async (text) => {
      const conversation = await at('reset-email-missing');
      await conversation.say(text);
      expect(conversation.at).toMatch(/^which-email\./);
    },
  );

  it.each([
    'yesterday at 3pm',
    '10 to 5',
    'quarter past two',
    'last year',
    'a few hours ago',
    'half an hour ago',
  ])('is a time as people say it: %s', async (text) => {
    const conversation = await at('reset-email-missing');
    await conversation.say(text);
    expect(conversation.at).toBe('reset-email-missing.junk');
  });

  it.each(['I haven’t asked yet', 'not requested it yet', 'no, I never asked for one', "didn't ask for it"])(
    'says that there is no time to give: %s',
    async (text) => {
      const conversation = await at('reset-email-missing');
      await conversation.say(text);
      expect(conversation.at).toMatch(/^forgot-username-password\./);
    },
  );
});
