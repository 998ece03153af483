import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { statusCard } from '../../../src/bot/cases/case-cards.ts';
import { outcomeCard } from '../../../src/bot/cases/outcome-card.ts';
import { Cards } from '../../../src/cards/render.ts';
import type { Case } from '../../../src/cases/case.ts';
import { linked } from '../../../src/guides/contacts.ts';
import { OUTCOMES } from '../../../src/guides/ids.ts';
import { loadGuides } from '../../../src/guides/load-guides.ts';
import { loadProblems } from '../../../src/guides/problems.ts';
import { aCaseThatIs, at, ELENA } from '../../shared/a-case.ts';
import { TRUST_IDS } from '../../support/guides.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const guides = loadGuides(join(ROOT, 'guides'), TRUST_IDS);
const deps = {
  cards: new Cards(join(ROOT, 'cards')),
  problems: loadProblems(join(ROOT, 'guides')),
  guides,
  now: () => at(5),
};

describe.each(TRUST_IDS)('at %s', (trust) => {
  it.each(OUTCOMES)("the requester gets the next steps of %s in their Trust's words", (outcome) => {
    const said = guides.get(trust)?.outcomes[outcome];
    expect(said?.next.length).toBeGreaterThan(0);
    const it: Case = {
      ...aCaseThatIs('resolved'),
      trust,
      resolution: { outcome, note: 'A note.', by: ELENA, at: at(4) },
    };
    for (const card of [outcomeCard(deps, it, { outcome, note: 'A note.' }), statusCard(deps, it)]) {
      const shown = JSON.stringify(card);
      for (const line of [said?.text ?? '?', ...(said?.next ?? []).map(linked), 'A note.']) {
        expect(shown).toContain(JSON.stringify(line).slice(1, -1));
      }
      expect(shown).not.toContain('{{');
      expect(shown).not.toContain('undefined');
    }
  });
});
