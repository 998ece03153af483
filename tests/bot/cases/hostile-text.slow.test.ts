import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noticeCard } from '../../../dialogs/flow/notice.ts';
import type { CaseCardDeps } from '../../../src/bot/cases/case-card-deps.ts';
import { handoffCard, statusCard } from '../../../src/bot/cases/case-cards.ts';
import { caseForm, severalForm } from '../../../src/bot/cases/case-form.ts';
import { caseNotifications } from '../../../src/bot/cases/case-notifications.ts';
import { noteCard } from '../../../src/bot/cases/message-card.ts';
import { outcomeCard } from '../../../src/bot/cases/outcome-card.ts';
import { questionCard } from '../../../src/bot/cases/question-card.ts';
import { undeliveredCard } from '../../../src/bot/cases/undelivered-card.ts';
import { queueCard } from '../../../src/bot/esr-team/queue-card.ts';
import { Cards } from '../../../src/cards/render.ts';
import type { Case, CaseState, Person } from '../../../src/cases/case.ts';
import { loadGuides } from '../../../src/guides/load-guides.ts';
import { loadProblems } from '../../../src/guides/problems.ts';
import { mentioning } from '../../../src/outbox/renderer.ts';
import type { Delivery } from '../../../src/store/outbox/delivery-store.ts';
import { aCaseThatIs, at, ELENA } from '../../shared/a-case.ts';
import { type PageElement, renderCard } from '../../support/render-card.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const guides = loadGuides(join(ROOT, 'guides'), ['esneft']);
const deps: CaseCardDeps = {
  cards: new Cards(join(ROOT, 'cards')),
  problems: loadProblems(join(ROOT, 'guides')),
  guides,
  now: () => at(30),
  upnOf: () => 'a&b"<c>@example.nhs.uk',
};

const HOSTILE = [
  '[Reset ESR](https://evil.example)',
  'https://evil.example/login',
  'www.evil.example',
  '<at>Everyone</at>',
  '</at><at>Elena Rossi</at>',
  '<a href="https://evil.example">ESR</a><img src=x onerror=alert(1)>',
  '![x](https://evil.example/x.png)',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a card template's placeholder
  '${reference} ${$root.case}',
  '# Big\n- list\n> quote\n```code```',
  '**bold** _it_ ~~no~~ `code`',
  '[x]: https://evil.example\n[x]',
  '&lt;at&gt;Everyone&lt;/at&gt;',
  'javascript:alert(1)',
  '\u202Eevil\u202C\u200B',
];

/** The case with this text wherever somebody can have typed it. */
function spoiled(state: CaseState, text: string): Case {
  const by: Person = { id: 'aad-evil', name: text };
  const it = aCaseThatIs(state);
  return {
    ...it,
    requesters: [
      { kind: 'staff', person: by, chat: 'chat-amara', at: at(0) },
      { kind: 'trainer', person: by, chat: 'chat-escalation', at: at(1) },
    ],
    details: {
      esrUsername: text,
      correctEmail: text,
      smartcardNumber: text,
      esrNumber: text,
      name: text,
      learnerType: 'external-learner',
      words: text,
    },
    trail: [
      {
        branch: 'incorrect-details',
        step: 'first-time',
        answer: text,
        shown: text,
        answered: text,
        at: at(0),
      },
    ],
    claim: it.claim && { ...it.claim, by },
    question: { text, by, at: at(2), answer: { text, by, at: at(3) } },
    resolution: it.resolution && { ...it.resolution, note: text, by },
    reopened: { why: text, at: at(4) },
    closedBy: it.closedBy && by,
  };
}

/** Everything that markup can have made of a text, but for the bold that the guides' own words have. */
function markup(card: unknown): string[] {
  const element: PageElement = renderCard(card);
  const found = [...element.querySelectorAll('a, img, script, h1, h2, ul, blockquote, code, pre, em, s, at')];
  return found
    .filter((one) => one.getAttribute('role') !== 'heading')
    .map((one) => `${one.tagName} ${one.textContent}`);
}

/** Where a card sends a browser to: nowhere but to a chat in Teams. */
const addresses = (card: unknown) =>
  [...JSON.stringify(card).matchAll(/"url":"([^"]*)"/g)].map((match) => match[1]);

const STATES: readonly CaseState[] = ['open', 'claimed', 'waiting', 'resolved', 'closed'];

describe.each(HOSTILE)('%j, typed into every field,', (text) => {
  it.each(STATES)('stays inert on the cards of a case that is %s', (state) => {
    const it = spoiled(state, text);
    const unanswered = { ...it, question: it.question && { ...it.question, answer: undefined } };
    const cards = [
      handoffCard(deps, it, { notice: text }),
      statusCard(deps, it, { chat: it.requesters[0].chat, notice: text }),
      questionCard(deps, it, { notice: text, typed: text }),
      questionCard(deps, unanswered, { notice: text, typed: text, reminder: true }),
      queueCard(
        deps,
        {
          cases: [it],
          counts: { all: 1, new: 1, mine: 0, waiting: 0, needed: 0, overdue: 0 },
          problems: [{ problem: it.problem, cases: 1 }],
          undelivered: new Set(),
        },
        { page: 0, filter: 'all' },
        { person: { id: 'x', name: text }, isShared: true },
        { text },
      ),
    ];
    for (const card of cards) {
      expect(markup(card)).toEqual([]);
      for (const url of addresses(card))
        expect(url).toMatch(/^https:\/\/teams\.microsoft\.com\/l\/(?:chat|call)\/0\/0\?users=[\w%.]+$/);
    }
  });

  it('stays inert on forms, notices, outcomes and notes', () => {
    const it = spoiled('resolved', text);
    const colleagues = [{ id: 'aad-1', name: text }];
    const notice = { id: 1, trust: 'esneft', text, setBy: text, setAt: at(0) } as const;
    const cards = [
      ...(['assign', 'ask', 'resolve', 'reopen'] as const).map((form) =>
        caseForm(deps, it, { form, notice: text, typed: text, outcome: 'could-not-help', colleagues }),
      ),
      severalForm(deps, [it, it], { form: 'assign', notice: text, colleagues }),
      outcomeCard(
        deps,
        it,
        { outcome: 'password-reset-sent', note: text, sent: 'yes', by: ELENA, at: at(9) },
        { notice: text },
      ),
      noteCard(deps.cards, { band: 'good', kicker: 'x', title: text, text, facts: [['x', text]] }),
      noticeCard(deps.cards, notice, at(5)),
      undeliveredCard(deps, it),
    ];
    for (const card of cards) expect(markup(card)).toEqual([]);
  });

  it('stays inert in messages, and mentions nobody else', async () => {
    const it = spoiled('claimed', text);
    const renderers = caseNotifications({ find: async () => it }, deps);
    for (const name of ['answered', 'added', 'reopened', 'withdrawn'] as const) {
      const delivery = { reference: it.reference, chat: 'chat-amara' } as Delivery;
      const message = (await renderers[name]({ text, why: text, by: text }, delivery))?.activity ?? {};
      const sent = mentioning(message, { id: 'aad-evil', name: text }) as unknown as {
        text: string;
        entities: readonly { text: string }[];
      };
      expect(sent.text.split('<at>')).toHaveLength(2);
      expect(sent.text.startsWith(sent.entities[0]?.text ?? '?')).toBe(true);
      const rest = sent.text.slice(sent.entities[0]?.text.length);
      expect(
        markup({ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: rest }] }),
      ).toEqual([]);
    }
  });
});

it('would be seen by these checks if it were live', () => {
  const card = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: HOSTILE[0] }] };
  expect(markup(card)).toEqual(['A Reset ESR']);
});
