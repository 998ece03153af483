import { afterAll, expect, it } from 'vitest';
import { actOnCase } from '../../examples/service-desk.ts';
import { startDesk } from '../service-desk/desk-bot.ts';
import { Chat, referenceOn, TRUST } from '../shared/chat.ts';
import { trialInBrowser } from './trial-in-browser.ts';

const desk = await startDesk();
const { open, botUrl } = trialInBrowser(desk.settings);
afterAll(() => desk.close());

it('a service desk gets a ticket, resolves it, and the nurse is told', async () => {
  const page = await open();
  const [nurse, team] = [new Chat(page, 'Staff'), new Chat(page, 'ESR Team')];
  await nurse.say('talk to someone');
  await nurse.branch([TRUST], 'Check my answers');
  await nurse.fill({
    'ESR username': '432OKAFORA01',
    'Correct email address': 'amara.okafor@nhs.net',
    'What happens?': 'It does not let me in',
  });
  await nurse.answer('Check my answers');
  await nurse.answer('Yes, send to the ESR Team');
  const reference = await referenceOn(await nurse.shows('On its way to the ESR Team'));

  // Its ticket is on both cards; the ESR Team opens it from theirs.
  const handoff = await team.shows(reference, 'Ticket', 'INC0000001');
  const link = handoff.getByRole('link', { name: 'INC0000001' });
  expect(await link.getAttribute('href')).toBe('https://desk.example/tickets/INC0000001');
  await nurse.shows(reference, 'INC0000001');

  const resolve = { type: 'resolve', case: reference, outcome: 'password-reset-sent' };
  expect((await actOnCase(botUrl(), desk.inbound, resolve)).status).toBe(200);
  await nurse.shows('Is it working now?');
  await nurse.shows(reference, 'The service desk has dealt with this.');
  await team.shows(reference, 'The service desk resolved it');
  expect(desk.types()).toEqual(['case.raised']);
});
