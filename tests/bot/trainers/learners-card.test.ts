import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { classTeamCard } from '../../../src/bot/esr-team/class-team-card.ts';
import { classCard } from '../../../src/bot/trainers/class-card.ts';
import { type Draft, newDraft } from '../../../src/bot/trainers/draft.ts';
import { applyInputs } from '../../../src/bot/trainers/draft-press.ts';
import { learnersCard } from '../../../src/bot/trainers/learners-card.ts';
import { type Card, Cards } from '../../../src/cards/render.ts';
import type { Case } from '../../../src/cases/case.ts';
import type { TrainingClass } from '../../../src/cases/training-class.ts';
import { learnerTypes } from '../../../src/guides/learner-types.ts';
import { loadGuides } from '../../../src/guides/load-guides.ts';
import { loadProblems } from '../../../src/guides/problems.ts';
import { usernameRulesOf } from '../../../src/guides/username-rules.ts';
import { readLearners } from '../../../src/intake/learners/learners.ts';
import { TWELVE_SIX_DOUBTFUL } from '../../../tools/pictures/trainer-cards.ts';
import { cardProblems } from '../../dialogs/card-check.ts';
import { aCase, at, CHLOE, ELENA } from '../../shared/a-case.ts';
import { renderCard } from '../../support/render-card.ts';
import { classOf, learnerLine } from './classes.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const TEAMS_BYTES = 28 * 1024;
const guides = loadGuides(join(ROOT, 'guides'), ['esneft', 'trust-427']);
const cards = new Cards(join(ROOT, 'cards'));
const rules = usernameRulesOf(guides, 'esneft');
const types = learnerTypes(guides.get('esneft'));
const caseCards = { cards, guides, problems: loadProblems(join(ROOT, 'guides')), now: () => at(30) };

const draftOf = (text: string): Draft =>
  newDraft({ chat: 'chat', trust: 'esneft' }, readLearners(text, rules).rows);
const show = (draft: Draft, notices: readonly string[] = [], typed = '') =>
  learnersCard(
    { cards, rules, learnerTypes: types, example: '432SMITHJ01', now: at(0) },
    'a'.repeat(32),
    draft,
    {
      notices,
      hints: [],
      typed,
    },
  );
const bytes = (card: Card) => Buffer.byteLength(JSON.stringify(card));

const MEAN = `[Reset ESR](https://evil.example) \${x} <at>all</at> **🙂**`.repeat(9);
const meanDraft = (count: number): Draft => {
  const draft = draftOf(classOf(count));
  return {
    ...draft,
    words: MEAN.slice(0, 500),
    changing: [1],
    rows: draft.rows.map((row) => ({
      ...row,
      words: MEAN.repeat(3).slice(0, 1000),
      name: MEAN.slice(0, 80),
      username: MEAN.slice(0, 60),
      email: MEAN.slice(0, 200),
      unsure: true,
      choices: [MEAN.slice(0, 200), `${'a'.repeat(60)}@${'b'.repeat(60)}.net`],
    })),
  };
};

const cases = (count: number, given: Partial<Case>): Case[] =>
  Array.from({ length: count }, (_, index) =>
    aCase({
      reference: 'K7M-4PT',
      requesters: [{ kind: 'trainer', person: CHLOE, chat: 'chat', at: at(0), batch: 'class' }],
      details: { esrUsername: '432PATELR02', correctEmail: 'r.patel@nhs.net', name: 'Ravi Patel' },
      batch: { id: 'class', position: index + 1, of: count },
      ...given,
    }),
  );
const waiting: Partial<Case> = {
  state: 'waiting',
  claim: { by: ELENA, at: at(1) },
  question: { text: MEAN, by: ELENA, at: at(2) },
};
const resolved: Partial<Case> = {
  state: 'resolved',
  claim: { by: ELENA, at: at(1) },
  resolution: { outcome: 'password-reset-sent', note: MEAN, by: ELENA, at: at(3) },
};
const mean: Partial<Case> = {
  ...waiting,
  details: { esrUsername: MEAN.slice(0, 60), correctEmail: MEAN.slice(0, 200), name: MEAN.slice(0, 80) },
};
const batch: TrainingClass = {
  id: 'class',
  trust: 'esneft',
  chat: 'chat',
  by: CHLOE,
  version: 1,
  openedAt: at(0),
};

it('offers the kinds of learner that the guide tells apart, and takes no other', () => {
  const draft = draftOf('432PATELR02 r.patel@nhs.net');
  expect(JSON.stringify(show(draft))).toContain('External learner');
  const press = (type: string) =>
    applyInputs(
      draft,
      { learners: 'a', act: 'check', seen: 1, 'learner-type': type },
      { usernames: rules, learnerTypes: types, now: at(0) },
    ).draft;
  expect(press('external-learner').learnerType).toBe('external-learner');
  expect(press('volunteer').learnerType).toBeUndefined();
  const without = learnersCard(
    { cards, rules, learnerTypes: [], example: '', now: at(0) },
    'a'.repeat(32),
    draft,
    {
      notices: [],
      hints: [],
    },
  );
  expect(JSON.stringify(without)).not.toContain('learner-type');
});

const oddLine = (index: number) => learnerLine(index).replace('@nhs.net', '@nhs.ent');
const allOdd = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [index, oddLine(index)]));

const SHOWINGS: Readonly<Record<string, () => Card>> = {
  'the form for one': () => show(newDraft({ chat: 'chat', trust: 'esneft' }, [])),
  'one learner that is ready': () => show(draftOf('432PATELR02 r.patel@nhs.net')),
  'one learner with two things odd': () => show(draftOf('432PATELRO2 r.patel@nhs.ent')),
  '30 learners that are ready': () => show(draftOf(classOf(30))),
  '30 learners that are odd': () => show(draftOf(classOf(30, allOdd)), ['A notice. '.repeat(20)]),
  '30 learners of hostile text': () => show(meanDraft(30)),
  'the paste box': () => show({ ...draftOf(classOf(2)), view: 'paste' }),
  'the paste box with hostile text': () => {
    const draft: Draft = { ...draftOf(classOf(2)), view: 'paste' };
    return show(draft, [], MEAN.repeat(20).slice(0, 4000));
  },
  'what was sent': () => {
    const draft = draftOf(classOf(30));
    const sent = { reference: 'K7M-4PT', joined: true };
    return show({ ...draft, rows: draft.rows.map((row) => ({ ...row, sent })) });
  },
  'a class of 30 that waits': () => classCard(caseCards, batch, cases(30, waiting)),
  'a class of 30 that is resolved': () => classCard(caseCards, batch, cases(30, resolved)),
  'a class of 30 of hostile text': () => classCard(caseCards, batch, cases(30, mean)),
  'the ESR Team’s list of 30': () =>
    classTeamCard(caseCards, { batch, cases: cases(30, {}) }, { person: ELENA, isShared: false }),
  'the ESR Team’s list of 30 of hostile text': () =>
    classTeamCard(
      caseCards,
      { batch, cases: cases(30, mean) },
      { person: ELENA, isShared: false },
      { text: MEAN },
    ),
};

describe('the cards of learners and classes', () => {
  it.each(Object.keys(SHOWINGS))('show %s within what Teams takes', (name) => {
    const card = SHOWINGS[name]?.();
    expect(card && bytes(card)).toBeLessThan(TEAMS_BYTES);
  });

  it.each(Object.keys(SHOWINGS))('show %s as the official renderer wants it', (name) => {
    const card = SHOWINGS[name]?.();
    expect(card && cardProblems(card)).toEqual([]);
  });

  it('would hear the official renderer complain', () => {
    const wrong = { ...show(draftOf('432PATELR02 r.patel@nhs.net')), body: [{ type: 'Nonsense' }] };
    expect(cardProblems(wrong as Card)).not.toEqual([]);
  });

  it.each(Object.keys(SHOWINGS).filter((name) => name.includes('hostile')))(
    'keep hostile text inert in %s',
    (name) => {
      const card = SHOWINGS[name]?.();
      const links = [...renderCard(card).querySelectorAll('a')].map(
        (link) => link.getAttribute('href') ?? '',
      );
      expect(links.filter((href) => !href.startsWith('mailto:'))).toEqual([]);
      const json = JSON.stringify(card);
      // The field itself holds what was typed: it has to be put right there.
      const outsideFields = json.replace(/"value":"[^"]*"/g, '');
      expect(outsideFields).not.toContain('](');
      expect(outsideFields).not.toContain('<at>');
      expect(outsideFields).not.toContain('${');
    },
  );

  it('show each of 30 ready learners with a tick', () => {
    const json = JSON.stringify(show(draftOf(classOf(30))));
    expect(json.match(/"id":"send-\d+"/g)).toHaveLength(30);
  });

  it('open all that are doubtful at once, with nothing but what is in doubt', () => {
    const json = JSON.stringify(show(draftOf(TWELVE_SIX_DOUBTFUL)));
    const fields = [...json.matchAll(/"id":"((?:username|email|name|send)-\d+)"/g)].map(([, id]) => id);
    expect(fields.filter((id) => !id?.startsWith('send'))).toEqual([
      'email-2',
      'email-4',
      'email-6',
      'email-8',
      'username-10',
      'username-12',
    ]);
    expect(fields.filter((id) => id?.startsWith('send'))).toHaveLength(6);
  });

  it('show the trainer the words that go with a class', () => {
    const reading = readLearners(`Beaker class, room 4\n${classOf(3)}`, rules);
    const draft = newDraft({ chat: 'chat', trust: 'esneft' }, reading.rows, reading);
    expect(JSON.stringify(show(draft))).toContain('"value":"Beaker class, room 4."');
  });

  it('say how many come later when not all fit', () => {
    const json = JSON.stringify(show(meanDraft(30)));
    expect(json).toContain('after these');
  });
});
