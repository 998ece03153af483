import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../support/bot.ts';
import { buttons, readAloud } from '../../support/cards.ts';
import { lookAt } from './classes.ts';

let bot: TestBot;
let see: ReturnType<typeof lookAt>;
beforeAll(async () => {
  bot = await startBot();
  see = lookAt(bot);
});
afterAll(() => bot.close());

const chats = () => bot.teams.cast.chats;
/** What this was answered with; news of cases may come to the chat at the same time. */
const answer = async (said: string, person = bot.teams.cast.people.chloe) => {
  const { activity } = await see.say(said, person);
  return readAloud(bot.teams.activities(chats().escalation).findLast((one) => one.replyToId === activity.id));
};
const referenceIn = (text: string) => /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(text)?.[0] ?? '';

/** Hands over one learner; the reference of the case. */
async function raise(username: string): Promise<string> {
  await see.say(`${username} someone@nhs.net`);
  await see.press('Send to the ESR Team');
  return referenceIn(readAloud(await see.shown(chats().esrTeam, username)));
}

describe('a trainer looks after what they raised', () => {
  it('asks where a case stands, by its reference and for all of their own', async () => {
    const reference = await raise('432PATELR02');
    expect(await answer(`status ${reference.toLowerCase()}`)).toContain('Nobody has claimed it yet');
    const handoff = await see.shown(chats().esrTeam, reference);
    await bot.teams.press(bot.teams.cast.people.elena, chats().esrTeam, handoff.id, 'Claim');
    expect(await answer(`status ${reference}`)).toContain('Elena Rossi');
    const other = await raise('432OKOYEA01');
    const mine = await answer('my cases');
    expect(mine).toContain(reference);
    expect(mine).toContain(other);
    expect(await answer('my cases', bot.teams.cast.people.dev)).not.toContain(reference);
  });

  it('adds what the ESR Team should know, and sees that it came', async () => {
    const reference = await raise('432SMITHJ03');
    await answer(`add ${reference} She is on ward 4 [now](https://evil.example)`);
    const handoff = await bot.teams.until(() =>
      see
        .handoffs()
        .find((one) => readAloud(one).includes(reference) && readAloud(one).includes('She is on ward 4')),
    );
    expect(JSON.stringify(handoff)).not.toContain('](');
    await see.shown(chats().esrTeam, reference, 'Chloe Martin has added this');
  });

  it('is shown the case of a learner whom they call off, who is not offered to be sent', async () => {
    const reference = await raise('432CALLEDA01');
    const said = await answer('please cancel 432CALLEDA01 someone@nhs.net');
    expect(said).toContain(reference);
    expect(said).toContain('**withdraw** and its reference');
    expect(said).not.toContain('Is this right?');
    expect(await answer('please cancel Nobody Known 432KNOWNN09')).toContain('nothing to withdraw');
  });

  it('withdraws each of several, and is told of each', async () => {
    const [first, second] = [await raise('432MANYA01'), await raise('432MANYB02')];
    const said = await answer(`withdraw ${first} and ${second}`);
    expect(said.match(/Withdrawn\. /g)).toHaveLength(2);
    expect(said).toContain(first);
    expect(said).toContain(second);
    const rows = await bot.app.database.db
      .selectFrom('cases')
      .select('state')
      .where('reference', 'in', [first, second])
      .execute();
    expect(rows.map(({ state }) => state)).toEqual(['closed', 'closed']);
    const both = await answer(`withdraw ${await raise('432MANYC03')}, K7M-4PT`);
    expect(both).toContain('Withdrawn. ');
    expect(both).toContain('There is no case K7M-4PT in this chat.');
  });

  it.each([
    'REF starts tomorrow',
    'hi, re REF: starts tomorrow',
    'Jo Lee (REF) starts tomorrow, in case it helps',
    'REF - her email is a.b@nhs.net, starts tomorrow',
  ])('is offered to add what they say of a case: %s', async (text) => {
    const reference = await raise(`432NEWS${'ABCDEFGH'[text.length % 8]}0${text.length % 9}`);
    const said = await answer(text.replace('REF', reference));
    expect(said).toContain(`Add this to ${reference}`);
    expect(said).not.toContain('Check the learner');
    await see.press('Add it');
    await see.shown(chats().esrTeam, reference, 'Chloe Martin has added this', 'starts tomorrow');
    const card = await bot.teams.until(() => {
      const last = bot.teams
        .activities(chats().escalation)
        .findLast((one) => readAloud(one).includes(reference));
      return last && !buttons(last).includes('Add it') ? last : undefined;
    });
    expect(readAloud(card)).toContain(reference);
  });

  it.each(['K7M-4PT starts tomorrow', 'REF 432SOMEONE01 new.one@nhs.net is locked out'])(
    'is not offered that for another chat’s case, or somebody new: %s',
    async (text) => {
      const reference = await raise(`432OTHER${text.length % 2 ? 'X' : 'Y'}0${text.length % 9}`);
      expect(await answer(text.replace('REF', reference))).not.toContain('Add this to');
    },
  );

  it('who reopens what they withdrew does not say that it does not work', async () => {
    const reference = await raise('432BACKA01');
    await answer(`withdraw ${reference}`);
    await answer(`reopen ${reference} she is back`);
    await see.shown(chats().esrTeam, `Chloe Martin reopened ${reference}. she is back`);
    const handoff = await see.shown(chats().esrTeam, 'ESR username', 'Reported again by Chloe Martin');
    expect(readAloud(handoff)).toContain(reference);
    const said = bot.teams.activities(chats().escalation).map(readAloud);
    const of = (text: string) => text.includes(reference) && text.includes('still not working');
    expect(said.filter(of)).toEqual([]);
  });

  it('finds a learner of a short name, and how to say more of a class', async () => {
    await see.say('Bo Ng 432NGB01 bo.ng@nhs.net\nAl Wu 432WUA01 al.wu@nhs.net');
    await see.press('Send to the ESR Team');
    await see.shown(chats().esrTeam, '432NGB01');
    expect(await answer('Bo Ng is off sick')).toContain('432NGB01');
    for (const said of ['the class has moved to Friday week at 2pm', 'cancel the 10am class'])
      expect(await answer(said)).toContain('**add**, the references on its card');
    expect(await answer('how do I send a class')).toContain('one learner on each line');
  });

  it('is told that a case they say more of is closed', async () => {
    const reference = await raise('432OVERA09');
    await answer(`withdraw ${reference}`);
    const said = await answer(`${reference} still can't get in`);
    expect(said).toContain(`${reference}: This was withdrawn`);
    expect(said).not.toContain('For a class');
  });

  it('is shown the reference of a learner whom they name instead, and nothing is done', async () => {
    const reference = await raise('432NAMEDN03');
    const said = await answer('withdraw 432NAMEDN03 please');
    expect(said).toContain('I could not find a case reference');
    expect(said).toContain(reference);
    expect(await answer(`status ${reference}`)).not.toContain('Withdrawn');
    expect(await answer('withdraw Somebody Else')).not.toContain(reference);
  });

  it('finds a learner by address, by a reference in small letters, and by a name that could be a reference', async () => {
    await see.say('Kym Fry 432FRYK02 kym.fry@nhs.net');
    await see.press('Send to the ESR Team');
    const reference = referenceIn(readAloud(await see.shown(chats().esrTeam, '432FRYK02')));
    for (const said of [
      'has Kym Fry been done?',
      'status KYM FRY',
      'status Kym Fry and 432NOBODYN01',
      'status kym.fry@nhs.net',
      'status 432FRYK02 kym.fry@nhs.net',
      `any news ${reference.replace('-', '').toLowerCase()}`,
      `${reference} any update?`,
    ])
      expect(await answer(said), said).toContain(`${reference} Kym Fry, 432FRYK02`.replace(' ', '** '));
    expect(await answer('withdraw Kym Fry')).toContain(reference);
    expect(await answer(`status ${reference}`)).not.toContain('Withdrawn');
    expect(await answer('status 432NOBODYN01 n.nobody@nhs.net')).toContain('Is this right?');
    expect(await answer('has Ned Kray been done?')).toContain('cannot find an open case here for Ned Kray');
  });

  it('is told of several learners at once, and of whom there is no case', async () => {
    await see.say('Una Reed 432REEDU01 una.reed@nhs.net\nIan West 432WESTI02 ian.west@nhs.net');
    await see.press('Send to the ESR Team');
    await see.shown(chats().esrTeam, '432WESTI02');
    const said = await answer('any news on Una Reed, Ian West and Max Held?');
    for (const expected of [
      'Una Reed, 432REEDU01',
      'Ian West, 432WESTI02',
      'cannot find an open case here for Max Held',
    ])
      expect(said).toContain(expected);
  });

  it('is told of a name as a name, also where it could be a reference', async () => {
    expect(await answer('any news Kit Bly')).toContain('cannot find an open case here for Kit Bly');
  });

  it('is shown where the learners stand whom they name, and who is left is not lost', async () => {
    await see.say('Ann Lee 432LEEA01 ann.lee@nhs.net\nBob Hart 432HARTB02 bob.hart@nhs.net');
    await see.press('Send to the ESR Team');
    await see.shown(chats().esrTeam, '432HARTB02');
    const said = await answer('all sorted for Ann but not Bob');
    expect(said).toContain('Ann Lee, 432LEEA01');
    expect(said).toContain('Bob Hart, 432HARTB02');
    const left = await answer(
      'All sorted for Ann 432LEEA01 ann.lee@nhs.net but not Bob Hart 432HARTB02 bob.hart@nhs.net',
    );
    expect(left).toContain('432HARTB02');
    expect(left).not.toContain('432LEEA01');
    expect(await answer('Ann will be in tomorrow')).not.toContain('432HARTB02');
  });

  it('adds an answer where the ESR Team has asked', async () => {
    const reference = await raise('432ASKEDA04');
    const handoff = await see.shown(chats().esrTeam, reference, 'Raised ');
    const { elena } = bot.teams.cast.people;
    const ask = { type: 'Action.Execute', data: { case: reference, act: 'ask', question: 'Which ward?' } };
    await bot.teams.press(elena, chats().esrTeam, handoff.id, ask);
    expect(await answer(`status ${reference}`)).toContain('Which ward?');
    await answer(`add ${reference} Ward 4`);
    await bot.teams.until(() =>
      see.handoffs().find((one) => readAloud(one).includes('Ward 4') && readAloud(one).includes(reference)),
    );
    expect(await answer(`status ${reference}`)).toContain('Being worked on');
  });

  it('takes a case back once, however often the message comes', async () => {
    const reference = await raise('432HUGHES05');
    const { activity } = await see.say(`withdraw ${reference}`);
    await bot.teams.redeliver(activity.id);
    await see.shown(chats().esrTeam, `Chloe Martin withdrew ${reference}`);
    expect(await answer(`status ${reference}`)).toContain('Withdrawn');
    const told = bot.teams
      .activities(chats().esrTeam)
      .filter((one) => one.text?.includes(`withdrew ${reference}`));
    expect(told).toHaveLength(1);
  });

  it('opens a case again with what happens', async () => {
    const reference = await raise('432ROSSIM06');
    const handoff = await see.shown(chats().esrTeam, reference, 'Raised ');
    await bot.teams.press(bot.teams.cast.people.femi, chats().esrTeam, handoff.id, 'Resolve and tell them', {
      outcome: 'password-reset-sent',
    });
    expect(await answer(`status ${reference}`)).toContain('Resolved');
    await answer(`reopen ${reference} No email came`);
    await bot.teams.until(() => see.handoffs().find((one) => readAloud(one).includes('No email came')));
    // It is open: what they write is added to it.
    expect(await answer(`reopen ${reference} No email yet`)).toContain('Added');
    await bot.teams.until(() => see.handoffs().find((one) => readAloud(one).includes('No email yet')));
  });

  it('is told how to send words for a case that is closed', async () => {
    const reference = await raise('432CLOSEDA06');
    const handoff = await see.shown(chats().esrTeam, reference, 'Raised ');
    await bot.teams.press(bot.teams.cast.people.femi, chats().esrTeam, handoff.id, 'Resolve and tell them', {
      outcome: 'password-reset-sent',
    });
    await see.shown(chats().escalation, reference, "Yes, it's working");
    await see.press("Yes, it's working");
    const said = await answer(`add ${reference} she is on ward 4`);
    expect(said).toContain(`reopen ${reference} and your words`);
    await answer(`reopen ${reference} she is on ward 4`);
    await bot.teams.until(() => see.handoffs().find((one) => readAloud(one).includes('she is on ward 4')));
  });

  it('has a secret taken out of it, and the rest is added', async () => {
    const reference = await raise('432SECRET07');
    const said = await answer(`add ${reference} She is on Ward 7. Her password is Summer2026!`);
    expect(said).toContain('delete the message');
    expect(said).toContain('Added');
    await bot.teams.until(() => see.handoffs().find((one) => readAloud(one).includes('She is on Ward 7')));
    expect(JSON.stringify(see.handoffs())).not.toContain('Summer2026');
  });

  it('is told what is missing from a command', async () => {
    expect(await answer('withdraw')).toContain('reference');
    expect(await answer('status nonsense')).toContain('reference');
    const reference = await raise('432EMPTYA08');
    expect(await answer(`add ${reference}`)).toContain('Type something');
    expect(await answer('help')).toContain('escalate');
  });
});

describe('a case of another chat', () => {
  it('is not even confirmed to exist', async () => {
    const { amara } = bot.teams.cast.people;
    await bot.teams.say(amara, chats().amara, 'talk to someone');
    const press = (button: string, inputs = {}) => {
      const card = bot.teams.activities(chats().amara).findLast((one) => buttons(one).includes(button));
      return bot.teams.press(amara, chats().amara, card?.id ?? '', button, inputs);
    };
    await press('Check my answers', {
      username: '432OKAFORA01',
      email: 'amara.okafor@nhs.net',
      words: 'It does not let me in',
    });
    const { outcome } = await press('Yes, send to the ESR Team');
    const reference = referenceIn(JSON.stringify(outcome));
    expect(reference).not.toBe('');
    const unknown = (text: string) => text.replaceAll(/[A-Z0-9]{3}-[A-Z0-9]{3}/g, 'REF');
    for (const command of ['status', 'withdraw', 'add', 'reopen']) {
      const answered = unknown(await answer(`${command} ${reference} words`));
      expect(answered).toBe(unknown(await answer(`${command} CCC-CCC words`)));
      expect(answered).toContain('no case REF');
    }
  });
});
