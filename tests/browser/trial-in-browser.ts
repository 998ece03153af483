import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { openPage } from '../shared/chat.ts';
import { openBrowser } from '../shared/chromium.ts';
import { startTrial, type Trial } from '../shared/trial.ts';

/** A trial and a browser for the tests there. What a test opens is closed after it. `before` fills the trial's database first. */
export function trialInBrowser(
  settings: Record<string, string> = {},
  before?: (databaseUrl: string) => Promise<void>,
) {
  let trial: Trial;
  let browser: Browser;
  beforeAll(async () => {
    [trial, browser] = await Promise.all([startTrial(settings, before), openBrowser()]);
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });
  afterAll(async () => {
    await browser?.close();
    await trial?.close();
  });
  return {
    botUrl: () => trial.botUrl,
    /** The trial's page, in a window of its own. */
    async open(options: BrowserContextOptions = {}): Promise<Page> {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
      const page = await context.newPage();
      await openPage(page, trial.url);
      return page;
    },
  };
}
