import { type Card, token, words } from '../../cards/render.ts';
import { type Case, isAsked } from '../../cases/case.ts';
import type { QueuePage } from '../../store/cases/case-queries.ts';
import { speakAgo } from '../../time/speak-time.ts';
import type { CaseCardDeps } from '../cases/case-card-deps.ts';
import { caseTitle, caseWhose, stateForTeam } from '../cases/case-words.ts';
import { TEAM_TEXTS as TEXTS } from './texts.ts';

export const QUEUE_PAGE = 8;

export interface QueueView {
  readonly page: number;
  readonly onlyMine: boolean;
  readonly asker: string;
}

/** What is to do, a page of it: each row opens its case. */
export function queueCard(
  deps: CaseCardDeps,
  { cases, total, undelivered }: QueuePage,
  view: QueueView,
): Card {
  const { page, onlyMine, asker } = view;
  const first = page * QUEUE_PAGE + 1;
  const isMine = (it: Case) => it.claim?.by.id === asker;
  const range = total <= QUEUE_PAGE ? '' : TEXTS.queueRange(first, first + cases.length - 1, total);
  return deps.cards.render('queue', {
    title: words(TEXTS.queueTitle(total, onlyMine)),
    sub: words(cases.length === 0 ? '' : `${range}${onlyMine ? TEXTS.oldestFirst : TEXTS.yoursFirst}`),
    cases: cases.map((it) => {
      const [state, color] = stateForTeam(it);
      return {
        reference: token(it.reference),
        problem: caseTitle(deps.problems, it),
        detail: `${detailOf(it, asker, deps.now())}${undelivered.has(it.reference) ? TEXTS.cardUndelivered : ''}`,
        state: words(state),
        color: token(color === 'emphasis' ? 'default' : color),
      };
    }),
    page,
    more: first - 1 + cases.length < total,
    mine: token(String(onlyMine)),
    offerMine: !onlyMine && cases.some(isMine) && (total > cases.length || !cases.every(isMine)),
  });
}

/** Who waits how long for whom. */
function detailOf(it: Case, asker: string, now: string): string {
  const { claim, question } = it;
  const raised = `${caseWhose(it)}, ${speakAgo(it.openedAt, now)}`;
  const isMine = claim?.by.id === asker;
  const who = claim === undefined ? TEXTS.nobodyHasIt : isMine ? TEXTS.youHaveIt : TEXTS.hasIt(claim.by.name);
  return isAsked(it) && question !== undefined
    ? `${raised}. ${who}; ${TEXTS.asked(speakAgo(question.at, now))}.`
    : `${raised}. ${who}.`;
}
