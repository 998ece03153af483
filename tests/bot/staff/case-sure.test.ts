import { describe, expect, it } from 'vitest';
import { readAloud } from '../../support/cards.ts';
import { caseOfEachTest } from './case-of-each-test.ts';

const staff = caseOfEachTest();
const { shown, say, press, raise, team, teamCard, teamHeard } = staff;

describe('before a case changes by words alone', () => {
  it.each(['it works now', 'sorted, thanks'])('is asked before it closes by words: %s', async (text) => {
    const first = await raise();
    await staff.bot.forward({ minutes: 1 });
    await staff.bot.raise(staff.person, staff.chat, `${staff.username}8`);
    const { reference: second } = await staff.bot.app.database.db
      .selectFrom('cases')
      .select('reference')
      .where('esr_username', '=', `${staff.username}8`)
      .executeTakeFirstOrThrow();
    await say(text);
    expect(shown()).toContain(`Is case ${second} sorted?`);
    expect(teamCard(second)).not.toContain('Withdrawn');
    await press('No, keep it open');
    expect(shown()).toContain(`${second} stays open`);
    await say(text);
    await press('Yes, close it');
    expect(teamCard(second)).toContain('Withdrawn');
    expect(teamCard(first)).not.toContain('Withdrawn');
    expect(staff.bot.teams.activities(staff.chat).map(readAloud).join()).toContain(`${second} is closed now`);
  });

  it('gives the address that it should be', async () => {
    const reference = await raise();
    await say('my email should be ann.new@nhs.net, please use that one instead');
    await press('Send to the ESR Team', { address: 'ann.new@nhs.net' });
    const card = teamCard(reference).split('\n');
    expect(card[card.lastIndexOf('Correct email: ') + 1]).toBe('ann.new@nhs.net');
  });

  it('is asked which is meant when the outcome came during the steps of another problem', async () => {
    const reference = await raise();
    await say('my smartcard is not linked to esr');
    const step = shown();
    await staff.bot.forward({ minutes: 5 });
    await team(reference, 'Claim');
    await team(reference, 'Resolve and tell them', { outcome: 'password-reset-sent' });
    await say('no, still not working');
    expect(shown()).toContain(`Is this about case ${reference}?`);
    await say('still not working');
    expect(shown()).toContain(`Is this about case ${reference}?`);
    await press('No, this step');
    expect(shown()).toBe(step);
    expect(teamCard(reference)).toContain('Resolved');

    await say('start over');
    await say('my smartcard is not linked to esr');
    await staff.bot.forward({ minutes: 5 });
    await say('no, still not working');
    expect(shown()).not.toContain('Is this about');
  });

  it('has reopened what it says it is about, and the steps go on', async () => {
    const reference = await raise();
    await say('my smartcard is not linked to esr');
    const step = shown();
    await staff.bot.forward({ minutes: 5 });
    await team(reference, 'Claim');
    await team(reference, 'Resolve and tell them', { outcome: 'password-reset-sent' });
    await say('no');
    await press('Yes, my case');
    expect(teamHeard(reference).join()).toContain(`${reference} has been reopened`);
    expect(
      staff.bot.teams.activities(staff.chat).map((one) => readAloud(one).replace(/\u200B/g, '')),
    ).toContain(step);
  });
});
