import { type Card, token, words } from '../../cards/render.ts';
import { type Case, isAsked } from '../../cases/case.ts';
import { QUEUE_FILTERS, type QueuePage } from '../../store/cases/case-queries.ts';
import { speakAgo } from '../../time/speak-time.ts';
import type { CaseCardDeps } from '../cases/case-card-deps.ts';
import { caseTitle, caseWhose, stateForTeam } from '../cases/case-words.ts';
import { type QueueView, viewToken } from './queue-view.ts';
import { TEAM_TEXTS as TEXTS } from './texts.ts';

export const QUEUE_PAGE = 8;

/** A page of open work, handled in place: each row is claimed, resolved or opened. */
export function queueCard(
  deps: CaseCardDeps,
  { cases, counts, undelivered }: QueuePage,
  view: QueueView,
  asker: string,
  notice = '',
): Card {
  const { filter, page } = view;
  const total = counts[filter];
  const first = page * QUEUE_PAGE + 1;
  const last = first + cases.length - 1;
  const to = (next: Partial<QueueView>) => token(viewToken({ ...view, ...next }));
  return deps.cards.render('queue', {
    title: words(TEXTS.queueTitle(counts.all)),
    sub: words(TEXTS.queueShows(filter, total, total <= QUEUE_PAGE ? undefined : [first, last])),
    notice,
    filters: Object.fromEntries(
      QUEUE_FILTERS.map((one) => [
        one,
        {
          title: words(`${TEXTS.filters[one]} (${counts[one]})`),
          view: to({ filter: one, page: 0 }),
          isEnabled: one !== filter,
          isShown: one === filter || one === 'all' || counts[one] > 0,
        },
      ]),
    ),
    cases: cases.map((it) => rowOf(deps, it, asker, undelivered.has(it.reference))),
    view: to({}),
    earlier: to({ page: Math.max(0, page - 1) }),
    later: to({ page: page + 1 }),
    page,
    more: last < total,
  });
}

/** Cases not claimed in time, each to be claimed or resolved from its row. */
export function overdueCard(deps: CaseCardDeps, cases: readonly Case[]): Card {
  const shown = cases.slice(0, QUEUE_PAGE);
  const left = cases.length - shown.length;
  return deps.cards.render('overdue', {
    title: words(TEXTS.nobodyClaimed(cases.length)),
    sub: words(left === 0 ? '' : TEXTS.moreOverdue(left)),
    cases: shown.map((it) => rowOf(deps, it, '', false)),
    view: token(viewToken({ filter: 'overdue', page: 0 })),
  });
}

function rowOf(deps: CaseCardDeps, it: Case, asker: string, isUndelivered: boolean) {
  const isFree = it.claim === undefined || it.claim.by.id === asker;
  return {
    reference: token(it.reference),
    problem: caseTitle(deps.problems, it),
    whose: caseWhose(it),
    state: words(stateForTeam(it)[0]),
    detail: `${detailOf(it, asker, deps.now())}${isUndelivered ? TEXTS.cardUndelivered : ''}`,
    canClaim: it.claim === undefined,
    canResolve: isFree,
  };
}

/** Who waits how long for whom. */
function detailOf(it: Case, asker: string, now: string): string {
  const { claim, question } = it;
  const raised = speakAgo(it.openedAt, now);
  const isMine = claim?.by.id === asker;
  const who = claim === undefined ? TEXTS.nobodyHasIt : isMine ? TEXTS.youHaveIt : TEXTS.hasIt(claim.by.name);
  if (isAsked(it) && question !== undefined)
    return `${raised}. ${who}; ${TEXTS.asked(speakAgo(question.at, now))}.`;
  return claim === undefined ? `${raised}.` : `${raised}. ${who}.`;
}
