import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openForDrawing } from '../../tools/pictures/drawing.ts';
import { teamCards } from '../../tools/pictures/team-cards.ts';
import { openBrowser } from '../shared/chromium.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const CARDS = join(import.meta.dirname, '../../cards');

/** Every template as it is written: with every part that it may have, and its placeholders for words. */
const templates = readdirSync(CARDS, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json'))
  .map((file) => [file, JSON.parse(readFileSync(join(CARDS, file), 'utf8')) as object] as const);

interface Found {
  readonly violations: readonly {
    readonly nodes: readonly {
      readonly html: string;
      readonly any: readonly { readonly data: { readonly contrastRatio: number } }[];
    }[];
  }[];
}

const drawing = (cards: readonly (readonly [string, object])[]) => `(async () => {
  const { renderCard } = await import('/card.js');
  const drawn = ${JSON.stringify(cards)}.map(([name, card]) => {
    const frame = document.createElement('section');
    frame.dataset.card = name;
    frame.append(renderCard(card, () => {}));
    return frame;
  });
  document.body.style.display = 'block';
  document.body.style.overflow = 'auto';
  document.body.replaceChildren(...drawn);
})()`;

/** Texts below WCAG's contrast (4.5 to 1; 3 to 1 where they are large), with what axe measures, by card. */
async function tooFaint(page: Page): Promise<string[]> {
  const { violations } = (await page.evaluate(
    "axe.run('body', { runOnly: ['color-contrast'], resultTypes: ['violations'] })",
  )) as Found;
  const nodes = violations.flatMap((one) => one.nodes);
  return nodes.map(({ html, any }) => `${any[0]?.data.contrastRatio}: ${html.slice(0, 160)}`);
}

describe('every text of every card, in Teams’ own colours', () => {
  let browser: Browser;
  let cards: readonly (readonly [string, object])[];
  beforeAll(async () => {
    browser = await openBrowser();
    cards = [...(await teamCards()), ...templates];
  });
  afterAll(() => browser?.close());

  it.each(['light', 'dark', 'contrast'])('can be read: %s', async (theme) => {
    const page = await browser.newPage({ viewport: { width: 720, height: 1200 } });
    await openForDrawing(page);
    await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
    await page.evaluate(axe);
    await page.evaluate(drawing(cards));
    const faint = await tooFaint(page);
    await page.close();
    expect(faint).toEqual([]);
  });
});
