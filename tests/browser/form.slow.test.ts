import { expect, it } from 'vitest';
import { Chat, TRUST } from '../shared/chat.ts';
import { trialInBrowser } from './trial-in-browser.ts';

const { open } = trialInBrowser();
const OFFER = 'Use amara.okafor@example.nhs.uk (your Teams address)';
const READ_BACK = 'Yes, send to the ESR Team';

it('takes one press for the address in Teams and for what was meant, and what is right as it is', async () => {
  const staff = new Chat(await open(), 'Staff');
  const email = () => staff.region.getByRole('textbox', { name: 'correct email address' }).last();
  await staff.be('Amara Okafor');
  await staff.hello();
  await staff.answer('Ask the ESR Team');

  // Pressed before anything else is filled in, and after the words.
  await staff.fill({ 'What happens?': 'The page stays white' });
  await staff.answer(OFFER);
  await expect.poll(() => email().inputValue()).toBe('amara.okafor@example.nhs.uk');
  expect(await staff.button(OFFER).count()).toBe(0);
  expect(await staff.region.getByText('Type the ESR username.').count()).toBe(0);
  await staff.fill({ 'ESR username': '432OKAFORA08' });
  await staff.answer('Check my answers');
  await staff.shows('Is this right?', 'amara.okafor@example.nhs.uk', 'The page stays white');

  // What was pasted, an address of another country, and one that only looks mistyped.
  await staff.answer('Change something');
  for (const [typed, read] of [
    ['Amara Okafor <amara.okafor@hotmail.co.za>', 'amara.okafor@hotmail.co.za'],
    ['amara.okafor@protonmail.ch', 'amara.okafor@protonmail.ch'],
    ['amara.okafor@yahoo.co.in', 'amara.okafor@yahoo.co.in'],
  ] as const) {
    await staff.fill({ 'ESR username': 'ESR username: 432OKAFORA08', 'correct email address': typed });
    await staff.answer('Check my answers');
    await staff.shows('Is this right?', '432OKAFORA08', read);
    await staff.answer('Change something');
  }
  await staff.fill({ 'correct email address': 'amara.okafor@gmial.com' });
  await staff.button('Check my answers').click();
  await staff.shows('Did you mean amara.okafor@gmail.com?');
  expect(await staff.button(OFFER).count()).toBe(0);
  await staff.region.getByRole('checkbox', { name: 'This is correct' }).last().check();
  await staff.answer('Check my answers');
  await staff.shows('Is this right?', 'amara.okafor@gmial.com');
  await staff.answer('Change something');
  await staff.button('Check my answers').click();
  await staff.answer('Use amara.okafor@gmail.com');
  await staff.shows('Is this right?', 'amara.okafor@gmail.com');
  expect(await staff.button(READ_BACK).count()).toBe(1);
});

it('is filled in by typing, asks what happens where nothing says it, and takes along what was typed on the way', async () => {
  const staff = new Chat(await open(), 'Staff');
  await staff.be('Ben Hughes');
  await staff.hello();
  await staff.say('the purple lamp on my reader blinks every Tuesday');
  await staff.say('432HUGHESB08 ben.hughes@nhs.net');
  await staff.say('talk to someone');
  await staff.shows('What the ESR Team needs', 'What happens?');
  await staff.answer('Check my answers');
  await staff.shows('Is this right?', '432HUGHESB08', 'ben.hughes@nhs.net', 'purple lamp');
  await staff.say('start over');
  await staff.shows('Choose your problem', 'ESNEFT');
  await staff.say('talk to someone');
  await staff.button('Check my answers').click();
  await staff.shows('Say what happens when you try.');
  expect(await staff.card('What the ESR Team needs').textContent()).not.toContain('purple lamp');
});

it('gives the guide’s own contact before the form where the team is not here, and does not say that it has it', async () => {
  const staff = new Chat(await open(), 'Staff');
  await staff.be('Ben Hughes');
  await staff.say('change organisation');
  await staff.isLast('change organisation', TRUST);
  expect(await staff.button('Yorkshire Ambulance Service NHS Trust').count()).toBe(0);
  await staff.say('yorkshire ambulance');
  await staff.isLast('yorkshire ambulance', 'Choose your problem', 'YAS');
  await staff.say('talk to someone');
  await staff.shows('I cannot contact your ESR Team from here', 'yas.esr@nhs.net');
  await staff.answer('Leave my details');
  await staff.shows('What the ESR Team needs', 'does not use this bot yet');
  await staff.button('Back').click();
  await staff.shows('Choose your problem', 'YAS');
  await staff.say('how do I sign in with a username');
  const step = await staff.shows('How to sign in with a username', 'Step 1');
  const link = step
    .getByRole('link', { name: 'Open ESR' })
    .or(step.getByRole('button', { name: 'Open ESR' }));
  expect(await link.count()).toBe(1);
  expect(await staff.region.getByText('The ESR Team has it').count()).toBe(0);
});
