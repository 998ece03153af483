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

    // One message for all twelve.
    const list = () => team.shows("Chloe Martin's class: 12 learners", 'jo.okoye08@nhs.net');
    const tick = async (count: number) => {
      const boxes = await (await list()).getByRole('checkbox').all();
      for (const box of boxes.slice(0, count)) await box.check();
      return list();
    };
    await list();
    expect(await team.count('Chloe Martin')).toBe(1);
    await (await tick(1)).getByRole('button', { name: 'Claim ticked' }).click();
    await trainers.shows('Your class: 12 learners', 'Being worked on', 'Elena Rossi has it');

    const resolveTicked = async (count: number, title: string) => {
      await (await tick(count)).getByRole('button', { name: 'Resolve ticked' }).click();
      const form = await team.shows(title, 'What was done?');
      await form
        .getByRole('combobox', { name: 'What was done?' })
        .selectOption({ label: 'Password reset sent' });
      await form.getByRole('button', { name: 'Resolve and tell them' }).click();
    };
    await resolveTicked(11, '11 cases');
    await trainers.shows('Your class: 12 learners', '11 of 12 resolved', '4 hours');
    await (await tick(1)).getByRole('button', { name: 'Ask about ticked' }).click();
    const question = await team.shows('Send question');
    await question.getByRole('textbox').fill('Which ward is she on?');
    await question.getByRole('button', { name: 'Send question' }).click();
    const asked = await trainers.shows('Which ward is she on?', 'Send answer');
    await asked.getByRole('textbox').fill('Ward 4');
    await asked.getByRole('button', { name: 'Send answer' }).click();
    await team.region.getByText('(Jo Adams): Chloe Martin has answered. Ward 4').waitFor();
    await team.shows('class: 12 learners', 'Answer: Ward 4');
    await resolveTicked(1, 'What was done?');
    await trainers.shows('Your class: 12 learners', '12 of 12 resolved');
    const news = await trainers.shows('Jo Patel, Jo Okoye, Jo Smith, Jo Hughes, and 7 more');
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
    await team.region.getByText("it's still not working. The email never came").waitFor();
    await team.button('Show the case').click();
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
    await team.shows('class: 12 learners', 'Closed');
    expect(await team.count('class: 12 learners')).toBe(1);
  });

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
  });
});
