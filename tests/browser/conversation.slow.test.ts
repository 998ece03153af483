import { beforeEach, describe, expect, it } from 'vitest';
import { Chat, referenceOn, resolve, TRUST } from '../shared/chat.ts';
import { trialInBrowser } from './trial-in-browser.ts';

describe('somebody’s case in the page', () => {
  const { open } = trialInBrowser({ WORKING_HOURS: '08:00-17:00' });
  let staff: Chat;
  let team: Chat;
  let trainers: Chat;
  let raised = 10;
  let username = '';

  beforeEach(async () => {
    const page = await open();
    staff = new Chat(page, 'Staff');
    team = new Chat(page, 'ESR Team');
    trainers = new Chat(page, 'ESR escalation chat');
    await team.be('Elena Rossi');
    raised += 1;
    username = `432OKAFORA${raised}`;
  });

  /** Amara asks for the ESR Team by typing everything; the reference of her case. */
  async function raise(): Promise<string> {
    await staff.be('Amara Okafor');
    await staff.say('start over');
    await staff.isLast('start over', 'hoose');
    await staff.say('talk to someone');
    await staff.isLast('talk to someone', 'ESR');
    await staff.branch([TRUST], 'Check my answers');
    await staff.say(`${username} amara.okafor@nhs.net`);
    await staff.shows('What happens?', 'Say what happens when you try.');
    await staff.say('it does not let me in');
    await staff.shows('Is this right?', 'it does not let me in', username);
    await staff.answer('Yes, send to the ESR Team');
    const reference = await referenceOn(await staff.shows('On its way to the ESR Team'));
    await team.shows(reference, username);
    return reference;
  }
  const ask = async (reference: string) => {
    const card = await team.shows(reference, 'In the queue');
    await card.getByRole('button', { name: 'Claim' }).click();
    const claimed = await team.shows(reference, 'Being worked on');
    await claimed.getByRole('button', { name: 'Ask', exact: true }).click();
    await claimed.getByRole('textbox', { name: 'What do you need to know?' }).fill('Which ward are you on?');
    await claimed.getByRole('button', { name: 'Send question' }).click();
  };

  it('asks what happens, is filled in by typing, and says when to expect an answer', async () => {
    const reference = await raise();
    await staff.shows(reference, 'The ESR Team works Monday to Friday, 8am to 5pm.');

    for (const text of [
      'any news?',
      'status',
      `status ${reference}`,
      "what's happening with my case",
      'chase',
    ]) {
      await staff.say(text);
      await staff.isLast(text, reference, 'The ESR Team has it');
    }
    await staff.say('hello');
    await staff.shows(reference, 'has been with the ESR Team since');
    await staff.answer('See it');
    await staff.isLast('hello', reference, 'The ESR Team has it');
    await staff.say('hello');
    await staff.answer('Add something');
    await staff.fill({ 'What do you want to add?': 'I am back on Tuesday' });
    await staff.answer('Send to the ESR Team');
    await team.shows(reference, 'I am back on Tuesday');
    await staff.say('hello');
    await staff.answer('Change my email');
    await staff.fill({ 'What is your correct email address?': 'amara.o@nhs.net' });
    await staff.answer('Send to the ESR Team');
    const changed = await team.shows(reference, 'amara.o@nhs.net', 'replaced');
    const addresses = (await changed.textContent()) ?? '';
    expect(addresses.indexOf('amara.o@nhs.net')).toBeLessThan(addresses.indexOf('amara.okafor@nhs.net'));
    await staff.shows(reference, 'amara.o@nhs.net', 'amara.okafor@nhs.net', 'replaced');

    await staff.say('talk to someone');
    await staff.say(`${username.slice(0, -2)}99 amara.o@nhs.net`);
    await staff.say('my other account is locked');
    await staff.shows('You already have an open case', reference, 'This will be a second one.');
    expect(await staff.button(`Add to ${reference} instead`).count()).toBe(1);
    const readBacks = await staff.count('Is this right?', 'my other account is locked');
    await staff.say('any news?');
    await staff.isLast('any news?', reference, 'The ESR Team has it');
    expect(await staff.count('Is this right?', 'my other account is locked')).toBe(readBacks + 1);
  });

  it('takes typed answers to a question and to the outcome', async () => {
    const reference = await raise();
    await ask(reference);
    await staff.shows('Which ward are you on?');
    await staff.say('my smartcard is not linked to ESR');
    await staff.shows('Send this to the ESR Team as your answer?', 'my smartcard is not linked to ESR');
    await staff.answer("It's something new");
    await staff.shows('My smartcard is not linked to ESR', 'Step 1 of');
    await staff.say('start over');
    await staff.isLast('start over', 'Choose your problem');
    await staff.say('I am on Oak ward');
    await staff.shows('Send this to the ESR Team as your answer?', 'Oak ward');
    await staff.answer('Send it');
    await team.shows(reference, 'I am on Oak ward');
    await resolve(await team.shows(reference, 'Being worked on'), 'Password reset sent');
    await staff.shows('News from the ESR Team', reference);
    await staff.say('no, still not working');
    await team.shows(reference, 'Being worked on', 'no, still not working');
    await resolve(await team.shows(reference, 'Being worked on'), 'Password reset sent');
    await staff.shows(reference, 'Resolved');
    await staff.say('yes, it works now');
    await team.shows(reference, 'Closed');
  });

  it('is shown to the learner whose trainer raised it, who answers; the trainer can tell them', async () => {
    await trainers.be('Chloe Martin');
    await trainers.say('432HUGHESB77 ben.hughes@example.nhs.uk cannot sign in');
    await trainers.answer('Send to the ESR Team');
    const reference = await referenceOn(await team.shows('432HUGHESB77', 'In the queue'));
    await staff.be('Ben Hughes');
    await staff.hello();
    await staff.shows('A trainer asked the ESR Team to help you', reference);
    await ask(reference);
    const told = await trainers.shows('Which ward are you on?');
    const link = told
      .getByRole('link', { name: 'Tell the learner' })
      .or(told.getByRole('button', { name: 'Tell the learner' }));
    expect(await link.count()).toBe(1);
    await staff.say('any news?');
    await staff.shows('A trainer sent this for you', 'Which ward are you on?');
    await staff.say('my smartcard is not linked to ESR');
    await staff.answer("It's something new");
    await staff.shows('My smartcard is not linked to ESR', 'Step 1 of');
    await staff.say('status');
    await staff.isLast('status', 'Which ward are you on?');
    await staff.fill({ 'Your answer': 'Oak ward' });
    await staff.answer('Send answer');
    await team.shows(reference, 'Ben Hughes', 'Oak ward');
    await trainers.shows('Which ward are you on?', 'Ben Hughes has answered the ESR Team.');
    await resolve(await team.shows(reference, 'Being worked on'), 'Password reset sent');
    await trainers.shows('News from the ESR Team', reference);
    await staff.say('any news?');
    await staff.shows('Is it working now?', '4 hours');
    await staff.answer("Yes, it's working");
    await team.shows(reference, 'Closed', 'Ben Hughes');
  });
});
