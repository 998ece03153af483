import type { Page } from 'playwright-core';
import { pageFile } from '../../simulator/page-files.ts';
import { usePageFont } from '../../tests/shared/page-font.ts';

/** Opens the simulator's page, without a simulator behind it: to draw cards it needs its files alone. */
export async function openForDrawing(page: Page): Promise<void> {
  await page.route('**/*', async (route) => {
    const file = await pageFile(new URL(route.request().url()).pathname);
    if (file === undefined) return route.abort();
    return route.fulfill({ contentType: file.type, body: file.content });
  });
  await page.goto('http://drawing.test/');
  await usePageFont(page);
}

/** Draws the card alone on the page; whether something of it is wider than the card. */
export const drawing = (card: object) => `(async () => {
  const { renderCard } = await import('/card.js');
  const drawn = document.createElement('div');
  drawn.id = 'drawn';
  drawn.append(renderCard(${JSON.stringify(card)}, () => {}));
  drawn.firstElementChild.style.maxWidth = 'none';
  document.body.style.display = 'block';
  document.body.replaceChildren(drawn);
  const edge = drawn.getBoundingClientRect().right + 0.5;
  return [...drawn.querySelectorAll('*')].some((one) => one.getBoundingClientRect().right > edge);
})()`;
