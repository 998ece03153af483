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
      .getByRole('textbox', { name: 'Correct email' })
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
    await list
      .getByRole('combobox', { name: 'What was done?' })
      .selectOption({ label: 'Password reset sent' });
    await list.getByRole('button', { name: 'Resolve 12 learners and tell the trainer' }).click();
    await trainers.shows('Your class: 12 learners', '12 of 12 resolved', '4 hours');
    await trainers.shows('News from the ESR Team: 12 learners', 'junk');
    expect(await trainers.region.getByText('News from the ESR Team').count()).toBe(1);

    await (await trainers.shows('12 of 12 resolved'))
      .getByRole('button', { name: 'They can all sign in now' })
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
