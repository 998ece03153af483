import { noticeCard } from '../../dialogs/flow/notice.ts';
import type { CaseCardDeps } from '../../src/bot/cases/case-card-deps.ts';
import { handoffCard, statusCard } from '../../src/bot/cases/case-cards.ts';
import { caseForm, severalForm } from '../../src/bot/cases/case-form.ts';
import { noteCard } from '../../src/bot/cases/message-card.ts';
import { answeredOutcomeCard, outcomeCard } from '../../src/bot/cases/outcome-card.ts';
import { questionCard } from '../../src/bot/cases/question-card.ts';
import { CASE_TEXTS, STATUS } from '../../src/bot/cases/texts.ts';
import { undeliveredCard } from '../../src/bot/cases/undelivered-card.ts';
import { type QueueNotice, queueCard } from '../../src/bot/esr-team/queue-card.ts';
import { reportCard } from '../../src/bot/esr-team/report-card.ts';
import { teamNotifications } from '../../src/bot/esr-team/team-notifications.ts';
import { TEAM_TEXTS } from '../../src/bot/esr-team/texts.ts';
import { type Card, Cards } from '../../src/cards/render.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import type { Case } from '../../src/cases/case.ts';
import { CARDS_FOLDER, GUIDES_FOLDER } from '../../src/config/content-folder.ts';
import { loadGuides } from '../../src/guides/load-guides.ts';
import { OWN_OUTCOME_IDS } from '../../src/guides/outcomes.ts';
import { loadProblems } from '../../src/guides/problems.ts';
import type { Database } from '../../src/store/database.ts';
import type { Delivery } from '../../src/store/outbox/delivery-store.ts';
import { ReportQueries } from '../../src/store/reports/report-queries.ts';
import { at, ELENA, FEMI } from '../../tests/shared/a-case.ts';
import { noticeCards } from './notice-cards.ts';
import {
  ASK,
  after,
  CLAIM,
  joined,
  RESOLVE,
  staffs,
  state,
  states,
  trainers,
  walked,
} from './sample-cases.ts';
import { staffCards } from './staff-cards.ts';
import { trainerCards } from './trainer-cards.ts';
import { sampleWordings, wordingCards } from './wording-cards.ts';

const deps: CaseCardDeps = {
  cards: new Cards(CARDS_FOLDER),
  problems: loadProblems(GUIDES_FOLDER),
  guides: loadGuides(GUIDES_FOLDER, ['esneft']),
  now: () => at(125),
  upnOf: () => 'amara.okafor@example.nhs.uk',
};

const colleagues = [ELENA, FEMI];
const notice = {
  id: 1,
  trust: 'esneft',
  text: 'ESR is down for everyone. The national team is working on it.',
  setBy: ELENA.name,
  setAt: at(60),
} as const;

/** What timers and notices bring about, from how things are. */
async function messageCard(
  name: 'unclaimed' | 'morning-summary' | 'idle' | 'notice-over',
  it: Case,
): Promise<Card> {
  const renderers = teamNotifications({
    caseService: { find: async () => it },
    caseCards: deps,
    queries: {
      counts: async () => ({ open: 3, claimed: 2, waiting: 1, oldest: at(-2900) }),
      queue: async () => ({
        cases: [it, it, it],
        counts: { all: 3, new: 3, mine: 0, waiting: 0, needed: 0, overdue: 3 },
        problems: [{ problem: it.problem, cases: 3 }],
        undelivered: new Set(),
      }),
      unclaimed: async () => [it],
      officersSince: async () => [],
      idle: async () => [state('claimed'), state('answered')],
    },
    reports: new ReportQueries({} as Database),
    ...sampleWordings,
    roster: { isMember: async () => true },
    timers: { has: async () => true },
    hoursOf: () => ({ start: '08:00', end: '17:00' }),
    notices: { current: async () => notice },
  });
  const delivery = { reference: it.reference, trust: it.trust } as Delivery;
  const message = (await renderers[name]({ text: notice.text }, delivery))?.activity;
  return (message as { attachments: [{ content: Card }] }).attachments[0].content;
}

const figures = {
  since: at(-10_080),
  raised: 21,
  raisedBy: { staff: 15, trainer: 6 },
  resolved: 17,
  withdrawn: 1,
  unresolved: 3,
  claim: { hours: 1, met: 17, missed: ['K7M-4PT', 'H63-73P', 'V2X-9QA'] },
  resolve: { hours: 8, met: 16, missed: ['K7M-4PT', 'W8R-3TN'] },
  weeks: [9, 16, 23, 30].map((day, index) => ({
    from: `2026-11-${String(day).padStart(2, '0')}`,
    raised: 20 + index,
    raisedBy: { staff: 14, trainer: 6 + index },
    resolved: 15 + index,
    withdrawn: 2,
    unresolved: 3,
    claim: { hours: 1, met: 17 + index, missed: ['K7M-4PT'] },
    resolve: { hours: 8, met: 15 + index, missed: ['H63-73P', 'K7M-4PT'] },
  })),
  byProblem: [
    { problem: 'incorrect-details', cases: 9 },
    { problem: 'reset-email-missing', cases: 5 },
    { problem: 'email-changed', cases: 4 },
    { problem: 'other', cases: 3 },
  ],
  byOutcome: [
    { outcome: 'password-reset-sent', cases: 11 },
    { outcome: 'email-corrected-reset-sent', cases: 6 },
    { outcome: undefined, cases: 3 },
    { outcome: 'withdrawn', cases: 1 },
  ],
  toClaim: { median: 11, ninetieth: 95 },
  toResolve: { median: 48, ninetieth: 1503 },
  walks: { solved: 64, done: 12, referred: 4, 'hand-over': 20 },
  feedback: { helpful: 31, unhelpful: 4 },
  unhelpful: [{ branch: 'reset-email-missing', step: 'junk', walks: 3 }],
  gaveUp: [
    { branch: 'incorrect-details', step: 'second-time', walks: 9 },
    { branch: 'reset-email-missing', step: 'late', walks: 5 },
  ],
} as const;
const nothing = {
  ...figures,
  raisedBy: { staff: 0, trainer: 0 },
  weeks: figures.weeks.map(({ from }) => ({
    from,
    raised: 0,
    raisedBy: { staff: 0, trainer: 0 },
    resolved: 0,
    withdrawn: 0,
    unresolved: 0,
  })),
  resolved: 0,
  withdrawn: 0,
  unresolved: 0,
  claim: undefined,
  resolve: undefined,
  raised: 0,
  byProblem: [],
  byOutcome: [],
  toClaim: {},
  toResolve: {},
  unhelpful: [],
  gaveUp: [],
  walks: { solved: 0, done: 0, referred: 0, 'hand-over': 0 },
  feedback: { helpful: 0, unhelpful: 0 },
};
const queue = (cases: readonly Case[], total: number, onlyMine = false, notice?: QueueNotice): Card =>
  queueCard(
    deps,
    {
      cases,
      counts: { all: total, new: total, mine: onlyMine ? total : 1, waiting: 2, needed: 1, overdue: 3 },
      problems: [
        { problem: 'email-changed', cases: Math.ceil(total / 2) },
        { problem: 'details-dont-match', cases: Math.floor(total / 2) },
      ],
      undelivered: new Set(),
    },
    { page: total > cases.length ? 1 : 0, filter: onlyMine ? 'mine' : 'all' },
    { person: ELENA, isShared: false },
    notice,
  );

/** Every card of the ESR Team's and of a requester's case, in every state, by name. */
export async function teamCards(): Promise<ReadonlyMap<string, Card>> {
  const cards = new Map<string, Card | undefined>();
  for (const [name, it] of Object.entries(states)) {
    cards.set(`handoff-${name}`, handoffCard(deps, it));
    cards.set(`status-${name}`, statusCard(deps, it, { chat: it.requesters[0].chat, classId: it.batch?.id }));
  }
  cards.set(
    'handoff-refused',
    handoffCard(deps, state('claimed'), { notice: 'Femi Adeyemi has claimed this (10:10am today).' }),
  );
  for (const form of ['assign', 'ask', 'resolve', 'reopen'] as const) {
    cards.set(
      `form-${form}`,
      caseForm(deps, state('claimed'), {
        form,
        colleagues,
        notice: 'What is wrong.',
        typed: 'What was typed',
      }),
    );
  }
  for (const form of ['assign', 'resolve'] as const)
    cards.set(
      `several-${form}`,
      severalForm(deps, [trainers, staffs, joined], { form, colleagues, queue: 'all:0' }),
    );
  cards.set('question', questionCard(deps, state('waiting')));
  cards.set('question-reminder', questionCard(deps, state('waiting'), { reminder: true }));
  cards.set('question-answered', questionCard(deps, state('answered')));
  cards.set('question-ended', questionCard(deps, after(staffs, CLAIM, ASK, RESOLVE)));
  cards.set(
    'question-learner',
    questionCard(deps, after(trainers, CLAIM, ASK), { notice: 'Type something first.', typed: 'x' }),
  );
  for (const outcome of OWN_OUTCOME_IDS) {
    const resolution = {
      by: ELENA,
      at: at(60),
      sent: 'yes',
      outcome,
      note: outcome === 'could-not-help' ? 'There is no record of you here.' : '',
    } as const;
    cards.set(`outcome-${outcome}`, outcomeCard(deps, { ...state('resolved'), resolution }, resolution));
  }
  cards.set('outcome-closed', answeredOutcomeCard(deps, state('working')));
  cards.set('outcome-reopened', answeredOutcomeCard(deps, state('reopened')));
  for (const name of ['unclaimed', 'morning-summary', 'idle', 'notice-over'] as const)
    cards.set(name, await messageCard(name, trainers));
  cards.set('undelivered', undeliveredCard(deps, staffs));
  cards.set('notice', noticeCard(deps.cards, notice, at(70)));
  cards.set(
    'notice-listening',
    noticeCard(deps.cards, { ...notice, until: at(300) }, at(70), SENTENCES.noticeListening),
  );
  cards.set('queue', queue([state('claimed'), state('waiting'), trainers, state('answered')], 4));
  cards.set('queue-page', queue([trainers, staffs], 14));
  cards.set(
    'queue-full',
    queue([trainers, staffs, trainers, staffs, state('claimed'), staffs, trainers, staffs], 35),
  );
  cards.set('handoff-walked', handoffCard(deps, walked, { earlier: 2 }));
  cards.set('queue-mine', queue([state('claimed')], 1, true));
  cards.set(
    'queue-claimed',
    queue([trainers, staffs], 2, false, { text: 'You have claimed 2 cases.', isGood: true }),
  );
  cards.set(
    'queue-not-all',
    queue([trainers, staffs], 2, false, {
      text: 'You have claimed 1 case. Not done: K7M-4PT: Femi Adeyemi has claimed this (10:10am today).',
    }),
  );
  cards.set('queue-empty', queue([], 0));
  cards.set('report', reportCard(deps, 'esneft', 7, figures, true));
  cards.set('report-empty', reportCard(deps, 'esneft', 30, nothing));
  cards.set('help', deps.cards.render('team-help', { notice: TEAM_TEXTS.notUnderstood }));
  cards.set(
    'note-moved',
    noteCard(deps.cards, {
      band: 'emphasis',
      kicker: STATUS.moved,
      title: 'Email address has changed',
      text: CASE_TEXTS.movedDown,
      reference: 'K7M-4PT',
      opens: 'case',
    }),
  );
  const others = [
    await wordingCards(deps),
    noticeCards(deps),
    trainerCards(deps),
    await staffCards(deps, notice),
  ];
  for (const more of others) for (const [name, card] of more) cards.set(name, card);
  return new Map([...cards].flatMap(([name, card]) => (card === undefined ? [] : [[name, card] as const])));
}
