import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser } from '../../tests/shared/chromium.ts';
import { draw } from './draw.ts';
import { testSet } from './test-set.ts';

// npm run screens:make: draws the screens that the reader of screenshots is measured with into .cache/screens.

export const SCREENS_FOLDER = join(import.meta.dirname, '../../.cache/screens');

/** Draws all of them, always the same. */
export async function makeScreens(): Promise<void> {
  mkdirSync(SCREENS_FOLDER, { recursive: true });
  const browser = await openBrowser();
  try {
    for (const { file, look, ...screen } of testSet()) {
      writeFileSync(join(SCREENS_FOLDER, file), await draw(browser, screen, look));
    }
  } finally {
    await browser.close();
  }
}

if (import.meta.main) await makeScreens();
