import { describe, expect, it } from 'vitest';
import type { BranchId, TrustId } from '../../src/guides/ids.ts';
import { TRUST_IDS } from '../support/guides.ts';
import { type Move, Rehearsal, rehearse } from './rehearse.ts';

const NOBODY = { linked: [] };
const MAIL = '[yas.esr@nhs.net](mailto:yas.esr@nhs.net)';

/** Every way to hand over: a Trust, the problem, what is pressed or typed there. */
const WAYS: readonly (readonly [way: string, TrustId, BranchId, readonly Move[]])[] = [
  [
    'a step that hands over',
    'yas',
    'which-email',
    ['Staff, student or contractor', 'No', 'Ask the ESR Team'],
  ],
  ['the button on any step', 'yas', 'smartcard-login', ['Ask the ESR Team']],
  ['a step that sends people to somebody else', 'yas', 'smartcard-locked-expired', ['Ask the ESR Team']],
];

describe('where the ESR Team has no chat, people learn it before the form', () => {
  it.each(WAYS)('from %s', async (_, trust, branch, moves) => {
    const conversation = await rehearse(trust, branch, moves, NOBODY);
    expect(conversation.at).toBe('no-team');
    expect(conversation.words).toContain(MAIL);
    await conversation.move('Leave my details');
    expect(conversation.at).toBe('details');
    expect(conversation.words).toContain(MAIL);
  });

  it.each(['talk to someone', 'human'])('when they type "%s"', async (text) => {
    const conversation = new Rehearsal('yas', NOBODY);
    await conversation.say(text);
    expect([conversation.at, conversation.words]).toEqual(['no-team', expect.stringContaining(MAIL)]);
  });

  it('when the guide does not cover their problem', async () => {
    const conversation = new Rehearsal('yas', NOBODY);
    const understand = () => ({ kind: 'not-covered', id: 'new-record' }) as const;
    Object.assign(conversation.turn.deps, { understand });
    await conversation.say('my record was made today');
    expect([conversation.at, conversation.words]).toEqual(['not-covered', expect.stringContaining(MAIL)]);
    expect(conversation.words).not.toContain('The ESR Team can help you');
    await conversation.move('Ask the ESR Team');
    expect(conversation.at).toBe('no-team');
  });

  it('and goes back to the menu for something else', async () => {
    const conversation = new Rehearsal('yas', NOBODY);
    await conversation.say('talk to someone');
    await conversation.move('Something else');
    expect(conversation.at).toBe('welcome');
  });

  it.each(TRUST_IDS)(
    'at %s with its own guide’s contact, or with the honest word that there is none',
    async (trust) => {
      const conversation = new Rehearsal(trust, NOBODY);
      await conversation.say('talk to someone');
      const contact = conversation.turn.deps.guides.get(trust)?.handover.contact;
      expect(conversation.words.includes('does not say how to contact them')).toBe(contact === undefined);
    },
  );

  it('and no card says that the team has it', async () => {
    for (const trust of TRUST_IDS) {
      const conversation = new Rehearsal(trust, NOBODY);
      await conversation.say('talk to someone');
      await conversation.move('Leave my details');
      expect(conversation.words).not.toMatch(/ESR Team has it|Handed to/);
    }
  });

  it('while a linked team’s people go straight to the form', async () => {
    const conversation = new Rehearsal('yas', { linked: ['yas'] });
    await conversation.say('talk to someone');
    expect(conversation.at).toBe('details');
  });
});

describe('a linked team’s address in the guide', () => {
  it.each(WAYS)('can be pressed on the way to a person: %s', async (_, trust, branch, moves) => {
    const conversation = await rehearse(trust, branch, moves.slice(0, -1));
    if (conversation.titles.includes("It's working now") || conversation.titles.includes('OK, thanks')) {
      expect(conversation.words).toContain(MAIL);
    }
    await conversation.move(...moves.slice(-1));
    expect([conversation.at, conversation.words]).toEqual(['details', expect.stringContaining(MAIL)]);
  });

  it('of another contact than the ESR Team can be pressed too', async () => {
    const conversation = await rehearse('south-tees', 'email-changed', ['Carry on']);
    expect(conversation.words).toContain('(mailto:stees.mandatorytraining@nhs.net)');
  });
});

describe('the organisation question', () => {
  const ask = async (linked: readonly TrustId[]) => {
    const conversation = new Rehearsal('esneft', { linked });
    delete conversation.turn.conversation.trust;
    await conversation.say('talk to someone');
    return conversation;
  };

  it('offers the Trusts whose ESR Team can be reached here, while there is one', async () => {
    const { at, titles } = await ask(['esneft', 'yas']);
    expect([at, titles]).toEqual([
      'choose-trust',
      [
        'East Suffolk and North Essex NHS Foundation Trust',
        'Yorkshire Ambulance Service',
        'Mine is not here',
        'Back',
      ],
    ]);
  });

  it('offers all of them where none can, and says so', async () => {
    const { titles, words } = await ask([]);
    expect(titles).toHaveLength(TRUST_IDS.length + 2);
    expect(words).toContain('any of their ESR Teams');
  });

  it('keeps nobody whose organisation is not there', async () => {
    const conversation = await ask(['esneft']);
    await conversation.move('Mine is not here');
    expect([conversation.turn.conversation.trust, conversation.at]).toEqual([undefined, 'no-guide']);
  });
});
