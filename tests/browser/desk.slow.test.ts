import { beforeEach, describe, expect, it } from 'vitest';
import { Chat, expectFacts, referenceOn, resolve, TRUST } from '../shared/chat.ts';
import { trialInBrowser } from './trial-in-browser.ts';

describe("the ESR Team's desk in the page", () => {
  const { open } = trialInBrowser();
  let staff: Chat;
  let elena: Chat;
  let femi: Chat;
  let reference: string;
  let raised = 10;

  /** A requester and two officers, each on a screen of their own, and a new case. */
  beforeEach(async () => {
    const [one, two, three] = await Promise.all([open(), open(), open()]);
    staff = new Chat(one, 'Staff');
    elena = new Chat(two, 'ESR Team');
    femi = new Chat(three, 'ESR Team');
    await Promise.all([staff.be('Amara Okafor'), elena.be('Elena Rossi'), femi.be('Femi Adeyemi')]);
    // An account that has an open case gets no second one.
    raised += 1;
    await staff.say('talk to someone');
    await staff.branch([TRUST], 'Check my answers');
    await staff.fill({
      'ESR username': `432OKAFORA${raised}`,
      'Correct email address': 'amara.okafor@nhs.net',
      'What happens?': 'It does not let me in',
    });
    await staff.answer('Check my answers');
    await staff.answer('Yes, send to the ESR Team');
    reference = await referenceOn(await staff.shows('On its way to the ESR Team'));
    await Promise.all([elena.shows(reference, 'In the queue'), femi.shows(reference, 'In the queue')]);
  });

  const press = (officer: Chat, name: string) =>
    officer.card(reference).getByRole('button', { name, exact: true }).click();

  it('lets one of two officers who claim at once have the case, and shows the other who was first', async () => {
    await Promise.all([press(elena, 'Claim'), press(femi, 'Claim')]);
    await Promise.all([elena.shows(reference, 'Being worked on'), femi.shows(reference, 'Being worked on')]);
    const owner = /(Elena Rossi|Femi Adeyemi) has it/;
    const seen = await Promise.all(
      [elena, femi].map(
        async (officer) => owner.exec((await officer.card(reference).textContent()) ?? '')?.[1],
      ),
    );
    expect(seen[0]).toBeDefined();
    expect(seen[1]).toBe(seen[0]);
  });

  it('takes a question to the requester and the answer back, and then the outcome', async () => {
    await press(elena, 'Claim');
    await elena.shows(reference, 'Elena Rossi has it');
    await press(elena, 'Ask');
    await elena.fill({ 'What do you need to know?': 'Which hospital?' });
    await press(elena, 'Send question');
    await femi.shows(reference, 'Waiting for an answer since');
    const question = await staff.shows('The ESR Team asks', 'Which hospital?');
    await question.getByRole('textbox', { name: 'Your answer' }).fill('Ipswich');
    await question.getByRole('button', { name: 'Send answer' }).click();
    await expectFacts(await elena.shows(reference, 'Being worked on', 'Ipswich'), ['Amara Okafor']);
    const told = elena.region.getByRole('article', { name: /^ESR Access Bot/ }).locator('.mention');
    await expect.poll(() => told.last().textContent()).toBe('Elena Rossi');

    await resolve(elena.card(reference), 'Username sent');
    const news = await staff.shows('News from the ESR Team', reference);
    await news.getByRole('button', { name: 'No, still not working' }).click();
    await news
      .getByRole('textbox', { name: 'What happens when you try?' })
      .fill('It says the username is unknown.');
    await news.getByRole('button', { name: 'Tell the ESR Team' }).click();
    await expectFacts(await femi.shows(reference, 'It says the username is unknown.'), [
      'Elena Rossi has it',
    ]);
    await resolve(elena.card(reference), 'Password reset sent');
    await (await staff.shows('News from the ESR Team', reference, "Yes, it's working"))
      .getByRole('button', { name: "Yes, it's working" })
      .click();
    await femi.shows(reference, 'Closed', "Amara Okafor says it's working");
    await press(femi, 'Reopen');
    await press(femi, 'More to do');
    await elena.shows(reference, 'Being worked on');
  });

  it('keeps what was typed when a reason is missing', async () => {
    await resolve(elena.card(reference), 'Could not help (say why in the note)');
    const form = await elena.shows('why we could not help');
    await form.getByRole('textbox', { name: /Note/ }).fill('There is no record of her here.');
    await form.getByRole('button', { name: 'Resolve and tell them' }).click();
    await femi.shows(reference, 'Resolved', 'There is no record of her here.');
    await staff.shows('News from the ESR Team', 'There is no record of her here.');
  });

  it('is assigned to a colleague in the chat, who is told', async () => {
    await press(elena, '...');
    await elena.region.page().getByText('Assign', { exact: true }).click();
    const form = await elena.shows('Assign to a colleague');
    await form.getByRole('combobox', { name: 'Who should have it?' }).selectOption({ label: 'Femi Adeyemi' });
    await form.getByRole('button', { name: 'Assign', exact: true }).click();
    await femi.shows(reference, 'Femi Adeyemi has it');
  });

  it('has a queue that opens a case at its end, a report, and a notice that new conversations see', async () => {
    await elena.say('queue');
    const queue = await elena.shows('to do', reference);
    await queue.getByRole('button', { name: 'Amara Okafor' }).last().click();
    await elena.shows(reference, 'Back to the queue');
    await elena.region.getByRole('button', { name: 'Back to the queue' }).click();
    await elena.shows('to do', reference);
    await elena.say('report');
    await expectFacts(await elena.shows('The last 7 days'), ['Cases raised', 'Claimed in', 'Resolved in']);

    await femi.say('notice ESR is down for everyone');
    await femi.shows('Notice set');
    await staff.say('hello');
    const notice = await staff.shows('A message from the ESR Team', 'ESR is down for everyone');
    await notice.getByRole('button', { name: "Tell me when it's over" }).click();
    await staff.shows("I'll tell you here when it's over");
    await femi.say('notice off');
    await staff.shows("It's over. You can try again now.");
  });
});
