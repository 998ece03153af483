import { expect, it } from 'vitest';
import { drawing } from '../../tools/pictures/drawing.ts';
import { teamCards } from '../../tools/pictures/team-cards.ts';
import { trialInBrowser } from './trial-in-browser.ts';

const { open } = trialInBrowser();

/** Pixels, at the width of a phone and of a wide chat. */
it.each([
  ['handoff-walked', 320, 420],
  ['handoff-walked', 720, 420],
  ['handoff-resolved', 320, 180],
  ['handoff-resolved', 720, 150],
  ['queue-full', 720, 780],
  ['learners-twelve', 320, 1620],
  ['learners-twelve', 720, 1200],
  ['class-mixed', 720, 1000],
  ['class-team-new', 720, 1000],
  ['class-team-said', 720, 1150],
  ['class-team-said', 320, 1600],
])('%s is in sight at once: %i wide, at most %i high', async (name, width, most) => {
  const page = await open({ viewport: { width, height: 1200 } });
  const card = (await teamCards()).get(name);
  if (card === undefined) throw new Error(`no card is called ${name}`);
  const isWider = await page.evaluate<boolean>(drawing(card));
  expect(isWider).toBe(false);
  const height = (await page.locator('#drawn').boundingBox())?.height ?? Number.NaN;
  process.stdout.write(`${name} at ${width}: ${height} px\n`);
  expect(height).toBeLessThanOrEqual(most);
});
