import { expect, it } from 'vitest';
import { classOf } from '../bot/trainers/classes.ts';
import { Chat } from '../shared/chat.ts';
import { trialInBrowser } from './trial-in-browser.ts';

const { open } = trialInBrowser({ TRUSTS: 'esneft', WORKING_HOURS: '08:00-17:00' });

it('tells people when to expect an answer, from what others waited; and where one Trust runs it, never asks which', async () => {
  const page = await open();
  // Twenty cards come at the pace of one chat.
  page.setDefaultTimeout(45_000);
  const [trainers, team, staff] = [
    new Chat(page, 'ESR escalation chat'),
    new Chat(page, 'ESR Team'),
    new Chat(page, 'Staff'),
  ];
  await trainers.be('Chloe Martin');
  await team.be('Elena Rossi');
  await trainers.say(classOf(20));
  await trainers.button('Send to the ESR Team').click();
  const list = await team.shows("Chloe Martin's class: 20 learners");
  for (const box of await list.getByRole('checkbox').all()) await box.check();
  await list.getByRole('button', { name: 'Resolve ticked' }).click();
  const form = await team.shows('20 cases', 'What was done?');
  await form.getByRole('combobox', { name: 'What was done?' }).selectOption({ label: 'Password reset sent' });
  await form.getByRole('button', { name: 'Resolve and tell them' }).click();
  await trainers.shows('Your class: 20 learners', '20 of 20 resolved');

  await staff.be('Amara Okafor');
  await staff.say('hello');
  await staff.shows('Choose your problem', 'I forgot my username or password');
  expect(await staff.region.getByText('Which organisation').count()).toBe(0);
  // More than three others in the last hour.
  await staff.say('is ESR down?');
  await staff.region.getByText('20 people asked the ESR Team for help in the last hour').waitFor();
  await staff.say('talk to someone');
  await staff.say('432OKAFORA07 amara.okafor@nhs.net');
  await staff.say('it does not let me in');
  await staff.answer('Yes, send to the ESR Team');
  await staff.shows('The ESR Team works Monday to Friday, 8am to 5pm.');
}, 240_000);
