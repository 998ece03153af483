import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openPage } from '../../tests/shared/chat.ts';
import { openBrowser } from '../../tests/shared/chromium.ts';
import { startTrial } from '../../tests/shared/trial.ts';
import { drawing } from './drawing.ts';
import { teamCards } from './team-cards.ts';
import { trainerCards } from './trainer-cards.ts';

// Draws every card of the ESR Team's, of a requester's case and of a class, in every state, light and dark, narrow and wide, as the
// page draws them, to be looked at: node tools/pictures/screenshots-team.ts [FOLDER] [PART OF A NAME]

const WIDTHS = [320, 720];

const [folder = join(import.meta.dirname, '../../data/desk-pictures'), wanted = ''] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const cards = [...(await teamCards()), ...trainerCards()].filter(([name]) => name.includes(wanted));
const browser = await openBrowser();
const trial = await startTrial();
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of WIDTHS) {
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 1200 } });
      await openPage(page, trial.url);
      for (const [name, card] of cards) {
        const wide = await page.evaluate<boolean>(drawing(card));
        await page
          .locator('#drawn')
          .screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`) });
        if (wide) console.log(`${name} is cut off or scrolls at ${width}`);
      }
      await page.close();
    }
  }
} finally {
  await browser.close();
  await trial.close();
}
console.log(`The pictures are in ${folder}`);
