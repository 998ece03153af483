import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buttons } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';

let bot: CaseBot;
beforeEach(async () => {
  bot = await startCaseBot();
  // She signs in to Teams with the address that she gives.
  Object.assign(bot.teams.cast.people.amara, { email: 'amara.okafor@nhs.net' });
});
afterEach(() => bot.close());

const USERNAME = '432OKAFORA01';
const cast = () => bot.teams.cast;
const referenceIn = (outcome: unknown) => /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(JSON.stringify(outcome))?.[0] ?? '';

/** Amara presses a button of her newest message. */
const press = async (button: string, inputs = {}) => {
  const { people, chats } = cast();
  const card = bot.teams.activities(chats.amara).findLast((one) => buttons(one).includes(button));
  const { outcome } = await bot.teams.press(people.amara, chats.amara, card?.id ?? '', button, inputs);
  await bot.settled();
  return outcome;
};

/** Amara asks for the ESR Team, giving this address. */
async function report(email: string): Promise<string> {
  const { people, chats } = cast();
  await bot.teams.say(people.amara, chats.amara, 'talk to someone');
  await bot.settled();
  const esneft = buttons(bot.teams.activities(chats.amara).at(-1)).find((one) => one.startsWith('East'));
  if (esneft !== undefined) await press(esneft);
  await press('Check my answers', { username: USERNAME, email, words: 'It does not let me in' });
  return referenceIn(await press('Yes, send to the ESR Team'));
}

/** A case of a trainer's and Amara's. */
async function shared(): Promise<string> {
  const { people, chats } = cast();
  await bot.teams.say(people.chloe, chats.escalation, `${USERNAME} amara.okafor@nhs.net`);
  await bot.settled();
  const draft = bot.teams.activities(chats.escalation).at(-1);
  const send = buttons(draft).find((one) => one.startsWith('Send')) ?? '';
  await bot.teams.press(people.chloe, chats.escalation, draft?.id ?? '', send, {
    problem: 'account-locked',
    'learner-type': 'staff',
  });
  await bot.forward({ minutes: 1 });
  return report('amara.okafor@nhs.net');
}

/** Every way to have left a case, each with what is then said. */
const WAYS: Readonly<Record<string, () => Promise<{ reference: string; says: RegExp }>>> = {
  'whose report was withdrawn from a case that goes on': async () => {
    const reference = await shared();
    await press('Yes, withdraw it');
    return { reference, says: /This report was withdrawn. Nothing was changed./ };
  },
  'whose report goes on as another case': async () => {
    const reference = await shared();
    const moved = await report('amara@gmail.com');
    expect(moved).not.toBe(reference);
    return {
      reference,
      says: new RegExp(`This report is now case ${moved}: use its card. Nothing was changed.`),
    };
  },
  'whose case was withdrawn altogether': async () => {
    const reference = await report('amara.okafor@nhs.net');
    await press('Yes, withdraw it');
    return { reference, says: /withdrew|withdrawn/ };
  },
};

/** The buttons of older cards, as they were sent. */
const OLD_BUTTONS = [
  { act: 'answer', surface: 'question', text: 'Ward 7' },
  { act: 'answer', surface: 'status', text: 'Ward 7' },
  { act: 'confirm', surface: 'outcome' },
  { act: 'confirm', surface: 'status' },
  { act: 'withdraw', surface: 'status' },
];
const REOPEN = { act: 'reopen', surface: 'outcome', why: 'Still locked out' };

describe.each(Object.entries(WAYS))('a person %s', (way, leave) => {
  it('changes nothing with an old button, and is told so', async () => {
    const { reference, says } = await leave();
    const { people, chats } = cast();
    const stored = async () =>
      JSON.stringify([
        await bot.app.database.db.selectFrom('cases').selectAll().orderBy('reference').execute(),
        await bot.app.database.db.selectFrom('case_events').selectAll().orderBy('id').execute(),
      ]);
    const before = await stored();
    const [some] = bot.teams.activities(chats.amara);
    // A case that is closed may be opened again by whose it is.
    for (const old of way.endsWith('altogether') ? OLD_BUTTONS : [...OLD_BUTTONS, REOPEN]) {
      const { outcome, status } = await bot.teams.press(people.amara, chats.amara, some?.id ?? '', {
        type: 'Action.Execute',
        verb: 'case',
        data: { case: reference, ...old },
      });
      await bot.settled();
      expect(status).toBe(200);
      const said = JSON.stringify(outcome).replace(/\u200B/g, '');
      expect([old, said]).toEqual([old, expect.stringMatching(says)]);
      expect([old, await stored()]).toEqual([old, before]);
    }
  });
});

describe('a case that is withdrawn before its team has it', () => {
  const team = () => bot.teams.activities(cast().chats.esrTeam);
  /** Nothing gets through to the team meanwhile; how many messages it then gets. */
  async function meanwhile(act: () => Promise<unknown>): Promise<number> {
    const match = { chat: cast().chats.esrTeam.id };
    const block = bot.teams.faults.add({ match, effect: { status: 503 } });
    const before = team().length;
    await act();
    bot.teams.faults.clear(block.id);
    await bot.forward({ minutes: 20 });
    return team().length - before;
  }

  it('is not brought to it: neither as a card nor as news', async () => {
    const withdrawn = meanwhile(async () => {
      await report('amara.okafor@nhs.net');
      await bot.teams.say(cast().people.amara, cast().chats.amara, 'add something');
      await bot.settled();
      await press('Send to the ESR Team', { more: 'I am on Oak ward' });
      await press('Yes, withdraw it');
    });
    expect(await withdrawn).toBe(0);
  });

  it('and reported again is brought to it as a case', async () => {
    const came = meanwhile(async () => {
      await report('amara.okafor@nhs.net');
      await press('Yes, withdraw it');
      await report('amara.okafor@nhs.net');
    });
    expect(await came).toBe(1);
  });

  it('and opened again is brought to it, with why', async () => {
    const { people, chats } = cast();
    await meanwhile(async () => {
      const reference = await report('amara.okafor@nhs.net');
      await press('Yes, withdraw it');
      const [some] = bot.teams.activities(chats.amara);
      const data = { case: reference, act: 'reopen', surface: 'status', why: 'Still locked out' };
      const reopen = { type: 'Action.Execute', verb: 'case', data };
      await bot.teams.press(people.amara, chats.amara, some?.id ?? '', reopen);
      await bot.settled();
    });
    await bot.shows(chats.esrTeam, USERNAME, 'Still locked out');
  });

  it('in a class is shown by the class’s card alone', async () => {
    const { people, chats } = cast();
    const came = meanwhile(async () => {
      const learners = '432OKAFORA01 a.okafor@nhs.net\n432NGUYENT02 t.nguyen@nhs.net';
      await bot.teams.say(people.chloe, chats.escalation, learners);
      const draft = bot.teams.activities(chats.escalation).at(-1);
      await bot.teams.press(people.chloe, chats.escalation, draft?.id ?? '', 'Send to the ESR Team');
      await bot.settled();
      const row = await bot.app.database.db.selectFrom('cases').select('reference').executeTakeFirstOrThrow();
      await bot.teams.say(people.chloe, chats.escalation, `withdraw ${row.reference}`);
    });
    expect(await came).toBe(1);
    await bot.shows(chats.esrTeam, '432NGUYENT02', 'Withdrawn');
  });
});
