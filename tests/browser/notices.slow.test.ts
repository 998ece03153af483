import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PageServer } from '../../simulator/page-server.ts';
import { Chat, openPage } from '../shared/chat.ts';
import { openBrowser } from '../shared/chromium.ts';
import { freePort } from '../shared/free-port.ts';
import { readAloud } from '../support/cards.ts';
import { type CaseBot, startCaseBot } from '../support/case-bot.ts';

describe('incidents and notices in the page', () => {
  let bot: CaseBot;
  let server: PageServer;
  let browser: Browser;
  let url: string;
  beforeAll(async () => {
    [bot, browser] = await Promise.all([startCaseBot(), openBrowser()]);
    server = new PageServer(bot.teams);
    url = await server.listen(await freePort());
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await bot?.close();
  });

  it('plans a notice, changes it on a form, and takes it back', async () => {
    const page = await browser.newPage();
    await openPage(page, url);
    const elena = new Chat(page, 'ESR Team');
    await elena.be('Elena Rossi');
    await elena.say('notice from tomorrow 18:00 until further notice ESR is being updated');
    const card = await elena.shows('Notice planned', 'ESR is being updated', 'Planned by Elena Rossi');
    await card.getByRole('button', { name: 'Change' }).click();
    const form = await elena.shows('Change the planned notice');
    const start = form.getByLabel('Start time');
    expect(await start.inputValue()).toBe('18:00');
    await start.fill('06:30');
    await form.getByLabel('Ends on').fill(await form.getByLabel('Starts on').inputValue());
    await form.getByRole('button', { name: 'Save' }).click();
    await elena.shows('Change the planned notice', 'Choose both a day and a time');
    await elena.card('Change the planned notice').getByLabel('End time').fill('20:00');
    await elena.card('Change the planned notice').getByRole('button', { name: 'Save' }).click();
    const changed = await elena.shows('Nobody sees it before 6:30am tomorrow', 'until 8pm tomorrow');
    await changed.getByRole('button', { name: 'Remove' }).click();
    await elena.shows('Removed. It will not be shown.');
    await page.close();
  });

  it('raises an incident, whose notice is set from it, and when it is over everybody is told', async () => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await openPage(page, url);
    const [staff, team] = [new Chat(page, 'Staff'), new Chat(page, 'ESR Team')];
    await Promise.all([staff.be('Amara Okafor'), team.be('Elena Rossi')]);
    await staff.say('is ESR down?');
    await staff.region.getByRole('article').last().waitFor();
    // Eleven more, at work elsewhere.
    const others = Array.from({ length: 11 }, (_, index) => {
      const person = bot.teams.createPerson(`Nurse Number${index}`);
      return { person, chat: Object.assign(bot.teams.personalChat(person), { installed: true }) };
    });
    for (const { person, chat } of others) {
      await bot.teams.say(person, chat, 'is ESR down?');
      await bot.forward({ minutes: 1 });
    }
    await bot.forward({ minutes: 1 });
    const card = await team.shows('12 people since 10am', 'is ESR down?');
    const words = card.getByRole('textbox', { name: /^Set a notice\?/ });
    expect(await words.inputValue()).toContain('The ESR Team is looking into it.');
    await words.fill('ESR is down for everyone. You do not need to do anything.');
    await card.getByRole('button', { name: 'Set the notice' }).click();
    await team.shows('Your notice is showing', 'Elena Rossi set it: ESR is down for everyone.');

    await staff.be('Ben Hughes');
    await staff.say('hello');
    await staff.shows('ESR is down for everyone. You do not need to do anything.');

    await team.card('people since').getByRole('button', { name: "It's over: tell them" }).click();
    await team.shows("It's over", 'Elena Rossi said so');
    await bot.forward({ minutes: 1 });
    await staff.be('Amara Okafor');
    await staff.shows("It's over. You can try again now.", "The ESR Team says it's over");
    const told = others.map(
      ({ chat }) =>
        bot.teams.activities(chat).filter((one) => readAloud(one).includes("says it's over")).length,
    );
    expect(told).toEqual(others.map(() => 1));
    await staff.be('Ben Hughes');
    await staff.say('start over');
    await expect
      .poll(() => staff.region.locator('form.card').last().textContent())
      .not.toContain('ESR is down');
  });
});
