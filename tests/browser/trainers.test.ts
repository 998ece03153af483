import { describe, expect, it } from 'vitest';
import { classOf, learnerLine } from '../bot/trainers/classes.ts';
import { Chat } from '../shared/chat.ts';
import { trialInBrowser } from './trial-in-browser.ts';

const TWELVE = classOf(12, {
  3: learnerLine(3).replace('@nhs.net', '@nhs.ent'),
  7: learnerLine(7).replace(/\t[^\t]*$/, ''),
});

describe('an Epic trainer in the page', () => {
  const { open } = trialInBrowser();

  it('pastes a class of twelve, puts two right, and sees each step until all of it works', async () => {
    const page = await open();
    const trainers = new Chat(page, 'ESR escalation chat');
    const team = new Chat(page, 'ESR Team');
    await trainers.be('Chloe Martin');

    await trainers.say(TWELVE);
    const check = await trainers.shows('12 learners: is this right?', '10 of 12 are ready');
    expect(await check.getByRole('checkbox', { name: /^\d+\. Jo / }).count()).toBe(10);

    await check.getByRole('button', { name: 'Use jo.hughes04@nhs.net' }).click();
    await trainers.shows('11 of 12 are ready');
    await trainers
      .card('11 of 12 are ready')
      .getByRole('textbox', { name: 'Type the correct email address' })
      .fill('jo.okoye08@nhs.net');
    await trainers.card('11 of 12 are ready').getByRole('button', { name: 'Send to the ESR Team' }).click();
    await trainers.shows('On its way to the ESR Team');
    await trainers.shows('Your class: 12 learners', '0 of 12 resolved');

    await team.shows('Learner 12 of 12');
    expect(
      await team.region
        .locator('form.card')
        .filter({ hasText: /Learner \d+ of 12/ })
        .count(),
    ).toBe(12);
    const first = await team.shows('Learner 1 of 12');
    await first.getByRole('button', { name: 'Claim' }).click();
    await trainers.shows('Your class: 12 learners', 'Being worked on', 'Elena Rossi has it');

    await (await team.shows('Learner 1 of 12')).getByRole('button', { name: 'See the whole class' }).click();
    const list = await team.shows("Chloe Martin's class: 12 learners", 'jo.okoye08@nhs.net');
    for (const box of await list.getByRole('checkbox').all()) await box.check();
    await list.getByRole('button', { name: 'Resolve ticked' }).click();
    const form = await team.shows('12 cases', 'What was done?');
    await form
      .getByRole('combobox', { name: 'What was done?' })
      .selectOption({ label: 'Password reset sent' });
    await form.getByRole('button', { name: 'Resolve and tell them' }).click();
    await trainers.shows('Your class: 12 learners', '12 of 12 resolved', '4 hours');
    const news = await trainers.shows('Jo Patel, Jo Okoye, Jo Smith, Jo Hughes, and 8 more');
    expect(await trainers.region.getByRole('button', { name: 'What they do next' }).count()).toBe(1);
    await news.getByRole('button', { name: 'What they do next' }).click();
    await news.getByText('junk').waitFor();

    const mine = await trainers.shows('12 of 12 resolved');
    await mine
      .getByRole('checkbox', { name: /^Jo Patel/ })
      .first()
      .check();
    await mine.getByRole('button', { name: 'Still cannot sign in' }).click();
    await mine.getByRole('textbox', { name: 'What happens when they try?' }).fill('The email never came');
    await mine.getByRole('button', { name: 'Tell the ESR Team' }).click();
    await trainers.shows('Your class: 12 learners', '11 of 12 resolved');
    const again = await team.shows('Learner 1 of 12', 'The email never came');
    await again.getByRole('button', { name: 'Resolve', exact: true }).click();
    await again
      .getByRole('combobox', { name: 'What was done?' })
      .selectOption({ label: 'Password reset sent' });
    await again.getByRole('button', { name: 'Resolve and tell them' }).click();
    await (await trainers.shows('12 of 12 resolved'))
      .getByRole('button', { name: 'All 12 can sign in now' })
      .click();
    await trainers.shows('Your class: 12 learners', 'All done');
    await team.shows('Learner 12 of 12', 'Closed');
  }, 90_000);

  it('hands over a learner from a colleague’s message, in a dialog', async () => {
    const page = await open({ colorScheme: 'dark' });
    const trainers = new Chat(page, 'ESR escalation chat');
    await trainers.be('Dev Patel');
    await trainers.say('432ROSSIM09 m.rossi@nhs.net is locked out');
    await trainers.shows('Is this right?');
    await trainers.be('Chloe Martin');
    const message = trainers.region.getByRole('article').filter({ hasText: '432ROSSIM09' }).first();
    await message.locator('summary').click();
    await message.getByRole('button', { name: 'Escalate to ESR Team' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('432ROSSIM09').waitFor();
    await dialog.getByRole('button', { name: 'Send to the ESR Team' }).click();
    await dialog.getByText('The chat shows what happens with it.').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await new Chat(page, 'ESR Team').shows('432ROSSIM09', 'Chloe Martin (Epic trainer)');
  }, 60_000);
});
