import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { Chat, expectFacts, referenceOn, resolve } from '../shared/chat.ts';
import { trialInBrowser } from './trial-in-browser.ts';

const USERNAME_PATH = {
  person: 'Amara Okafor',
  menu: ['Username and password', 'ESR says my username or password is wrong'],
  answers: ['Twice', 'Not yet', 'Carry on', 'Ask the ESR Team'],
  wrong: { 'ESR username': '432OKAFORA01', 'Correct email address': 'amara.okafor@nhs.ent' },
  mended: { 'Correct email address': 'amara.okafor@nhs.net' },
  outcome: 'Password reset sent',
  next: ['4 hours', 'junk'],
};
const SMARTCARD_PATH = {
  person: 'Ben Hughes',
  menu: ['Smartcard', 'My smartcard is not linked to ESR'],
  answers: ['Not yet', 'Carry on', 'Ask the ESR Team'],
  wrong: { 'ESR username': '432HUGHESB02', 'Smartcard number': '12345678901O' },
  mended: { 'Smartcard number': '123456789012' },
  outcome: 'Smartcard linked',
  next: ['Login with my Care Identity'],
};

describe('the bot in the page', () => {
  const { open } = trialInBrowser();

  it.each([
    { theme: 'light', problem: 'username or password', path: USERNAME_PATH },
    { theme: 'dark', problem: 'smartcard not linked', path: SMARTCARD_PATH },
  ] as const)(
    'walks staff through "$problem", hands over, and tells them what to do next ($theme)',
    async ({ theme, path }) => {
      const page = await open({ colorScheme: theme });
      const elsewhere = await open({ colorScheme: theme });
      const staff = new Chat(page, 'Staff');
      const team = new Chat(page, 'ESR Team');
      await staff.be(path.person);
      await new Chat(elsewhere, 'ESR Team').be('Femi Adeyemi');

      await staff.hello();
      for (const choice of path.menu) await staff.answer(choice);
      const answered = await staff.branch(path.answers, 'Check my answers');
      expect(answered).toContain('Ask the ESR Team');
      // Asking for a person is no answer to a step.
      const tried = answered.filter((answer) => answer !== 'Ask the ESR Team');

      await staff.fill(path.wrong);
      await staff.answer('Check my answers');
      const mistake = staff.region.getByRole('textbox', { name: Object.keys(path.mended)[0] ?? '' }).last();
      const typed = Object.values(path.wrong);
      expect(await mistake.inputValue()).toBe(typed.at(-1));
      expect(await staff.region.getByRole('textbox', { name: 'ESR username' }).inputValue()).toBe(typed[0]);

      await staff.fill(path.mended);
      await staff.answer('Check my answers');
      const right = { ...path.wrong, ...path.mended };
      await staff.shows(...Object.values(right));
      await staff.answer('Yes, send to the ESR Team');
      const reference = await referenceOn(await staff.shows('On its way to the ESR Team'));
      const status = await staff.shows(reference, 'The ESR Team has it');
      expect(await brightness(status)).toSatisfy((bright: number) =>
        theme === 'dark' ? bright < 80 : bright > 200,
      );

      const handoff = team.card(reference);
      await expectFacts(handoff, [path.person, ...Object.values(right)]);
      // An answer that only carries on is left out.
      const told = tried.filter((one) => one !== 'Carry on');
      await expectFacts(handoff, ['In the queue', ...told]);

      await team.be('Elena Rossi');
      await handoff.getByRole('button', { name: 'Claim' }).click();
      const seen = new Chat(elsewhere, 'ESR Team').card(reference);
      await expectFacts(seen, ['Being worked on', 'Elena Rossi']);
      expect(await seen.getByRole('button', { name: 'Claim' }).count()).toBe(0);
      await team.shows(reference, 'Being worked on');
      await resolve(handoff, path.outcome);

      const news = await staff.shows('News from the ESR Team', reference);
      await expectFacts(news, path.next);
      const resolved = await staff.shows('Resolved', reference);
      await expectFacts(resolved, path.next);
      await resolved.getByRole('button', { name: "Yes, it's working" }).click();
      await expectFacts(seen, ['Closed', path.person]);
    },
  );

  it.each([
    { theme: 'light', username: '432PATELR02', email: 'r.patel@nhs.net' },
    { theme: 'dark', username: '432SINGHK07', email: 'k.singh@nhs.net' },
  ] as const)(
    'lets a trainer mention it with a username and an email, send, and hear the outcome ($theme)',
    async ({ theme, username, email }) => {
      const page = await open({ colorScheme: theme });
      const trainers = new Chat(page, 'ESR escalation chat');
      const team = new Chat(page, 'ESR Team');
      await trainers.be('Chloe Martin');
      await trainers.say(`Reset needed - ESR username ${username}, email ${email}. Thanks`);
      await trainers.shows(username, email);
      expect(await team.card(username).count()).toBe(0);
      await trainers.answer('Send to the ESR Team');

      const handoff = await team.shows(username, email);
      await expectFacts(handoff, ['In the queue', 'Chloe Martin', 'trainer']);
      const reference = await referenceOn(handoff);
      await trainers.shows(reference);
      await team.be('Femi Adeyemi');
      await resolve(team.card(reference), 'Password reset sent');
      await expectFacts(await trainers.shows('News from the ESR Team', reference), ['4 hours']);
      await trainers.shows('Resolved', reference);
      const told = trainers.region.getByRole('article', { name: /^ESR Access Bot/ }).locator('.mention');
      expect(await told.last().textContent()).toBe('Chloe Martin');
    },
  );
});

/** How light the background of a card is, 0 to 255. */
async function brightness(card: Locator): Promise<number> {
  const colour = await card.evaluate(
    (element) => element.ownerDocument.defaultView?.getComputedStyle(element).backgroundColor ?? '',
  );
  const deps = [...colour.matchAll(/\d+/g)].slice(0, 3).map(Number);
  return deps.reduce((sum, part) => sum + part, 0) / 3;
}
