import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { handoffCard, statusCard } from '../../../src/bot/cases/case-cards.ts';
import { outcomeCard } from '../../../src/bot/cases/outcome-card.ts';
import { Cards } from '../../../src/cards/render.ts';
import type { Case, Resolution } from '../../../src/cases/case.ts';
import { linked } from '../../../src/guides/contacts.ts';
import { loadGuides } from '../../../src/guides/load-guides.ts';
import { OWN_OUTCOME_IDS, outcomeWords } from '../../../src/guides/outcomes.ts';
import { loadProblems } from '../../../src/guides/problems.ts';
import { aCase, aCaseThatIs, at, CHLOE, changed, ELENA } from '../../shared/a-case.ts';
import { MADE_UP_GUIDES, TRUST_IDS } from '../../support/guides.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const guides = new Map([...loadGuides(join(ROOT, 'guides'), TRUST_IDS), ...loadGuides(MADE_UP_GUIDES)]);
const deps = {
  cards: new Cards(join(ROOT, 'cards')),
  problems: loadProblems(join(ROOT, 'guides')),
  guides,
  now: () => at(5),
};
const resolved = (outcome: string, trust = 'esneft'): Case => ({
  ...aCaseThatIs('resolved'),
  trust,
  resolution: { outcome, note: 'A note.', by: ELENA, at: at(4) },
});
const told = (one: Case, chat?: string) =>
  JSON.stringify(outcomeCard(deps, one, one.resolution as Resolution, chat === undefined ? {} : { chat }));

describe.each(TRUST_IDS)('at %s', (trust) => {
  it.each(OWN_OUTCOME_IDS)("the requester gets the next steps of %s in their Trust's words", (outcome) => {
    const words = guides.get(trust)?.outcomes[outcome];
    expect(words?.next.length).toBeGreaterThan(0);
    const said = words && outcomeWords(words, { 'when.linkEnds': '2:04pm on Monday 23 November' });
    const one = resolved(outcome, trust);
    for (const shown of [told(one), JSON.stringify(statusCard(deps, one))]) {
      for (const line of [said?.text ?? '?', ...(said?.next ?? []).map(linked), 'A note.']) {
        expect(shown).toContain(JSON.stringify(line).slice(1, -1));
      }
      expect(shown).not.toMatch(/\{\{|undefined|\[ to|said\./);
    }
  });
});

describe('an outcome', () => {
  const RESET = { type: 'resolve', outcome: 'password-reset-sent', sentTo: 'amara.okafor@nhs.net' } as const;
  const sent = changed(aCase(), RESET, ELENA, 4).case;

  it('names the address that the reset went to, and when its link ends at the latest', () => {
    for (const shown of [told(sent), JSON.stringify(statusCard(deps, sent))]) {
      expect(shown).toContain('has sent a password reset to amara.okafor@nhs.net.');
      expect(shown).toContain('within 4 hours, by 2:04pm on Monday 23 November at the latest');
    }
  });

  it('says nothing of when its link ends where a damaged row does not say when it was sent', () => {
    const damaged: Case = { ...sent, resolution: { ...(sent.resolution as Resolution), at: 'some morning' } };
    for (const shown of [told(damaged), JSON.stringify(statusCard(deps, damaged))]) {
      expect(shown).toContain('has sent a password reset');
      expect(shown).not.toMatch(/at the latest|\{\{|undefined|\[ /);
    }
  });

  it('names no address where the officer did not say so, or another was given meanwhile', () => {
    const unsaid = changed(aCase(), { ...RESET, sentTo: undefined }, ELENA, 4).case;
    const meanwhile = changed(aCase(), { ...RESET, sentTo: 'old@nhs.net' }, ELENA, 4).case;
    for (const one of [unsaid, meanwhile]) {
      expect(told(one)).toContain('has sent a password reset.');
      expect(told(one)).not.toContain('amara.okafor@nhs.net');
    }
  });

  it('names no address that the requester replaced, or took back, after it', () => {
    const [first] = sent.requesters;
    const given = { problem: 'other', details: sent.details, trail: [] };
    const replaced = { email: 'old@nhs.net', at: at(5) };
    const later: Case = { ...sent, requesters: [{ ...first, given: { ...given, replaced } }] };
    const gone: Case = { ...sent, withdrawn: [{ ...first, person: CHLOE, by: CHLOE, at: at(5) }] };
    for (const one of [later, gone]) expect(told(one)).not.toMatch(/reset to/);
    const earlier = { ...given, replaced: { ...replaced, at: at(1) } };
    expect(told({ ...sent, requesters: [{ ...first, given: earlier }] })).toMatch(/reset to amara/);
  });

  it("never names another chat's address", () => {
    const details = { correctEmail: 'chloe@nhs.net' };
    const second = {
      kind: 'staff',
      person: CHLOE,
      chat: 'chat-chloe',
      at: at(1),
      given: { problem: 'other', details, trail: [] },
    } as const;
    const first = { ...sent.requesters[0], given: { problem: 'other', details: sent.details, trail: [] } };
    const shared: Case = { ...sent, requesters: [first, second] };
    expect(told(shared, 'chat-chloe')).not.toMatch(/amara|chloe@/);
    expect(told(shared, 'chat-amara')).toContain('amara.okafor@nhs.net');
  });

  it('is the product’s own where the guide has none', () => {
    expect(guides.get('north-bay')?.offered).toEqual(OWN_OUTCOME_IDS);
    expect(told(resolved('smartcard-linked', 'north-bay'))).toContain('The smartcard is now linked to ESR.');
  });

  it('is chosen from what the guide lists, and an older one is shown in words all the same', () => {
    const open = JSON.stringify(handoffCard(deps, { ...aCase(), trust: 'river-valley' }));
    expect(open).toContain('"title":"Account switched on","value":"switched-on-again"');
    expect(open).not.toContain('Smartcard linked');
    expect(told(resolved('smartcard-linked', 'river-valley'))).toContain('is now linked to ESR');
    expect(told(resolved('told-to-wait', 'river-valley'))).toContain('marked this as: Told to wait.');
    expect(JSON.stringify(handoffCard(deps, resolved('told-to-wait', 'river-valley')))).toContain(
      'Told to wait',
    );
  });
});
