import { plainText } from '../../cards/plain-text.ts';
import { type Card, token, words } from '../../cards/render.ts';
import { type Case, isAsked, type Person } from '../../cases/case.ts';
import { addressesOf } from '../../cases/given.ts';
import { problemTitle } from '../../guides/problems.ts';
import { QUEUE_FILTERS, type QueuePage } from '../../store/cases/case-queries.ts';
import { speakAgo } from '../../time/speak-time.ts';
import type { CaseCardDeps } from '../cases/case-card-deps.ts';
import { caseTitle, caseWhose, stateForTeam } from '../cases/case-words.ts';
import { neededAt, neededNow } from '../cases/needed-words.ts';
import { CASE_TEXTS } from '../cases/texts.ts';
import { type QueueView, viewToken } from './queue-view.ts';
import { TEAM_TEXTS as TEXTS } from './texts.ts';

export const QUEUE_PAGE = 8;

/** The result of a press, shown on the queue: what was done (`isGood`), or what stopped it. */
export interface QueueNotice {
  readonly text: string;
  readonly isGood?: boolean;
}

/** Whose queue it is. `isShared`: others read the same card, as it is a message or the client has only Action.Submit. */
export interface QueueReader {
  readonly person: Person;
  readonly isShared: boolean;
}

/** A page of open work, handled in place: rows are claimed, resolved, opened, or ticked and worked together. */
export function queueCard(
  deps: CaseCardDeps,
  { cases, counts, problems, undelivered }: QueuePage,
  view: QueueView,
  { person, isShared }: QueueReader,
  notice: QueueNotice = { text: '' },
): Card {
  const { filter, page, problem } = view;
  const total = counts[filter];
  const first = page * QUEUE_PAGE + 1;
  const last = first + cases.length - 1;
  const to = (next: Partial<QueueView>) => token(viewToken({ ...view, ...next }));
  const only = problem === undefined ? '' : `${titleOf(deps, problem)}. `;
  const range = total <= QUEUE_PAGE ? undefined : ([first, last] as const);
  const shows = TEXTS.queueShows(filter, total, isShared ? plainText(person.name) : undefined, range);
  return deps.cards.render('queue', {
    title: words(TEXTS.queueTitle(counts.all)),
    sub: words(`${only}${shows}`),
    notice: notice.text,
    noticeStyle: token(notice.isGood ? 'good' : 'attention'),
    filters: Object.fromEntries(
      QUEUE_FILTERS.map((one) => {
        const isChosen = one === filter;
        // On a dark card it is hard to see that a button is disabled.
        const tick = isChosen ? '✓ ' : '';
        const count = one === 'mine' && isShared ? '' : ` (${counts[one]})`;
        const button = {
          title: words(`${tick}${TEXTS.filters[one]}${count}`),
          view: to({ filter: one, page: 0 }),
          isEnabled: !isChosen,
          isShown: isChosen || one === 'all' || counts[one] > 0,
        };
        return [one, button];
      }),
    ),
    cases: cases.map((it, id) =>
      rowOf(deps, it, { id, asker: person.id, isShared, undelivered: undelivered.has(it.reference) }),
    ),
    listed: token(cases.map((it) => it.reference).join(',')),
    hasMine: counts.mine > 0,
    problems: [
      { title: words(TEXTS.everyProblem), value: token('') },
      ...problems.map((one) => ({
        title: words(`${titleOf(deps, one.problem)} (${one.cases})`),
        value: token(one.problem),
      })),
    ],
    view: to({}),
    earlier: to({ page: Math.max(0, page - 1) }),
    later: to({ page: page + 1 }),
    page,
    more: last < total,
  });
}

const titleOf = ({ problems }: CaseCardDeps, problem: string) =>
  problem === 'other' ? CASE_TEXTS.helpWithEsr : problemTitle(problems, problem);

/** Cases in rows under a heading, each with its own buttons. */
export interface CaseRows {
  readonly band: 'accent' | 'attention' | 'warning';
  readonly kicker?: string;
  readonly title: string;
  readonly sub?: string;
  /** As many as a page has are shown. */
  readonly cases: readonly Case[];
  /** How many cases there are; those given if absent. */
  readonly total?: number;
  /** The button that opens the queue, and the part of the queue that has all of them. */
  readonly button: string;
  readonly view: QueueView;
}

export function caseRowsCard(deps: CaseCardDeps, rows: CaseRows): Card {
  const { band, kicker = '', title, sub = '', cases, total = cases.length, button, view } = rows;
  const shown = cases.slice(0, QUEUE_PAGE);
  const left = Math.max(0, total - shown.length);
  return deps.cards.render('case-rows', {
    band: token(band),
    kicker: words(kicker),
    title: words(title),
    sub,
    cases: shown.map((it, id) => rowOf(deps, it, { id, asker: '', isShared: true, undelivered: false })),
    more: words(left === 0 ? '' : TEXTS.moreCases(left, button)),
    button: words(button),
    view: token(viewToken(view)),
  });
}

/** Cases not claimed in time. */
export const overdueCard = (deps: CaseCardDeps, cases: readonly Case[]): Card =>
  caseRowsCard(deps, {
    band: 'attention',
    title: TEXTS.nobodyClaimed(cases.length),
    cases,
    button: TEXTS.showAll,
    view: { filter: 'overdue', page: 0 },
  });

/** Unclaimed cases that are needed soon. */
export const neededCard = (deps: CaseCardDeps, cases: readonly Case[], at: string): Card =>
  caseRowsCard(deps, {
    band: 'attention',
    kicker: neededAt(at, deps.now()),
    title: cases.length === 1 ? TEXTS.unclaimed : TEXTS.nobodyClaimed(cases.length),
    cases,
    button: TEXTS.showAll,
    view: { filter: 'needed', page: 0 },
  });

/** Claimed cases without any change for a working day. */
export const idleCard = (deps: CaseCardDeps, cases: readonly Case[]): Card =>
  caseRowsCard(deps, {
    band: 'warning',
    title: TEXTS.notMoved(cases.length),
    sub: TEXTS.whatToDoWithIdle(cases.length),
    cases,
    button: TEXTS.showMine,
    view: { filter: 'mine', page: 0 },
  });

function rowOf(
  deps: CaseCardDeps,
  it: Case,
  row: {
    readonly id: number;
    readonly asker: string;
    readonly isShared: boolean;
    readonly undelivered: boolean;
  },
) {
  const { id, asker, isShared, undelivered } = row;
  const isFree = it.claim === undefined || it.claim.by.id === asker;
  return {
    id,
    reference: token(it.reference),
    problem: caseTitle(deps.problems, it),
    whose: caseWhose(it),
    state: words(stateForTeam(it)[0]),
    detail: [
      neededFirst(it, deps.now()),
      detailOf(it, isShared ? undefined : asker, deps.now()),
      it.ticket ? TEXTS.ticket(it.ticket.number) : '',
      undelivered ? TEXTS.cardUndelivered : '',
      TEXTS.addressesGiven(addressesOf(it).length),
    ].join(''),
    canClaim: it.claim === undefined,
    canResolve: isFree,
  };
}

const neededFirst = (it: Case, now: string) => {
  const needed = neededNow(it, now);
  return needed === '' ? '' : `${needed}. `;
};

/** When it was raised, who has it, and how long an answer has been waited for. */
function detailOf(it: Case, reader: string | undefined, now: string): string {
  const { claim, question } = it;
  const raised = TEXTS.raisedWhen(speakAgo(it.openedAt, now));
  const isMine = claim?.by.id === reader;
  const who = claim === undefined ? TEXTS.nobodyHasIt : isMine ? TEXTS.youHaveIt : TEXTS.hasIt(claim.by.name);
  if (isAsked(it) && question !== undefined)
    return `${raised}. ${who}; ${TEXTS.asked(speakAgo(question.at, now))}.`;
  return claim === undefined ? `${raised}.` : `${raised}. ${who}.`;
}
