import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { Chat, expectFacts, referenceOn, resolve } from '../shared/chat.ts';
import { trialInBrowser } from './trial-in-browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What axe finds on the page as it is now, without its minor and moderate remarks. */
async function seriousViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate("axe.run({ resultTypes: ['violations'] })")) as {
    violations: Violation[];
  };
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

/** Parts of the page that are wider than the screen, or whose own text is cut off. */
const tooWide = (page: Page) =>
  page.locator('body, form.card, form.card *').evaluateAll((elements) =>
    elements
      .filter((element) => {
        const { defaultView } = element.ownerDocument;
        const style = defaultView?.getComputedStyle(element);
        const right = element.getBoundingClientRect().right;
        const cut = style?.overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1;
        return right > (defaultView?.innerWidth ?? 0) || (cut && !element.classList.contains('ac-textBlock'));
      })
      .map((element) => element.outerHTML.slice(0, 150)),
  );

describe('the page with its cards', () => {
  const { open } = trialInBrowser();

  it.each(['light', 'dark'] as const)(
    'has no serious accessibility violations in any state of a case (%s)',
    async (colorScheme) => {
      const page = await open({ colorScheme });
      const staff = new Chat(page, 'Staff');
      const team = new Chat(page, 'ESR Team');
      const trainers = new Chat(page, 'ESR escalation chat');
      const username = colorScheme === 'light' ? '432ALPHAA01' : '432BRAVOB02';

      await staff.hello();
      await staff.shows('Never type a password');
      await trainers.say('432WRONGW0I someone@nhs.ent and 432GOODG01 g.good@nhs.net');
      await trainers.shows('432GOODG01');
      expect(await seriousViolations(page)).toEqual([]);

      await staff.answer('Ask the ESR Team');
      await staff.fill({
        'ESR username': username,
        'Correct email address': 'a.name@nhs.ent',
        'What happens?': 'It does not let me in',
      });
      await staff.answer('Check my answers');
      await staff.shows('Did you mean');
      const unnamed = await page.locator('input, textarea, select').evaluateAll(
        (inputs) =>
          inputs.filter((input) => {
            const { labels } = input as unknown as { labels: { length: number } | null };
            return (
              !input.getAttribute('aria-label') && !input.getAttribute('aria-labelledby') && !labels?.length
            );
          }).length,
      );
      expect(unnamed).toBe(0);
      expect(await seriousViolations(page)).toEqual([]);

      await staff.fill({ 'Correct email address': 'a.name@nhs.net' });
      await staff.answer('Check my answers');
      await staff.answer('Yes, send to the ESR Team');
      await team.shows(username, 'In the queue');
      const handoff = team.card(username);
      await handoff.getByRole('button', { name: 'Claim' }).click();
      await team.shows(username, 'Being worked on');
      await handoff.getByRole('button', { name: 'Resolve', exact: true }).click();
      await handoff.getByRole('combobox', { name: 'What was done?' }).waitFor();
      expect(await seriousViolations(page)).toEqual([]);

      await handoff
        .getByRole('combobox', { name: 'What was done?' })
        .selectOption({ label: 'Password reset sent' });
      await handoff.getByRole('button', { name: 'Resolve and tell them' }).click();
      await staff.shows('News from the ESR Team');
      await staff.shows('Resolved', username);
      expect(await seriousViolations(page)).toEqual([]);
      await page.close();
    },
  );

  it('can be used with the keyboard alone, and shows where it is', async () => {
    const page = await open();
    const staff = new Chat(page, 'Staff');
    await staff.be('Ben Hughes');
    await staff.region.getByRole('textbox', { name: /^Message in/ }).focus();
    await page.keyboard.type('hello');
    await page.keyboard.press('Enter');
    await staff.shows('Which organisation');
    await page.keyboard.type('esneft');
    await page.keyboard.press('Enter');
    await staff.shows('Never type a password');

    const focused = page.locator(':focus');
    const isThere = async () => (await focused.textContent())?.startsWith('Smartcard');
    for (let tab = 0; tab < 12 && !(await isThere()); tab += 1) await page.keyboard.press('Shift+Tab');
    expect(await isThere()).toBe(true);
    const outline = await focused.evaluate((element) => {
      const style = element.ownerDocument.defaultView?.getComputedStyle(element);
      return { style: style?.outlineStyle, width: Number.parseFloat(style?.outlineWidth ?? '0') };
    });
    expect(outline).toEqual({ style: 'solid', width: expect.toSatisfy((width: number) => width >= 2) });

    await page.keyboard.press('Enter');
    await staff.shows('What is the problem?');
    // The pressed card is gone; the keyboard stays in its message instead of going back to the top of the page.
    await staff.region.getByRole('article').locator(':scope:focus').waitFor();
    await page.close();
  });

  it('keeps each chat in a log with a name, so that a screen reader tells what is new', async () => {
    const page = await open();
    const names = await page
      .getByRole('log')
      .evaluateAll((logs) => logs.map((log) => log.getAttribute('aria-label')));
    expect(new Set(names).size).toBe(3);
    await page.close();
  });

  it('walks the whole path in tabs at 320 pixels, with nothing cut off', async () => {
    const page = await open({ viewport: { width: 320, height: 640 }, hasTouch: true });
    const staff = new Chat(page, 'Staff');
    const team = new Chat(page, 'ESR Team');
    const tab = (name: string) => page.getByRole('tab', { name });
    expect(await team.region.isVisible()).toBe(false);

    await staff.hello();
    await staff.shows('Never type a password');
    expect(await tooWide(page)).toEqual([]);
    await staff.answer('Username and password');
    await staff.answer('ESR says my username or password is wrong');
    await staff.branch(['Twice', 'Not yet', 'Carry on', 'Ask the ESR Team'], 'Check my answers');
    const email = 'amarablessingokaforwilliams@esneft.nhs.uk';
    await staff.fill({ 'ESR username': '432OKAFORA0I', 'Correct email address': email });
    await staff.answer('Check my answers');
    await staff.shows('Did you mean');
    expect(await tooWide(page)).toEqual([]);
    await staff.fill({ 'ESR username': '432OKAFORA01' });
    await staff.answer('Check my answers');
    await staff.answer('Yes, send to the ESR Team');
    const reference = await referenceOn(await staff.shows('On its way to the ESR Team'));

    await expect.poll(() => tab('ESR Team').textContent()).toMatch(/[1-9]/);
    await tab('ESR Team').click();
    await expectFacts(await team.shows(reference), ['432OKAFORA01', email, 'Twice']);
    expect(await tooWide(page)).toEqual([]);
    await resolve(team.card(reference), 'Password reset sent');
    await team.shows(reference, 'Resolved');

    await tab('Staff').click();
    await staff.shows('News from the ESR Team', '4 hours');
    await staff.shows('Resolved', reference);
    expect(await tooWide(page)).toEqual([]);
    await page.close();
  });

  it('shows the chat that was open after a reload', async () => {
    const page = await open({ viewport: { width: 320, height: 640 } });
    await page.getByRole('tab', { name: 'ESR escalation chat' }).click();
    await page.reload();
    await new Chat(page, 'ESR escalation chat').region.waitFor();
    await page.close();
  });
});
