import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Reach } from '../../../src/bot/cases/case-card-deps.ts';
import { handoffCard, statusCard } from '../../../src/bot/cases/case-cards.ts';
import { answeredOutcomeCard } from '../../../src/bot/cases/outcome-card.ts';
import { STATUS } from '../../../src/bot/cases/texts.ts';
import { classTeamCard } from '../../../src/bot/esr-team/class-team-card.ts';
import { classCard } from '../../../src/bot/trainers/class-card.ts';
import { Cards } from '../../../src/cards/render.ts';
import type { Case } from '../../../src/cases/case.ts';
import { transition } from '../../../src/cases/transitions.ts';
import { loadGuides } from '../../../src/guides/load-guides.ts';
import { loadProblems } from '../../../src/guides/problems.ts';
import { aCase, at, CHLOE, FEMI } from '../../shared/a-case.ts';
import {
  again,
  claim,
  confirm,
  confirmByTrainer,
  type Reader,
  reopenByTeam,
  type Step,
  silent,
  solve,
  stillNot,
  TABLE,
  TRAINER,
  withdraw,
  withdrawByTrainer,
} from './status-words-table.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const deps = {
  cards: new Cards(join(ROOT, 'cards')),
  problems: loadProblems(join(ROOT, 'guides')),
  guides: loadGuides(join(ROOT, 'guides'), ['esneft']),
  now: () => at(59),
};
const BATCH = {
  id: 'class-1',
  trust: 'esneft',
  chat: 'chat-escalation',
  by: CHLOE,
  version: 1,
  openedAt: at(1),
} as const;

/** A case that Amara raised, and that Chloe raised for her too unless it is Amara's alone. */
function caseAfter(steps: readonly Step[], alone = false): Case {
  let it = aCase(alone ? {} : { requesters: [aCase().requesters[0], TRAINER] });
  // As they are stored: what each gave, with each.
  if (!alone) {
    const own = { problem: it.problem, details: it.details, trail: [] } as const;
    it = { ...it, requesters: [{ ...it.requesters[0], given: own }, TRAINER] };
  }
  for (const [index, [action, by, from]] of steps.entries()) {
    const result = transition(it, action, { by, from, at: at(10 + index) });
    if ('refused' in result) throw new Error(`${action.type}: ${result.refused}`);
    it = result.case;
  }
  return it;
}

const N = '(Amara Okafor|Chloe Martin|Dev Patel|Elena Rossi|Femi Adeyemi|You|Nobody|Someone)';
/** What a sentence may claim, however it is put. A name in it is part of the claim. */
const CLAIMS: readonly (readonly [fact: string, words: RegExp])[] = [
  ['works it', new RegExp(`${N}(?: in the ESR Team is working on it| has it(?! yet))`, 'g')],
  ['nobody yet', /Nobody has (?:claimed )?it yet/g],
  ['gave it to them', new RegExp(`has it \\(from ${N}\\b`, 'g')],
  ['released', new RegExp(`${N} put it back`, 'g')],
  ['asks', new RegExp(`${N}(?: in the ESR Team)? asks`, 'g')],
  ['answered', new RegExp(`Ward 4 \\(${N}`, 'g')],
  ['resolved', new RegExp(`${N}(?: in the ESR Team has dealt with| resolved it)|Resolved by ${N}`, 'g')],
  ['reopened', new RegExp(`Reopened by ${N}|${N} in the ESR Team reopened this`, 'g')],
  ['still not', new RegExp(`Still not working, says ${N}|${N} said it's still not`, 'g')],
  ['reported again', new RegExp(`Reported again by ${N}`, 'g')],
  ['looks again', /looking at it again/g],
  ['withdrew', new RegExp(`${N} withdrew (?:this|it)\\b|Withdrawn by ${N}`, 'g')],
  ['their report out', new RegExp(`Withdrew their report ${N}`, 'g')],
  ['says it works', new RegExp(`${N} (?:says|said) it's working`, 'g')],
  ['reported as working', /was reported as working/g],
  ['nobody answered', /Nobody said if it's working|I did not hear back/g],
  ['team has it', /The ESR Team has (?:it|them)\b/g],
  ['team has not seen it', /have not seen this/g],
  ['not delivered', /not been able to send (?:all of these|this) to the ESR Team/g],
  ['done before', /Earlier outcome Password reset sent|Earlier.*password reset/g],
  ['done last', /Done, .*password reset/g],
  ['stopped', /has stopped working/g],
  ['being passed on', /I'm sending th(?:is|ese) to/g],
  ['counted', /(\d) of 1 resolved/g],
  ['withdrawn', /(\d) withdrawn/g],
];

const textsOf = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  const { text, title, value: said, type, facts, ...rest } = value as Record<string, unknown>;
  const isFact = type === undefined && typeof said === 'string';
  const own = type === 'Input.Toggle' ? [String(title)] : isFact ? [`${title} ${said}`] : [];
  return [
    ...(typeof text === 'string' ? [text] : own),
    ...textsOf(facts),
    ...Object.values(rest).flatMap(textsOf),
  ];
};

function claimsOf(card: object): string[] {
  const { body } = card as { body: unknown };
  const said = textsOf(body).join('\n').replaceAll('\u200B', '');
  const facts = CLAIMS.flatMap(([fact, words]) =>
    [...said.matchAll(words)].map((match) => [fact, ...match.slice(1).filter(Boolean)].join(': ')),
  );
  return [...new Set(facts)].sort();
}

const READERS: Readonly<Record<Reader, (it: Case) => object>> = {
  'the ESR Team': (it: Case) => handoffCard(deps, it),
  'who raised it': (it: Case) => statusCard(deps, it, { chat: 'chat-amara' }),
  'her trainers': (it: Case) => statusCard(deps, it, { chat: 'chat-escalation' }),
  'the class card': (it: Case) => classCard(deps, BATCH, [it]),
  'the team’s class list': (it: Case) =>
    classTeamCard(deps, { batch: BATCH, cases: [it] }, { person: FEMI, isShared: false }),
};
describe.each(TABLE)('a case that was %s', (_, steps, expected) => {
  it.each(Object.keys(READERS) as Reader[])('tells %s who did what, and nothing else', (reader) => {
    expect(claimsOf(READERS[reader](caseAfter(steps)))).toEqual([...expected[reader]].sort());
  });
});

it('goes through every state, and everything that brings a case into one', () => {
  const states = new Set(TABLE.map(([, steps]) => caseAfter(steps).state));
  expect([...states].sort()).toEqual(['claimed', 'closed', 'open', 'resolved', 'waiting']);
  const last = new Set(TABLE.map(([, steps]) => steps.at(-1)?.[0].type ?? 'raise'));
  expect([...last].sort()).toEqual(
    [
      ...['answer', 'ask', 'assign', 'claim', 'close-silent', 'confirm'],
      ...['join', 'raise', 'release', 'reopen', 'resolve', 'withdraw'],
    ].sort(),
  );
});

describe('a case of one person alone', () => {
  it.each([
    ['withdrawn', [withdraw], ['withdrew: You']],
    ['withdrawn after it was resolved', [claim, solve, withdraw], ['done last', 'withdrew: You']],
    ['withdrawn while an officer had it', [claim, withdraw], ['stopped', 'withdrew: You']],
    ['confirmed', [claim, solve, confirm], ['done last', 'says it works: You']],
  ] as const)('that was %s is said to have been so by them', (_, steps, expected) => {
    expect(claimsOf(statusCard(deps, caseAfter(steps, true)))).toEqual(expected);
  });

  it.each([
    ['none', ['team has not seen it']],
    ['on-its-way', ['being passed on']],
    ['undelivered', ['not delivered']],
    ['there', ['team has it']],
  ] as const)('says where it is when its ESR Team is %s', (reach: Reach, expected) => {
    expect(claimsOf(statusCard(deps, caseAfter([], true), { chat: 'chat-amara', reach }))).toEqual(expected);
    const card = JSON.stringify(statusCard(deps, caseAfter([], true), { chat: 'chat-amara', reach }));
    expect(card.includes(`${STATUS.new}"`)).toBe(reach === 'there');
    expect(/"Sent /.test(card)).toBe(reach === 'there' || reach === 'on-its-way');
    // Others may have reported the same: nobody here learns whether it is worked on after that.
    expect(card).not.toContain('will stop working');
    expect(card.includes('tell the ESR Team that you')).toBe(reach === 'there');
  });

  it('shows who raised it what they gave, and no username where they gave none', () => {
    const it = { ...caseAfter([], true), details: { name: 'Amara Okafor', esrNumber: '12345678' } };
    const card = JSON.stringify(statusCard(deps, it));
    expect(card).toContain('12345678');
    expect(card).toContain('Amara Okafor');
    expect(card).not.toContain('Not known');
  });

  it('of a class is said to be on its way until it arrived, and to be kept where nobody gets it', () => {
    const show = (reach: Reach) => classCard(deps, BATCH, [caseAfter([])], { reach: () => reach });
    expect(claimsOf(show('on-its-way'))).toEqual(['being passed on', 'counted: 0']);
    expect(claimsOf(show('undelivered'))).toEqual(['counted: 0', 'not delivered']);
    expect(JSON.stringify(show('none'))).toContain('Saved at');
    expect(JSON.stringify(show('there'))).toContain('Sent at');
  });

  it('of a class is one of them where the same is said of all', () => {
    const two = (steps: readonly Step[]) =>
      JSON.stringify(classCard(deps, BATCH, [caseAfter(steps), caseAfter(steps)]));
    expect(two([])).toContain('Nobody has claimed them yet.');
    expect(two([claim])).toMatch(/(Elena Rossi|Femi Adeyemi) has them\./);
  });

  it('of a class without an ESR Team does not say that they have it either', () => {
    expect(claimsOf(classCard(deps, BATCH, [caseAfter([])], { reach: () => 'none' }))).toEqual([
      'counted: 0',
      'team has not seen it',
    ]);
  });
});

describe('the message that asked whether it works now', () => {
  it.each([
    [
      'an officer opened it again',
      [claim, solve, reopenByTeam],
      ['done before', 'looks again', 'reopened: Femi Adeyemi'],
    ],
    [
      'they said that it does not',
      [claim, solve, stillNot],
      ['done before', 'looks again', 'still not: You'],
    ],
    ['someone else reported it again', [claim, solve, again], ['done before', 'looks again']],
    ['they confirmed', [claim, solve, confirm], ['says it works: You']],
    ['someone else confirmed', [claim, solve, confirmByTrainer], ['reported as working']],
    ['nobody answered', [claim, solve, silent], ['nobody answered']],
    ['they withdrew it', [claim, solve, withdraw, withdrawByTrainer], ['withdrew: Chloe Martin']],
  ] as const)('says after %s exactly that', (what, steps, expected) => {
    const chat = what === 'they withdrew it' ? 'chat-escalation' : 'chat-amara';
    expect(claimsOf(answeredOutcomeCard(deps, caseAfter(steps), chat))).toEqual(expected);
  });
});
