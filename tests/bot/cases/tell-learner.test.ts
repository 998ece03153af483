import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { handoffCard, statusCard } from '../../../src/bot/cases/case-cards.ts';
import { outcomeCard } from '../../../src/bot/cases/outcome-card.ts';
import { outcomeWords } from '../../../src/bot/cases/outcome-words.ts';
import { questionCard } from '../../../src/bot/cases/question-card.ts';
import { teamsLink, tellLearner } from '../../../src/bot/cases/tell-learner.ts';
import { Cards } from '../../../src/cards/render.ts';
import type { Case, CaseState } from '../../../src/cases/case.ts';
import { loadGuides } from '../../../src/guides/load-guides.ts';
import { loadProblems } from '../../../src/guides/problems.ts';
import { aCaseThatIs, at, CHLOE } from '../../shared/a-case.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const guides = loadGuides(join(ROOT, 'guides'), ['esneft']);
const deps = {
  cards: new Cards(join(ROOT, 'cards')),
  problems: loadProblems(join(ROOT, 'guides')),
  guides,
  now: () => at(60),
};
const TRAINERS = 'trainers-chat';
const learners = (state: CaseState, overrides: Partial<Case> = {}): Case => ({
  ...aCaseThatIs(state),
  requesters: [{ kind: 'trainer', person: CHLOE, chat: TRAINERS, at: at(0) }],
  details: { esrUsername: '432KHANA03', correctEmail: 'aisha.khan@nhs.net', words: 'her temp login is odd' },
  ...overrides,
});
/** Who the card's "Tell the learner" writes to, and what. */
function toldBy(card: object | undefined): { users: string | null; message: string | null } | undefined {
  const url = /"title":"Tell the learner","url":"([^"]+)"/.exec(JSON.stringify(card))?.[1];
  if (url === undefined) return undefined;
  const { origin, pathname, searchParams } = new URL(url);
  expect(`${origin}${pathname}`).toBe('https://teams.microsoft.com/l/chat/0/0');
  expect([...searchParams.keys()]).toEqual(['users', 'message']);
  return { users: searchParams.get('users'), message: searchParams.get('message') };
}
const status = (it: Case) => statusCard(deps, it, { chat: TRAINERS });

describe('"Tell the learner"', () => {
  it('writes to nobody while colleagues gave different addresses, and no reset is said to have gone to one', () => {
    const given = (correctEmail: string) => ({
      problem: 'other' as const,
      details: { esrUsername: '432KHANA03', correctEmail },
      trail: [],
    });
    const chat = { kind: 'trainer', chat: TRAINERS, at: at(0) } as const;
    const two = (second: string, state: CaseState): Case =>
      learners(state, {
        requesters: [
          { ...chat, person: CHLOE, given: given('aisha.khan@nhs.net') },
          { ...chat, person: { id: 'dev', name: 'Dev Patel' }, given: given(second) },
        ],
      });
    const ticked = (it: Case) =>
      /"id":"sentTo".*?"value":"([^"]*)"/.exec(JSON.stringify(handoffCard(deps, it)))?.[1];
    for (const [second, users] of [
      ['Aisha.Khan@nhs.net', 'aisha.khan@nhs.net'],
      ['a.khan@nhs.net', undefined],
    ] as const) {
      const resolved = two(second, 'resolved');
      const cards = [
        status(resolved),
        handoffCard(deps, resolved),
        questionCard(deps, two(second, 'waiting'), { chat: TRAINERS }),
        resolved.resolution && outcomeCard(deps, resolved, resolved.resolution, { chat: TRAINERS }),
      ];
      expect(cards.map((one) => toldBy(one)?.users)).toEqual(cards.map(() => users));
      expect(ticked(two(second, 'open'))).toBe(users ?? '');
    }
  });

  it('has the outcome and every next step in the guide’s words, and nobody else’s', () => {
    const it1 = learners('resolved');
    const noted: Case = {
      ...it1,
      resolution: { outcome: 'password-reset-sent', note: 'An officer’s note', by: CHLOE, at: at(3) },
    };
    for (const card of [
      status(noted),
      handoffCard(deps, noted),
      outcomeCard(deps, noted, { outcome: 'password-reset-sent', by: CHLOE, at: at(3) }, { chat: TRAINERS }),
    ]) {
      const { users, message } = toldBy(card) ?? {};
      expect(users).toBe('aisha.khan@nhs.net');
      const { text, next } = outcomeWords(guides.get('esneft'), 'password-reset-sent');
      for (const line of [text, ...next]) expect(message).toContain(line.replaceAll('**', ''));
      expect(message).not.toMatch(/note|temp login|432KHANA03/);
    }
  });

  it('has the question while it waits for an answer', () => {
    const it1 = learners('waiting');
    for (const card of [status(it1), handoffCard(deps, it1), questionCard(deps, it1, { chat: TRAINERS })])
      expect(toldBy(card)).toMatchObject({ message: expect.stringContaining('Which ward?') });
  });

  it.each(['open', 'claimed', 'closed'] as const)('is not there without news: %s', (state) => {
    for (const card of [status(learners(state)), handoffCard(deps, learners(state))])
      expect(toldBy(card)).toBeUndefined();
  });

  it('is not there on a person’s own case, nor without an address', () => {
    const own = aCaseThatIs('resolved');
    for (const card of [
      statusCard(deps, own),
      handoffCard(deps, own),
      outcomeCard(deps, own, { outcome: 'other', by: CHLOE, at: at(3) }),
    ])
      expect(toldBy(card)).toBeUndefined();
    expect(toldBy(status(learners('resolved', { details: { name: 'Aisha Khan' } })))).toBeUndefined();
  });

  it.each([
    'a@nhs.net,b@evil.example',
    'a@nhs.net;b@evil.example',
    'a@nhs.net&message=evil',
    'a@nhs.net#',
    'a b@nhs.net',
    'a@nhs.net"}],"url":"https://evil.example',
    'a@nhs.net%2Cb@evil.example',
    'а@nhs.net',
    '\uD800@nhs.net',
    `${'€'.repeat(40)}@nhs.net`,
    'nobody',
    '@nhs.net',
  ])('has no link for an address that is none: %j', (correctEmail) => {
    expect(teamsLink('chat', correctEmail)).toBeUndefined();
    expect(tellLearner(deps, learners('resolved', { details: { correctEmail } }), correctEmail).canTell).toBe(
      false,
    );
  });

  it.each(['o’neill'.replace('’', "'"), 'a+b', 'x&users=y', 'x?y=z', 'x%2Cy', 'x/y', 'x#y'])(
    'names exactly one person, whatever stands before the @: %s',
    (local) => {
      const { searchParams, hash } = new URL(teamsLink('chat', `${local}@nhs.net`, 'Hello & bye #1') ?? '');
      expect(searchParams.getAll('users')).toEqual([`${local}@nhs.net`]);
      expect(searchParams.get('message')).toBe('Hello & bye #1');
      expect(hash).toBe('');
    },
  );

  it('survives a question of any characters, and is left out where it would be too long', () => {
    const asked = (text: string) =>
      toldBy(status(learners('waiting', { question: { text, by: CHLOE, at: at(2) } })));
    expect(asked('Which \uD800 "ward" & #? \n</at>')?.message).toContain('"ward" & #? \n</at>');
    expect(asked('€'.repeat(1000))).toBeUndefined();
  });
});
