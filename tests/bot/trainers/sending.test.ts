import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { Draft, draftId } from '../../../src/bot/trainers/draft.ts';
import { DraftStore } from '../../../src/bot/trainers/draft-store.ts';
import { LearnerDrafts } from '../../../src/bot/trainers/learner-drafts.ts';
import { Cards } from '../../../src/cards/render.ts';
import type { CaseService } from '../../../src/cases/case-service.ts';
import { loadGuides } from '../../../src/guides/load-guides.ts';
import { StateStore } from '../../../src/store/chats/state-store.ts';
import { openDatabase } from '../../../src/store/database.ts';
import { at } from '../../shared/a-case.ts';

const ROOT = join(import.meta.dirname, '../../..');
const guides = loadGuides(join(ROOT, 'guides'));
const cards = new Cards(join(ROOT, 'cards'));
const person = { id: 'chloe', name: 'Chloe' };
const here = { chat: 'escalation', trust: 'esneft', person, activityId: '1' };
const id = draftId(here.chat, here.activityId);
const send = { learners: id, seen: 1, act: 'send' as const };

let drafts: DraftStore;
/** The keys that cases were raised with, and what was stored of the draft when it was. */
let raised: { key: string; by: string; sending: number }[];
let fails: (key: string) => boolean;
let learners: LearnerDrafts;

beforeEach(async () => {
  const states = new StateStore(await openDatabase('sqlite::memory:'), () => at(0));
  drafts = new DraftStore(states, async () => undefined);
  raised = [];
  fails = () => false;
  const raise: CaseService['raise'] = async ({ key, requester }) => {
    if (fails(key)) throw new Error('the database is away');
    const stored = Draft.parse((await states.read([`learners/${id}`]))[`learners/${id}`]);
    raised.push({ key, by: requester.person.id, sending: stored.rows.filter((row) => row.sending).length });
    return { case: { reference: `K7M-4P${raised.length}` }, joined: false, added: [] } as never;
  };
  const find: CaseService['find'] = async () => undefined;
  const caseService = { raise, find } as CaseService;
  learners = new LearnerDrafts({ caseService, cards, guides, drafts, now: () => at(0) });
  const message = '432SMITHJ01 jo.smith@nhs.net\n432PATELR02 r.patel@nhs.net';
  await learners.open(here, learners.read(message, here.trust));
});

const keys = () => raised.map(({ key }) => key);
const rows = async () => (await drafts.find(id))?.rows ?? [];

it('a draft says which learners are being sent before the first case is raised', async () => {
  expect(await learners.press(here, send)).toMatchObject({ done: true });
  expect(keys()).toEqual([`learner:${id}:1`, `learner:${id}:2`]);
  expect(raised.map(({ sending }) => sending)).toEqual([2, 2]);
  expect((await rows()).map(({ sent, sending }) => [sent?.reference, sending])).toEqual([
    ['K7M-4P1', undefined],
    ['K7M-4P2', undefined],
  ]);
});

it.each([
  ['the same press again', send],
  ['any other press', { ...send, act: 'check' as const, seen: 2 }],
  ['a press to cancel it', { ...send, act: 'drop' as const }],
])('a send that broke off is finished by %s', async (_, press) => {
  fails = (key) => key.endsWith(':2');
  await expect(learners.press(here, send)).rejects.toThrow('the database is away');
  expect((await rows()).map(({ sending }) => sending)).toEqual([true, true]);
  fails = () => false;
  expect(await learners.press(here, press)).toMatchObject({ done: true });
  expect(new Set(keys())).toEqual(new Set([`learner:${id}:1`, `learner:${id}:2`]));
  expect((await rows()).every(({ sent }) => sent !== undefined)).toBe(true);
});

it('two presses at once send each learner with one key, and agree on what was sent', async () => {
  const both = await Promise.all([learners.press(here, send), learners.press(here, send)]);
  expect(both.map((one) => one?.done)).toEqual([true, true]);
  expect(new Set(keys()).size).toBe(2);
  expect((await rows()).map(({ email }) => email)).toEqual(['', '']);
});

it('a draft that was sent keeps no words, and one that is partly sent keeps them for the rest', async () => {
  fails = (key) => key.endsWith(':2');
  await expect(learners.press(here, { ...send, words: 'On ward 4' })).rejects.toThrow();
  expect(await drafts.find(id)).toMatchObject({ words: 'On ward 4' });
  fails = () => false;
  await learners.press(here, send);
  expect(await drafts.find(id)).toMatchObject({ words: '' });
});

it('what somebody else finishes was sent by who pressed Send', async () => {
  fails = (key) => key.endsWith(':2');
  await expect(learners.press(here, send)).rejects.toThrow();
  fails = () => false;
  await learners.press({ ...here, person: { id: 'dev', name: 'Dev' } }, { ...send, act: 'check' });
  expect(new Set(raised.map(({ by }) => by))).toEqual(new Set(['chloe']));
});
