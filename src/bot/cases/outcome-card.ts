import { type Card, type CardData, token, words } from '../../cards/render.ts';
import type { Case, Resolution } from '../../cases/case.ts';
import { onlyAddress, requestersIn } from '../../cases/given.ts';
import { saidBefore } from '../../cases/still-true.ts';
import { mayWorkNow } from '../../guides/outcomes.ts';
import type { CaseCardDeps } from './case-card-deps.ts';
import { isTrainers } from './case-view.ts';
import { again, howItEnded, stateForRequester } from './case-words.ts';
import { noteCard } from './message-card.ts';
import { nextSteps, outcomeFacts, outcomeWords } from './outcome-words.ts';
import { tellLearner } from './tell-learner.ts';
import { CASE_TEXTS, STATUS } from './texts.ts';

/** How a case ended, in the words of the Trust's guide, and what the requester does next. */
export function outcomeCard(
  deps: CaseCardDeps,
  it: Case,
  resolution: Resolution,
  { notice = '', chat = it.requesters[0].chat }: { readonly notice?: string; readonly chat?: string } = {},
): Card {
  const guide = deps.guides.get(it.trust);
  const facts = outcomeFacts(it, resolution, chat, guide);
  return deps.cards.render('outcome', {
    reference: token(it.reference),
    title: words(CASE_TEXTS.newsFromTeam),
    notice,
    outcome: words(outcomeWords(guide, resolution.outcome, facts).text),
    next: nextSteps(guide, resolution.outcome, facts),
    note: resolution.note ?? '',
    ...askIfWorking(deps, it, it.state === 'resolved'),
    ...tellLearner(deps, it, isTrainers(it, chat) ? onlyAddress(it, requestersIn(it, chat)) : undefined),
  });
}

/** Replaces an outcome that the ESR Team gave by mistake. */
export const mistakenCard = (deps: CaseCardDeps, { reference }: Pick<Case, 'reference'>): Card =>
  noteCard(deps.cards, {
    reference,
    band: 'warning',
    kicker: CASE_TEXTS.newsFromTeam,
    title: CASE_TEXTS.sentByMistake,
    text: `${CASE_TEXTS.ignoreIt} ${CASE_TEXTS.news}`,
  });

/** The buttons of a resolved case; `asks` if it may work now. */
export function askIfWorking(
  { guides }: CaseCardDeps,
  { trust, resolution }: Case,
  isResolved: boolean,
): CardData {
  const asks = isResolved && mayWorkNow(guides.get(trust), resolution?.outcome ?? '');
  return { asks, isResolved, notSolved: words(asks ? CASE_TEXTS.stillNotWorking : CASE_TEXTS.stillNeedHelp) };
}

/** The same message after its question was answered, here or on the status card. */
export function answeredOutcomeCard(
  deps: CaseCardDeps,
  it: Case,
  chat: string = it.requesters[0].chat,
  notice = '',
): Card {
  const { state, resolution } = it;
  if (state === 'resolved' && resolution !== undefined) {
    return outcomeCard(deps, it, resolution, { notice, chat });
  }
  const closed = state === 'closed';
  const [word] = stateForRequester(it, { chat });
  const last = saidBefore(it).at(-1);
  const guide = deps.guides.get(it.trust);
  const wordsOf = (one: typeof last) =>
    one && outcomeWords(guide, one.outcome, outcomeFacts(it, one, chat, guide)).text;
  const before = closed ? wordsOf(resolution) : wordsOf(last);
  return noteCard(deps.cards, {
    reference: it.reference,
    band: !closed ? 'accent' : it.closedAs === 'withdrawn' ? 'emphasis' : 'good',
    kicker: closed ? word : STATUS.reopened,
    title: closed ? howItEnded(it, { chat }) : again(it, chat).trim() || CASE_TEXTS.worksOnThis,
    text:
      notice || (before === undefined ? '' : words((closed ? CASE_TEXTS.done : CASE_TEXTS.earlier)(before))),
  });
}
