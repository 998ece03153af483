import { expect, it } from 'vitest';
import { Chat, TRUST } from '../shared/chat.ts';
import { trialInBrowser } from './trial-in-browser.ts';

const { open } = trialInBrowser();

it('asks whose ESR it is first, keeps what was typed, and shows all the steps on one card', async () => {
  const page = await open();
  const staff = new Chat(page, 'Staff');
  await staff.be('Amara Okafor');
  await staff.say('I forgot my password');
  await staff.shows("I'll help with that next", 'Which organisation');
  await staff.say('Colchester General');
  await staff.region.getByText('I did not find that in my list').waitFor();
  await staff.answer('Mine is not here');
  await staff.shows('no guide for your organisation');
  await staff.answer('Back to the list');
  await staff.say('ESNEFT');
  await staff.shows('I forgot my username or password', 'Step 1 of 7');
  for (const [typed, trust] of [
    ['432OKAFORA01', 'ESNEFT'],
    ['south tees', 'South Tees'],
    ['ipswich hospital', 'ESNEFT'],
  ] as const) {
    await staff.say('change organisation');
    await staff.isLast('change organisation', 'Mine is not here');
    await staff.say(typed);
    await staff.isLast(typed, 'Choose your problem', trust);
  }
  await staff.say('I forgot my password');
  await staff.isLast('I forgot my password', 'Step 1 of 7');

  await staff.answer('Show all the steps');
  await staff.shows('Steps 1 to 7 of 7', 'Did that work?');
  await staff.answer('One step at a time');
  await staff.shows('Step 1 of 7');
  await staff.answer('Carry on');
  await staff.answer('Show all the steps');
  await staff.shows('Steps 2 to 7 of 7');
  await staff.answer('Yes, it worked');
  await staff.shows("that's sorted");
  await staff.say('hello');
  await staff.shows('Choose your problem', 'ESNEFT');
});

it('shows a running notice first inside the welcome and the steps, and tells when it is over', async () => {
  const page = await open();
  const staff = new Chat(page, 'Staff');
  const team = new Chat(page, 'ESR Team');
  await staff.be('Ben Hughes');
  await staff.say('hello');
  await staff.answer(TRUST);
  await team.say('notice ESR is down nationally');
  await team.shows('ESR is down nationally');
  await staff.say('start over');
  const welcome = await staff.shows('A message from the ESR Team', 'Choose your problem');
  expect((await welcome.textContent())?.indexOf('ESR is down')).toBeLessThan(40);
  await staff.answer('I forgot my username or password');
  const step = await staff.shows('A message from the ESR Team', 'Step 1 of');
  await step.getByRole('button', { name: "Tell me when it's over" }).click();
  await staff.shows("I'll tell you here when it's over", 'Step 1 of');
  await staff.answer('Carry on');
  await team.say('notice off');
  await staff.region.getByText("It's over").first().waitFor();
});

it('says what to check when no notice runs, forgets the old problem, and helps with the form', async () => {
  const page = await open();
  const staff = new Chat(page, 'Staff');
  await staff.be('Amara Okafor');
  await staff.say('hello');
  await staff.say('is ESR down?');
  await staff.region.getByText('The ESR Team has not told me about a problem with ESR').waitFor();
  await staff.say('my smartcard is not linked to ESR');
  await staff.say('start over');
  await staff.shows('Choose your problem');
  await staff.say('talk to someone');
  await staff.fill({
    'ESR username': 'ESR username: 432OKAFORA09',
    'correct email address': 'Amara Okafor <amara.okafor@yahoo.co.in>',
    'What happens?': 'The page stays white',
  });
  await staff.answer('Check my answers');
  const sent = await staff.shows('Is this right?', '432OKAFORA09', 'amara.okafor@yahoo.co.in');
  expect(await sent.textContent()).not.toContain('martcard');
});

it('says what it cannot read in the middle of a walk, and asks the open question again', async () => {
  const page = await open();
  const staff = new Chat(page, 'Staff');
  await staff.be('Ben Hughes');
  await staff.hello();
  // The commonest need stands first.
  await staff.shows('Choose your problem');
  const welcome = (await staff.region.textContent()) ?? '';
  expect(welcome).toContain('New or coming back');
  expect(welcome.indexOf('I forgot my username or password')).toBeLessThan(
    welcome.lastIndexOf('New or coming back'),
  );
  await staff.say('I forgot my password');
  // Others on this page have walked before: theirs is not the newest.
  await staff.isLast('I forgot my password', 'Step 1 of 7');
  await staff.answer('Carry on');
  const step = ['I forgot my username or password', 'Step 2 of 7'];
  const box = staff.region.getByRole('textbox', { name: /^Message in/ });
  for (const [name, mimeType, says] of [
    ['note.m4a', 'audio/mp4', 'I cannot listen to voice messages.'],
    ['cat.gif', 'image/gif', 'picture'],
    ['form.docx', 'application/msword', 'I cannot open files'],
    ['plan.loop', 'application/octet-stream', 'I cannot read Loop components.'],
  ] as const) {
    const steps = await staff.count(...step);
    await staff.region
      .getByLabel('Attach a picture or file')
      .first()
      .setInputFiles({ name, mimeType, buffer: Buffer.from('GIF89a') });
    await staff.region.getByRole('button', { name: `Remove ${name}` }).waitFor();
    await box.fill(name === 'form.docx' ? 'see file' : '');
    await box.press('Enter');
    await staff.region.getByText(says).first().waitFor();
    await expect.poll(() => staff.count(...step)).toBe(steps + 1);
  }
  await staff.say('thanks');
  await staff.answer('Carry on');
  await staff.shows('Step 3 of 7');
});
