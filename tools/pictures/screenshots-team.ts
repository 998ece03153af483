import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser } from '../../tests/shared/chromium.ts';
import { drawing, openForDrawing } from './drawing.ts';
import { teamCards } from './team-cards.ts';

// Draws every card of the ESR Team's, of a requester's case and of a class, in every state, light and dark, narrow and wide, as the
// page draws them, to be looked at: node tools/pictures/screenshots-team.ts [FOLDER] [PART OF A NAME]

const WIDTHS = [320, 720];

const [folder = join(import.meta.dirname, '../../data/desk-pictures'), wanted = ''] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const cards = [...(await teamCards())].filter(([name]) => name.includes(wanted));
const browser = await openBrowser();
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of WIDTHS) {
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 1200 } });
      await openForDrawing(page);
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
}
console.log(`The pictures are in ${folder}`);
