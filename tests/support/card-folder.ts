import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Cards } from '../../src/cards/render.ts';

/** Cards made of these templates alone; a body is enough for one. Gone after the test. */
export function cardsOf(templates: Readonly<Record<string, object>>): Cards {
  const folder = mkdtempSync(join(tmpdir(), 'esr-bot-cards-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, template] of Object.entries(templates)) {
    const card = { type: 'AdaptiveCard', version: '1.5', ...template };
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(card));
  }
  return new Cards(folder);
}
