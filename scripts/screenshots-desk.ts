import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openPage } from '../tests/browser/chat.ts';
import { openBrowser } from '../tests/browser/chromium.ts';
import { startTrial } from '../tests/browser/trial.ts';
import { deskScene } from './desk-scene.ts';

// Draws each of the ESR Team's cards in each state, light and dark, to be looked at: node scripts/screenshots-desk.ts [FOLDER]

const folder = process.argv[2] ?? join(import.meta.dirname, '../data/desk-pictures');
mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
try {
  for (const theme of ['light', 'dark'] as const) {
    const trial = await startTrial();
    const viewport = { width: 1440, height: 1800 };
    const context = await browser.newContext({ colorScheme: theme, viewport, reducedMotion: 'reduce' });
    try {
      const page = await context.newPage();
      await openPage(page, trial.url);
      await deskScene(page, async (name, card) => {
        await page.mouse.move(0, 0);
        await card.screenshot({ path: join(folder, `${name}-${theme}.png`), animations: 'disabled' });
      });
    } finally {
      await context.close();
      await trial.close();
    }
  }
} finally {
  await browser.close();
}
console.log(`The pictures are in ${folder}`);
