import { expect, it } from 'vitest';
import { Chat } from '../shared/chat.ts';
import { trialInBrowser } from './trial-in-browser.ts';

const { open } = trialInBrowser();

it('a slash command is chosen from a list, and answered to its writer alone', async () => {
  const page = await open();
  const team = new Chat(page, 'ESR Team');
  await team.be('Elena Rossi');
  const box = team.region.getByRole('textbox', { name: /^Message in/ });
  await box.pressSequentially('/qu');
  await team.region.getByRole('group', { name: 'Commands' }).getByText('/queue').click();
  await box.press('Enter');
  const queue = team.region.locator('article').filter({ hasText: 'Only you can see this message' });
  await expect.poll(() => queue.count()).toBe(2);
  await team.be('Femi Adeyemi');
  await expect.poll(() => queue.count()).toBe(0);
});

it('the form for a learner opens by a slash, without a message', async () => {
  const page = await open();
  const trainers = new Chat(page, 'ESR escalation chat');
  await trainers.be('Chloe Martin');
  await trainers.region.getByRole('textbox', { name: /^Message in/ }).pressSequentially('/esc');
  const menu = trainers.region.getByRole('group', { name: 'Commands' });
  await menu.getByText('/Escalate to ESR Team').click();
  await page
    .getByRole('dialog')
    .getByRole('textbox', { name: /ESR username/ })
    .fill('432PATELR02');
});
