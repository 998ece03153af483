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
