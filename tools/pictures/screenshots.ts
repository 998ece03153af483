import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode, encode } from 'fast-png';
import type { Browser, Locator, Page } from 'playwright-core';
import { Chat, openPage, referenceOn, resolve, TRUST } from '../../tests/shared/chat.ts';
import { openBrowser } from '../../tests/shared/chromium.ts';
import { startTrial } from '../../tests/shared/trial.ts';

// Redraws the pictures of the README: node tools/pictures/screenshots.ts

const folder = join(import.meta.dirname, '../../docs/images');
type Theme = 'light' | 'dark';

/** A small day at work: a staff member follows a guide and is handed over, a trainer escalates, the ESR Team resolves. */
async function scene(browser: Browser, theme: Theme): Promise<void> {
  const trial = await startTrial();
  const context = await browser.newContext({
    colorScheme: theme,
    // High enough for the tallest card.
    viewport: { width: 1440, height: 1800 },
    deviceScaleFactor: 1.4,
    reducedMotion: 'reduce',
  });
  try {
    const page = await context.newPage();
    await openPage(page, trial.url);
    const picture = async (name: string, card: Locator) => {
      await page.mouse.move(0, 0);
      save(`${name}-${theme}.png`, await card.screenshot({ animations: 'disabled' }));
    };
    const staff = new Chat(page, 'Staff');
    const trainers = new Chat(page, 'ESR escalation chat');
    const team = new Chat(page, 'ESR Team');

    await staff.say('hello');
    await picture('choose-trust', await staff.shows('Which organisation'));
    await staff.answer(TRUST);
    await picture('welcome', await staff.shows('Never type a password here'));
    await staff.answer('Username and password');
    await picture('problems', await staff.shows('What is the problem?'));
    await staff.answer('ESR says my username or password is wrong');
    await staff.branch(['Once'], 'Not yet');
    await picture('step', await staff.shows('Did that work?'));
    await staff.branch(['Not yet', 'Ask the ESR Team'], 'Check my answers');
    await staff.fill({
      'ESR username': '432OKAFORA01',
      'Correct email address': 'amara.okafor@nhs.ent',
      'Anything else': 'My email changed when I moved from the bank team.',
    });
    await staff.answer('Check my answers');
    await picture('details', await staff.shows('Did you mean'));
    await staff.fill({ 'Correct email address': 'amara.okafor@nhs.net' });
    await staff.answer('Check my answers');
    await picture('read-back', await staff.shows('Is this right?'));
    await staff.answer('Yes, send to the ESR Team');
    const sent = await staff.shows('On its way to the ESR Team');
    await picture('sent', sent);
    const reference = await referenceOn(sent);
    await picture('status', await staff.shows(reference, 'The ESR Team has it'));

    const handoff = team.card(reference);
    await picture('handoff', await team.shows(reference, 'In the queue'));
    await team.be('Elena Rossi');
    await handoff.getByRole('button', { name: 'Claim' }).click();
    await team.shows(reference, 'Being worked on');
    await handoff.getByRole('button', { name: 'Resolve', exact: true }).click();
    await handoff.getByRole('button', { name: 'Resolve and tell them' }).waitFor();
    await picture('handoff-resolve', handoff);
    await handoff.getByRole('button', { name: 'Resolve', exact: true }).click();
    await resolve(handoff, 'Email corrected and reset sent');
    await picture('handoff-resolved', await team.shows(reference, 'Resolved'));
    await picture('outcome', await staff.shows('News from the ESR Team', reference));
    await picture('status-resolved', await staff.shows('Resolved', reference));

    await trainers.be('Dev Patel');
    await trainers.say('Aisha Khan did not get the reset email. 432KHANA03, aisha.khan@nhs.net');
    await trainers.answer('Send to the ESR Team');
    await trainers.shows('On its way to the ESR Team', '432KHANA03');
    await team.be('Femi Adeyemi');
    const learner = await team.shows('432KHANA03', 'In the queue');
    await learner.getByRole('button', { name: 'Claim' }).click();
    await trainers.shows('432KHANA03', 'Femi Adeyemi');
    await team.shows('432KHANA03', 'Being worked on');
    if (theme === 'light') await overview(page);

    await trainers.say(
      'Two more:\nTom Price 432PRICET0I tom.price@nhs.net\nGrace Lee 432LEEG02 grace.lee@nhs.net',
    );
    await picture('learners', await trainers.shows('432LEEG02'));
  } finally {
    await context.close();
    await trial.close();
  }
}

/** The three chats side by side, each at its end. */
async function overview(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 1080 });
  for (const log of await page.getByRole('log').all()) {
    await log.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  }
  await page.mouse.move(0, 0);
  save('three-chats.png', await page.screenshot({ animations: 'disabled', scale: 'css' }));
  await page.setViewportSize({ width: 1440, height: 1800 });
}

/** The browser packs its pictures in a hurry; packed with care they are a quarter smaller. */
function save(name: string, picture: Uint8Array): void {
  writeFileSync(join(folder, name), encode(decode(picture), { zlib: { level: 9 } }));
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
try {
  for (const theme of ['light', 'dark'] as const) await scene(browser, theme);
} finally {
  await browser.close();
}
console.log(`The pictures are in ${folder}`);
