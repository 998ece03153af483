import { describe, expect, it } from 'vitest';
import { type BranchId, TRUST_IDS, type TrustId } from '../../src/guides/ids.ts';
import { type Move, Rehearsal, rehearse } from './rehearse.ts';

const NOBODY = { linked: [] };
const MAIL = '[yas.esr@nhs.net](mailto:yas.esr@nhs.net)';

/** Every way to hand over: a Trust, the problem, what is pressed or typed there. */
const WAYS: readonly (readonly [way: string, TrustId, BranchId, readonly Move[]])[] = [
  [
    'a step that hands over',
    'yas',
    'which-email',
    ['Staff, student or contractor', 'Not yet', 'Ask the ESR Team'],
  ],
  ['the button on any step', 'yas', 'smartcard-login', ['Talk to the ESR Team']],
  ['a step that sends people to somebody else', 'yas', 'smartcard-locked-expired', ['Talk to the ESR Team']],
];

describe('where the ESR Team has no chat, people learn it before the form', () => {
  it.each(WAYS)('from %s', async (_, trust, branch, moves) => {
    const talk = await rehearse(trust, branch, moves, NOBODY);
    expect(talk.at).toBe('no-team');
    expect(talk.words).toContain(MAIL);
    await talk.move('Leave my details');
    expect(talk.at).toBe('details');
    expect(talk.words).toContain(MAIL);
  });

  it.each(['talk to someone', 'human'])('when they type "%s"', async (text) => {
    const talk = new Rehearsal('yas', NOBODY);
    await talk.say(text);
    expect([talk.at, talk.words]).toEqual(['no-team', expect.stringContaining(MAIL)]);
  });

  it('when the guide does not cover their problem', async () => {
    const talk = new Rehearsal('yas', NOBODY);
    const understand = () => ({ kind: 'not-covered', id: 'new-record' }) as const;
    Object.assign(talk.turn.parts, { understand });
    await talk.say('my record was made today');
    expect([talk.at, talk.words]).toEqual(['not-covered', expect.stringContaining(MAIL)]);
    expect(talk.words).not.toContain('The ESR Team can help you');
    await talk.move('Talk to the ESR Team');
    expect(talk.at).toBe('no-team');
  });

  it('and goes back to the menu for something else', async () => {
    const talk = new Rehearsal('yas', NOBODY);
    await talk.say('talk to someone');
    await talk.move('Something else');
    expect(talk.at).toBe('welcome');
  });

  it.each(TRUST_IDS)(
    'at %s with its own guide’s contact, or with the honest word that there is none',
    async (trust) => {
      const talk = new Rehearsal(trust, NOBODY);
      await talk.say('talk to someone');
      const contact = talk.turn.parts.guides.get(trust)?.handover.contact;
      expect(talk.words.includes('does not say how to contact them')).toBe(contact === undefined);
    },
  );

  it('and no card says that the team has it', async () => {
    for (const trust of TRUST_IDS) {
      const talk = new Rehearsal(trust, NOBODY);
      await talk.say('talk to someone');
      await talk.move('Leave my details');
      expect(talk.words).not.toMatch(/ESR Team has it|Handed to/);
    }
  });

  it('while a linked team’s people go straight to the form', async () => {
    const talk = new Rehearsal('yas', { linked: ['yas'] });
    await talk.say('talk to someone');
    expect(talk.at).toBe('details');
  });
});

describe('a linked team’s address in the guide', () => {
  it.each(WAYS)('can be pressed on the way to a person: %s', async (_, trust, branch, moves) => {
    const talk = await rehearse(trust, branch, moves.slice(0, -1));
    if (talk.titles.includes('Ask the ESR Team') || talk.titles.includes('OK, thanks')) {
      expect(talk.words).toContain(MAIL);
    }
    await talk.move(...moves.slice(-1));
    expect([talk.at, talk.words]).toEqual(['details', expect.stringContaining(MAIL)]);
  });

  it('of another contact than the ESR Team can be pressed too', async () => {
    const talk = await rehearse('south-tees', 'email-changed', ['Carry on']);
    expect(talk.words).toContain('(mailto:stees.mandatorytraining@nhs.net)');
  });
});

describe('the organisation question', () => {
  const ask = async (linked: readonly TrustId[]) => {
    const talk = new Rehearsal('esneft', { linked });
    delete talk.turn.talk.trust;
    await talk.say('talk to someone');
    return talk;
  };

  it('offers the Trusts whose ESR Team can be reached here, while there is one', async () => {
    const { at, titles } = await ask(['esneft', 'yas']);
    expect([at, titles]).toEqual([
      'choose-trust',
      [
        'East Suffolk and North Essex NHS Foundation Trust',
        'Yorkshire Ambulance Service',
        'Mine is not here',
      ],
    ]);
  });

  it('offers all of them where none can, and says so', async () => {
    const { titles, words } = await ask([]);
    expect(titles).toHaveLength(TRUST_IDS.length + 1);
    expect(words).toContain('None of their ESR Teams');
  });

  it('keeps nobody whose organisation is not there', async () => {
    const talk = await ask(['esneft']);
    await talk.move('Mine is not here');
    expect([talk.turn.talk.trust, talk.turn.talk.dialogs.dialogStack]).toEqual([undefined, []]);
    await talk.say('hello');
    expect(talk.at).toBe('welcome');
  });
});
