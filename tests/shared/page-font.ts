import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const { resolve } = createRequire(import.meta.url);
const WEIGHTS = [400, 600, 700];

/** Gives the page a font of its own in place of Teams' Segoe UI, so that its lines break alike on every machine. */
export async function usePageFont(page: Page): Promise<void> {
  await page.route('**/page-font-*', (route) => {
    const weight = route.request().url().slice(-3);
    return route.fulfill({
      path: resolve(`@fontsource/open-sans/files/open-sans-latin-${weight}-normal.woff2`),
    });
  });
  const faces = WEIGHTS.map(
    (weight) => `@font-face{font-family:"Segoe UI";font-weight:${weight};src:url(/page-font-${weight})}`,
  );
  await page.addStyleTag({ content: faces.join('\n') });
  await page.evaluate('Promise.all([...document.fonts].map((face) => face.load()))');
}
