import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../support/bot.ts';
import { buttons, readAloud } from '../../support/cards.ts';
import { classOf, lookAt } from './classes.ts';

let bot: TestBot;
let see: ReturnType<typeof lookAt>;
beforeEach(async () => {
  bot = await startBot();
  see = lookAt(bot);
  await see.say('escalate');
});
afterEach(() => bot.close());

const lastHere = () => see.last(bot.teams.cast.chats.escalation);
const RAVI = { 'username-1': '432patelr02', 'email-1': 'r.patel@nhs.net', 'name-1': 'Ravi Patel' };

describe('the form', () => {
  it('hands over one learner with everything that was filled in', async () => {
    const given = { problem: 'account-locked', 'learner-type': 'external-learner', words: 'On ward 4' };
    await see.press('Send to the ESR Team', { ...RAVI, ...given });
    const handoff = await see.shown(bot.teams.cast.chats.esrTeam, '432PATELR02');
    const words = readAloud(handoff);
    for (const fact of ['Ravi Patel', 'r.patel@nhs.net', 'External learner', 'On ward 4', 'lock']) {
      expect(words).toContain(fact);
    }
    await see.shown(bot.teams.cast.chats.escalation, 'The ESR Team has it', '432PATELR02');
  });

  it('says what is wrong only once something was filled in, and keeps what was typed', async () => {
    expect(readAloud(lastHere())).not.toContain('Type the ESR username');
    await see.press('Send to the ESR Team', { 'email-1': 'r.patel@nhs.net' });
    expect(readAloud(lastHere())).toContain('Type the ESR username');
    expect(readAloud(lastHere())).toContain('r.patel@nhs.net');
    expect(see.handoffs()).toEqual([]);
  });

  it('takes several from its paste box to the same card', async () => {
    await see.press('Add several');
    await see.press('Check the list', { several: 'good morning' });
    expect(buttons(lastHere())).toContain('Check the list');
    await see.press('Check the list', { several: classOf(3) });
    expect(readAloud(lastHere())).toContain('All 3 are ready');
    await see.press('Send to the ESR Team');
    await see.shown(bot.teams.cast.chats.escalation, 'Your class: 3 learners');
  });

  it('can be left without sending anything', async () => {
    await see.press('Add several');
    await see.press('Back');
    await see.press('Cancel');
    expect(readAloud(lastHere())).toContain('Not sent');
    expect(buttons(lastHere())).toEqual([]);
  });

  it('keeps hostile text inert in every field', async () => {
    const mean = `[Reset ESR](https://evil.example) <at>all</at> \${x}`;
    const typed = { 'username-1': '432PATELR02', 'email-1': 'r.patel@nhs.net', 'name-1': mean, words: mean };
    await see.press('Send to the ESR Team', typed);
    const handoff = await see.shown(bot.teams.cast.chats.esrTeam, '432PATELR02');
    await see.shown(bot.teams.cast.chats.escalation, 'The ESR Team has it');
    const all = JSON.stringify([handoff, bot.teams.activities(bot.teams.cast.chats.escalation).slice(-3)]);
    expect(all).not.toContain('](');
    expect(all).not.toMatch(/<at>all|\$\{x/);
  });
});

describe('what the guide says', () => {
  it('about another email on the record comes before the case, and the second press sends it', async () => {
    await see.press('Send to the ESR Team', { ...RAVI, problem: 'details-dont-match' });
    expect(readAloud(lastHere())).toContain('different email address');
    expect(readAloud(lastHere())).toContain('OLM team');
    expect(see.handoffs()).toEqual([]);
    await see.press('Send to the ESR Team');
    await see.shown(bot.teams.cast.chats.esrTeam, '432PATELR02');
  });

  it('about another email is not for staff', async () => {
    await see.press('Send to the ESR Team', {
      ...RAVI,
      problem: 'details-dont-match',
      'learner-type': 'staff',
    });
    await see.shown(bot.teams.cast.chats.esrTeam, '432PATELR02');
  });

  it('about a record made today comes before the case, which then needs a name and no username', async () => {
    const noUsername = { 'email-1': 'r.patel@nhs.net', problem: 'new-record' };
    await see.press('Send to the ESR Team', noUsername);
    expect(readAloud(lastHere())).toContain('next working day');
    expect(readAloud(lastHere())).toContain('name');
    expect(see.handoffs()).toEqual([]);
    await see.press('Send to the ESR Team', { 'name-1': 'Ravi Patel' });
    const handoff = await see.shown(bot.teams.cast.chats.esrTeam, 'Ravi Patel');
    expect(readAloud(handoff)).toContain('Not known');
  });

  it('is on the card from the start where the message spoke of it, and holds nothing up', async () => {
    await see.say("details don't match for 432SMITHJ03 j.smith@nhs.net");
    expect(readAloud(lastHere())).toContain('different email address');
    await see.press('Send to the ESR Team');
    await see.shown(bot.teams.cast.chats.esrTeam, '432SMITHJ03');
  });
});
