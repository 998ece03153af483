import { describe, expect, it } from 'vitest';
import { buttons, readAloud } from '../../support/cards.ts';
import { caseOfEachTest } from './case-of-each-test.ts';

const staff = caseOfEachTest();
const { last, shown, say, press, raise, team, teamCard, teamHeard } = staff;

describe('a person who sent a case', () => {
  it('sends all of a long answer that fits, and is told where one does not', async () => {
    const reference = await raise();
    const answer = `Begin ${'all white, '.repeat(70)}end`;
    await team(reference, 'Send question', { question: 'What do you see?' });
    await say(answer);
    expect(shown()).toContain('end');
    await press('Send it');
    expect(teamHeard(reference).at(-1)).toContain('all white, end');
    expect(teamCard(reference)).toContain('all white, end');

    await team(reference, 'Send question', { question: 'And then?' });
    const before = staff.bot.teams.activities(staff.chat).length;
    await say(`${answer} ${answer} ${answer}`);
    const said = staff.bot.teams.activities(staff.chat).slice(before).map(readAloud).join('\n');
    expect(said).toContain('the first part');
  });

  it.each(['any news?', 'hello', 'thanks', 'add something', 'change my email'])(
    'is not taken at the question what to add for words to the ESR Team: %s',
    async (text) => {
      const reference = await raise();
      await say('add something');
      await say(text);
      expect(teamHeard(reference)).toEqual([]);
      await say('I am on nights');
      if (text === 'change my email') expect(shown()).toContain('What is your correct email address?');
      else expect(teamCard(reference)).toContain('I am on nights');
    },
  );

  it.each(['yes please', 'it worked for a minute', 'works on my phone', 'my manager says its fixed'])(
    'has no case closed by words that say more than that it works: %s',
    async (text) => {
      const reference = await raise();
      await team(reference, 'Resolve and tell them', { outcome: 'password-reset-sent' });
      await say(text);
      expect(teamCard(reference)).not.toContain('Closed');
      expect(buttons(last())).toContain("Yes, it's working");
    },
  );

  it.each(['never mind', 'forget it'])('is back at the menu, with the case: %s', async (text) => {
    const reference = await raise();
    await say('it says my smartcard is not linked');
    await say(text);
    expect(shown()).toContain(reference);
    expect(buttons(last())).toContain('Smartcard');
  });

  it.each([
    'any news?',
    'status',
    "what's happening with my case",
    'chase my ticket REF',
    'REF',
    'status REF',
    'any update on my case from saturday?',
    'have you heard anything about my case',
  ])('sees it again at the end of the chat: %s', async (text) => {
    const reference = await raise();
    await say('thanks');
    await say(text.replace('REF', reference));
    expect(shown()).toContain(reference);
    expect(buttons(last())).toContain('Yes, withdraw it');
    // One card of it is kept up to date, and the other points there.
    await team(reference, 'Claim');
    expect(shown()).toContain('Being worked on');
  });

  it('is told when there is none, and nothing of another person’s', async () => {
    await say('any news?');
    expect(readAloud(staff.bot.teams.activities(staff.chat).at(-2))).toContain('no open case');
    const other = staff.bot.teams.createPerson('Other Person');
    const theirs = await staff.bot.raise(
      other,
      Object.assign(staff.bot.teams.personalChat(other), { installed: true }),
      '432OTHERP01',
    );
    await say(`status ${theirs}`);
    expect(staff.bot.teams.activities(staff.chat).slice(-2).map(readAloud).join()).toContain(
      `cannot find an open case ${theirs}`,
    );
  });

  it.each([
    ['password-reset-sent', true],
    ['referred-to-it', false],
  ])('is asked whether it works only where it may: %s', async (outcome, asks) => {
    const reference = await raise();
    await team(reference, 'Resolve and tell them', { outcome, note: 'Ask IT.' });
    await say('hello');
    expect(shown()).toContain(`The ESR Team has dealt with **${reference}**`);
    expect(shown().includes('Is it working now?')).toBe(asks);
  });

  it('is greeted with it', async () => {
    const reference = await raise();
    await say('hello');
    expect(shown()).toContain(`${reference}** has been with the ESR Team since`);
    await press('See it');
    expect(buttons(last())).toContain('Yes, withdraw it');
  });

  it('adds to it', async () => {
    const reference = await raise();
    await say('hello');
    await press('Add something');
    await press('Send to the ESR Team', { more: 'I am back on Tuesday' });
    expect(teamCard(reference)).toContain('I am back on Tuesday');
    await say('add something');
    await say('and on Friday');
    expect(teamCard(reference)).toContain('and on Friday');
  });

  it('corrects the address, and the ESR Team sees which one it replaced', async () => {
    const reference = await raise();
    await say('hello');
    await press('Change my email');
    await press('Send to the ESR Team', { address: 'sam@nhs,net' });
    expect(buttons(last())).toContain('Send to the ESR Team');
    await press('Send to the ESR Team', { address: 'sam.staff@nhs.net' });
    const card = teamCard(reference).split('\n');
    expect(card[card.lastIndexOf('Correct email: ') + 1]).toBe('sam.staff@nhs.net');
    expect(card.join('\n')).toContain('someone@nhs.net');
    expect(teamHeard(reference).join()).toContain('sam.staff@nhs.net');
    expect(shown()).toContain('sam.staff@nhs.net');
  });

  it.each(['Claim', 'Resolve and tell them'])(
    'gives the same address again, and nothing changes: %s',
    async (button) => {
      const reference = await raise();
      await team(reference, button, { outcome: 'password-reset-sent' });
      const before = teamCard(reference);
      await say('change my email');
      await press('Send to the ESR Team', { address: 'Someone@NHS.net' });
      const said = staff.bot.teams.activities(staff.chat).slice(-2).map(readAloud).join();
      expect(said).toContain(`Your case ${reference} has this email address already.`);
      expect(teamCard(reference)).toBe(before);
      expect(teamHeard(reference)).toEqual([]);
    },
  );

  it('is told that the new address reopened what was resolved', async () => {
    const reference = await raise();
    await team(reference, 'Resolve and tell them', { outcome: 'password-reset-sent' });
    await say('change my email');
    await press('Send to the ESR Team', { address: 'sam.staff@nhs.net' });
    expect(staff.bot.teams.activities(staff.chat).slice(-3).map(readAloud).join()).toContain(
      `Your case ${reference} has been reopened, and has your new email address now. The ESR Team can see`,
    );
  });

  it('is told before a second one is sent, and can add to the first instead', async () => {
    const reference = await raise();
    await say('talk to someone');
    const form = { email: 'someone@nhs.net', words: 'My badge blinks twice' };
    await press('Check my answers', { ...form, username: `${staff.username}9` });
    expect(shown()).toContain(`You already have an open case, ${reference}`);
    await press('Change something');
    await press('Check my answers', { ...form, username: staff.username });
    expect(shown()).toContain(`This will be added to your case ${reference}.`);
    await press('Change something');
    await press('Check my answers', { ...form, username: `${staff.username}9` });
    await press(`Add to ${reference} instead`);
    expect(JSON.stringify(last()?.attachments)).toContain('My badge blinks twice');
    await press('Send to the ESR Team', { more: 'My badge blinks twice' });
    expect(teamCard(reference)).toContain('My badge blinks twice');
    const cases = await staff.bot.app.database.db.selectFrom('cases').select('esr_username').execute();
    expect(cases.map((one) => one.esr_username)).not.toContain(`${staff.username}9`);
  });

  it('is told that one which was resolved will be reopened, and nothing of one that is over', async () => {
    const reference = await raise();
    await team(reference, 'Claim');
    await team(reference, 'Resolve and tell them', { outcome: 'password-reset-sent' });
    const form = { username: staff.username, email: 'someone@nhs.net', words: 'It does not let me in' };
    await say('talk to someone');
    await press('Check my answers', form);
    expect(shown()).toContain(`This will reopen your case ${reference}.`);
    await say('start over');
    await press("Yes, it's working");
    await say('talk to someone');
    await press('Check my answers', form);
    expect(shown()).not.toContain(reference);
  });

  it('answers the ESR Team by typing', async () => {
    const reference = await raise();
    await team(reference, 'Claim');
    await team(reference, 'Send question', { question: 'Which ward are you on?' });
    await say("I'm on Brightlingsea ward, permanent");
    expect(shown()).toContain('Send this to the ESR Team as your answer?');
    await press('Send it');
    expect(teamCard(reference)).toContain('Brightlingsea ward');
    expect(teamHeard(reference).join()).toContain('has answered');
  });

  it.each(['yes', 'no', '7', 'Band 5', 'new.addr@nhs.net', '432OTHERX01', 'payroll'])(
    'is offered to send a short answer: %s',
    async (text) => {
      const reference = await raise();
      await team(reference, 'Claim');
      await team(reference, 'Send question', { question: 'What is it?' });
      await say(text);
      await press('Send it');
      expect(teamHeard(reference).join()).toContain('has answered');
      expect(teamCard(reference)).toContain(text);
    },
  );

  it.each(['thank you', 'I want to talk to someone'])(
    'is not offered to send what is said to the bot: %s',
    async (text) => {
      const reference = await raise();
      await team(reference, 'Claim');
      await team(reference, 'Send question', { question: 'What is it?' });
      await say(text);
      expect(buttons(last())).not.toContain('Send it');
    },
  );

  it('can say that it is something new', async () => {
    const reference = await raise();
    await team(reference, 'Claim');
    await team(reference, 'Send question', { question: 'Which ward are you on?' });
    await say('my smartcard is not linked to esr');
    await press("It's something new");
    expect(shown()).toMatch(/smartcard/i);
    expect(teamCard(reference)).not.toContain('linked to esr');
  });

  it('is asked which it is when both are typed, and nothing is done', async () => {
    const reference = await raise();
    await team(reference, 'Claim');
    await team(reference, 'Resolve and tell them', { outcome: 'password-reset-sent' });
    await say('it worked yesterday but not today');
    expect(buttons(last())).toContain("Yes, it's working");
    expect(teamCard(reference)).toContain('Resolved');
  });

  it.each([
    ['yes', 'Closed'],
    ['yes its working now thanks', 'Closed'],
    ['all sorted', 'Closed'],
    ["I'm in", 'Closed'],
    ['no still not working, email never came', 'Reopened'],
    ['no', 'Reopened'],
    ["still can't get in", 'Reopened'],
  ])('says whether it works by typing: %s', async (text, state) => {
    const reference = await raise();
    await team(reference, 'Claim');
    await team(reference, 'Resolve and tell them', { outcome: 'password-reset-sent' });
    await say(text);
    const card = state === 'Closed' ? teamCard(reference) : teamHeard(reference).join();
    expect(card).toContain(state === 'Closed' ? 'Closed' : `${reference} has been reopened`);
    if (state !== 'Closed' && text.length > 3) expect(teamCard(reference)).toContain(text.split(',')[0]);
  });
});
