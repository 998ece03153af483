import { describe, expect, it } from 'vitest';
import { Chat } from '../shared/chat.ts';
import { trialInBrowser } from './trial-in-browser.ts';

describe('when a learner is needed, in the page', () => {
  const { open } = trialInBrowser();

  it('goes from the trainer’s message to the officer’s card, and is taken out on the check card', async () => {
    const page = await open();
    const trainers = new Chat(page, 'ESR escalation chat');
    const team = new Chat(page, 'ESR Team');
    await trainers.be('Chloe Martin');

    await trainers.say(
      'Jo Smith 432SMITHJ01 jo.smith@nhs.net is locked out. Her class starts tomorrow at 9:30',
    );
    const check = await trainers.shows('Is this right?');
    const neededBy = check.getByRole('combobox', { name: 'Needed by' });
    expect(await neededBy.locator('option:checked').textContent()).toMatch(/^9:30am tomorrow/);
    expect(await check.getByRole('textbox', { name: /Anything else/ }).inputValue()).toContain(
      'Her class starts tomorrow at 9:30',
    );
    await check.getByRole('button', { name: 'Send to the ESR Team' }).click();
    await team.shows(
      '432SMITHJ01',
      'Needed by 9:30am on ',
      'In their words: is locked out. Her class starts tomorrow at 9:30',
      'Jo Smith',
    );
    await trainers.shows('Sent at', 'Needed by 9:30am on ');

    await trainers.say('432PATELR02 r.patel@nhs.net for class tomorrow at 9:30');
    const other = await trainers.shows('432PATELR02', 'Is this right?');
    await other.getByRole('combobox', { name: 'Needed by' }).selectOption({ label: 'No set time' });
    await other.getByRole('button', { name: 'Send to the ESR Team' }).click();
    const card = await team.shows('432PATELR02', 'Nobody has it yet');
    expect(await card.textContent()).not.toContain('Needed by');
  });
});
