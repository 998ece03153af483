import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { handoffCard, statusCard } from '../../../src/bot/cases/case-cards.ts';
import { Cards } from '../../../src/cards/render.ts';
import type { Case, CaseState, Requester, TrailEntry } from '../../../src/cases/case.ts';
import { loadGuides } from '../../../src/guides/load-guides.ts';
import { loadProblems } from '../../../src/guides/problems.ts';
import { AMARA, aCase, aCaseThatIs, at, CHLOE } from '../../shared/a-case.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const deps = {
  cards: new Cards(join(ROOT, 'cards')),
  problems: loadProblems(join(ROOT, 'guides')),
  guides: loadGuides(join(ROOT, 'guides'), ['esneft']),
  now: () => at(60),
};
const STATES: readonly CaseState[] = ['open', 'claimed', 'waiting', 'resolved', 'closed'];
const CARDS = {
  handoff: handoffCard,
  status: (of: typeof deps, it: Case, notice = '') =>
    statusCard(of, it, { chat: it.requesters[0].chat, notice }),
};

const entry = (index: number, text: string): TrailEntry => ({
  branch: 'incorrect-details',
  step: `step-${index}`,
  answer: 'not-yet',
  shown: `${index}: ${text}`,
  answered: text,
  at: at(index),
});
const trainer = (index: number): Requester => ({
  kind: 'trainer',
  person: { id: `p${index}`, name: `Person ${index} ${'x'.repeat(80)}` },
  chat: `chat-${index}`,
  at: at(index),
});

/** As much as the stores let in, in characters that take three bytes each. */
const wide = (length: number) => '€'.repeat(length);
const FULL: Partial<Case> = {
  details: {
    esrUsername: wide(40),
    correctEmail: `${'a'.repeat(200)}@nhs.net`,
    smartcardNumber: wide(40),
    esrNumber: wide(40),
    name: wide(200),
    learnerType: 'external-learner',
    words: wide(4000),
  },
  question: { text: wide(1000), by: CHLOE, at: at(2), answer: { text: wide(1000), by: AMARA, at: at(3) } },
  reopened: { why: wide(1000), at: at(4) },
  resolution: { outcome: 'could-not-help', note: wide(1000), by: CHLOE, at: at(5) },
};

describe.each(Object.entries(CARDS))('the %s card', (name, card) => {
  it.each(STATES)('of a %s case can be made, with at most six actions', (state) => {
    const made = card(deps, aCaseThatIs(state));
    expect((made.actions as unknown[] | undefined)?.length ?? 0).toBeLessThanOrEqual(6);
  });

  it.each(STATES)('of a %s case fits into a message, however much was said, tried and joined', (state) => {
    const first = aCase().requesters[0];
    const it1: Case = {
      ...aCaseThatIs(state),
      ...FULL,
      trail: Array.from({ length: 60 }, (_, index) => entry(index, wide(600))),
      requesters: [first, ...Array.from({ length: 50 }, (_, index) => trainer(index))],
    };
    expect(() => card(deps, it1, 'Somebody was first.')).not.toThrow();
  });

  it('opens only chats and pages of ours: no text of a person is part of an address or an action', () => {
    const hostile = '"}],"url":"https://evil.example"';
    const made = card(deps, {
      ...aCaseThatIs('claimed'),
      details: { name: hostile, words: hostile, esrUsername: hostile },
      trail: [entry(1, hostile)],
    });
    const urls = [...JSON.stringify(made).matchAll(/"url":"([^"]*)"/g)].map((match) => match[1]);
    for (const url of urls) expect(url).toMatch(/^https:\/\/teams\.microsoft\.com\//);
    expect(name).toBe(name);
  });
});

it('shows the ESR Team all of a person’s own words', () => {
  const words = `${'screen '.repeat(200)}newest`;
  const question = { text: 'Why?', by: CHLOE, at: at(2), answer: { text: words, by: AMARA, at: at(3) } };
  const reopened = { why: words, at: at(4) };
  const json = JSON.stringify(
    handoffCard(deps, { ...aCaseThatIs('claimed'), details: { words }, question, reopened }),
  );
  expect(json.split('newest').length - 1).toBeGreaterThanOrEqual(3);
});

describe('what was tried, on the handoff card', () => {
  const tried = (length: number, text: string) =>
    JSON.stringify(
      handoffCard(deps, aCase({ trail: Array.from({ length }, (_, index) => entry(index, text)) })),
    );

  it('is whole for a walk through a branch', () => {
    const text = 'a'.repeat(120);
    const json = tried(12, text);
    for (let index = 0; index < 12; index += 1) expect(json).toContain(`${index}: ${text}`);
  });

  it('keeps the newest steps, under their own numbers, when there are too many', () => {
    const json = tried(60, 'a'.repeat(600));
    expect(json).toContain('59: aaa');
    expect(json).toContain('"60.');
    expect(json).not.toContain('"0: aaa');
  });
});
