import type { noticeCard } from '../../dialogs/flow/notice.ts';
import type { CaseCardDeps } from '../../src/bot/cases/case-card-deps.ts';
import { findCases } from '../../src/bot/esr-team/find-cases.ts';
import { LearnerCases } from '../../src/bot/staff/learner-cases.ts';
import type { Card, CardData } from '../../src/cards/render.ts';
import { words } from '../../src/cards/render.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import { ASK, after, CLAIM, RESOLVE, staffs, trainers } from './sample-cases.ts';

/** Cards of the dialogs that have several states, and what `find` shows, by name. */
export async function staffCards(
  deps: CaseCardDeps,
  notice: Parameters<typeof noticeCard>[1],
): Promise<ReadonlyMap<string, Card>> {
  const dialogs = (card: string, data: CardData) => deps.cards.render(card, { nonce: '', ...data });
  const learners = new LearnerCases({
    caseCards: deps,
    roster: { signInName: async () => undefined },
    chats: { find: async () => undefined },
    queries: { hasOpenOfTrainers: async () => false, openForAddress: async () => [] },
  });
  const learner = async (it: typeof trainers, more: CardData = {}) =>
    dialogs('learner-case', {
      ...(await learners.shown(it)),
      others: '',
      typed: '',
      wrong: '',
      ...more,
    });
  const step = (number: number, text: string, more: CardData = {}) => ({
    step: number,
    steps: 3,
    text: words(text),
    note: '',
    list: [],
    contact: [],
    link: [],
    aside: [],
    ...more,
  });
  const steps = dialogs('steps', {
    problem: words('I forgot my username or password'),
    heading: words(SENTENCES.stepsFrom(1, 3, 3)),
    items: [
      step(1, 'Open **Forgotten password/username**.'),
      step(2, 'Fill in the form:', { list: ['Email address', 'Date of birth'].map((line) => ({ line })) }),
      step(3, 'Wait for the email.', { note: 'It can take 15 minutes.' }),
    ],
    several: true,
    asks: words('worked'),
    checkBack: words('9:15am today'),
  });
  const { id, text } = notice;
  const within = dialogs('notice-within', {
    id: words(String(id)),
    text,
    sub: words(SENTENCES.noticeSince('9:10am today')),
    listening: '',
  });
  const find = (page: number, more: boolean) =>
    findCases({ find: async () => ({ cases: [trainers, after(staffs, CLAIM), staffs], more }) }, deps, {
      trust: 'esneft',
      typed: 'khan',
      page,
    }) as Promise<Card>;
  const sure = (asks: 'sorted' | 'outcome', text: string) =>
    dialogs('case-sure', {
      asks: words(asks),
      text,
      ask: words(SENTENCES.sure[asks]('K7M-4PT')),
    });
  return new Map([
    ['learner-case-sent', await learner(trainers)],
    ['learner-case-claimed', await learner(after(trainers, CLAIM))],
    [
      'learner-case-asked',
      await learner(after(trainers, CLAIM, ASK), { others: words(SENTENCES.otherCases('H63-73P')) }),
    ],
    ['learner-case-resolved', await learner(after(trainers, CLAIM, RESOLVE))],
    ['steps', steps],
    ['steps-within-notice', { ...steps, body: [within.body, steps.body].flat() }],
    ['send-picture', dialogs('send-picture', { reference: words('K7M-4PT') })],
    ['case-sure-sorted', sure('sorted', '')],
    ['case-sure-outcome', sure('outcome', 'no, still not working')],
    ['found', await find(0, false)],
    ['found-page', await find(1, true)],
  ]);
}
