import { type Words, words } from '../../cards/render.ts';
import { type Case, isAsked, type Person, type Resolution } from '../../cases/case.ts';
import type { Guide } from '../../guides/guide.ts';
import { mayWorkNow, outcomeName } from '../../guides/outcomes.ts';
import { type Problems, problemTitle } from '../../guides/problems.ts';
import { speakTime } from '../../time/speak-time.ts';
import { FACTS, TEAM_TEXTS } from '../esr-team/texts.ts';
import type { Reach } from './case-card-deps.ts';
import { askInstead, type CaseView, calledIn, isDone, isTrainers, leftBy } from './case-view.ts';
import { LABELS, STATUS, CASE_TEXTS as TEXTS } from './texts.ts';

/** A state in words, and the style of the coloured band that shows them. */
type State = readonly [word: string, band: string];

/** The state as the ESR Team sees it. */
export function stateForTeam(it: Case): State {
  switch (it.state) {
    case 'open':
      return [openAs(it), 'attention'];
    case 'claimed':
      return [STATUS.claimed, 'accent'];
    case 'waiting':
      return [STATUS.waiting, 'warning'];
    case 'resolved':
      return [STATUS.resolved, 'good'];
    case 'closed':
      return [closedAs(it), 'emphasis'];
  }
}

const openAs = ({ reopened, released }: Case) =>
  reopened !== undefined ? STATUS.reopened : released !== undefined ? STATUS.released : STATUS.new;

const closedAs = (it: Case) => (it.closedAs === 'withdrawn' ? STATUS.withdrawn : STATUS.closed);

/** The state of a case that the ESR Team does not have yet. */
const ELSEWHERE: Readonly<Record<Exclude<Reach, 'there'>, State>> = {
  'on-its-way': [STATUS.sending, 'accent'],
  none: [STATUS.notSent, 'warning'],
  undelivered: [STATUS.notSent, 'warning'],
};

/** The state as a requester's chat sees it. */
export function stateForRequester(it: Case, view: CaseView): State {
  const { reach = 'there' } = view;
  const left = leftBy(it, view);
  if (left !== undefined) return [left.movedTo === undefined ? STATUS.withdrawn : STATUS.moved, 'emphasis'];
  if (isAsked(it)) return [STATUS.waiting, 'warning'];
  switch (it.state) {
    case 'open':
      return reach === 'there' ? [openAs(it), 'accent'] : ELSEWHERE[reach];
    case 'claimed':
    case 'waiting':
      return [STATUS.claimed, 'accent'];
    case 'resolved':
      return [STATUS.resolved, 'good'];
    case 'closed':
      return [closedAs(it), 'emphasis'];
  }
}

/** Who has the case, or who resolved or closed it, for the ESR Team. */
export function whoHasIt(it: Case, now: string): string {
  const { claim, resolution, released, question } = it;
  const at = (instant: string) => speakTime(instant, now);
  if (it.state === 'closed') return whoClosedIt(it);
  if (it.state === 'resolved' && resolution !== undefined)
    return TEAM_TEXTS.resolvedAt(resolution.by.name, at(resolution.at));
  const waits = isAsked(it) && question !== undefined ? TEAM_TEXTS.waitingSince(at(question.at)) : '';
  if (claim !== undefined)
    return `${TEAM_TEXTS.hasItFrom(claim.by.name, claim.from?.name, waits ? undefined : at(claim.at))}${waits}`;
  const gaveBack = released && TEAM_TEXTS.releasedBy(released.by.name, at(released.at));
  return `${gaveBack ?? TEAM_TEXTS.notClaimed}${waits}`;
}

function whoClosedIt({ closedBy, closedAs, resolution }: Case): string {
  if (closedBy === undefined)
    return closedAs === 'withdrawn'
      ? TEAM_TEXTS.wasWithdrawn
      : `${TEAM_TEXTS.nobodySaid}${solvedBy(resolution)}`;
  if (closedAs === 'withdrawn') return TEAM_TEXTS.withdrewIt(closedBy.name);
  if (closedAs === 'silent') return `${TEXTS.closedIt(closedBy.name)}${solvedBy(resolution)}`;
  return `${TEAM_TEXTS.saysItWorks(closedBy.name)}${solvedBy(resolution)}`;
}

const solvedBy = (resolution: Resolution | undefined) =>
  resolution === undefined ? '' : `. ${TEAM_TEXTS.resolvedIt(resolution.by.name)}`;

/** The case's service desk ticket; empty if it has none. */
export const ticketLine = ({ ticket }: Case): string =>
  ticket === undefined ? '' : `${LABELS.ticket}: ${ticket.number}`;

/** Who reopened it and why, for the ESR Team; undefined once it is resolved again. */
export function openedAgain(
  it: Case,
  now: string,
): { readonly title: string; readonly text: string } | undefined {
  const { reopened } = it;
  if (reopened === undefined || isDone(it)) return undefined;
  const { by, as, at, why, because } = reopened;
  const text = why || reopenedBecause(because) || '';
  if (as === undefined) return { title: STATUS.reopened, text };
  const who = by?.name ?? (as === 'esr-team' ? TEAM_TEXTS.aColleague : TEAM_TEXTS.theRequester);
  return { title: `${REOPENED[as](who)}, ${speakTime(at, now)}`, text };
}

const REOPENED = {
  report: TEAM_TEXTS.reportedAgain,
  requester: TEAM_TEXTS.stillNot,
  'esr-team': TEAM_TEXTS.reopenedBy,
} as const;

/** Why a colleague reopened it, for the ESR Team. */
export const reopenedBecause = (reason = ''): string | undefined =>
  (TEAM_TEXTS.reopenedBecause as Readonly<Record<string, string>>)[reason];

/** An earlier outcome, for the ESR Team: "Smartcard linked (Elena Rossi, 10:03am today)". */
export const outcomeBefore = (
  { outcome, by, at, mistaken }: Resolution,
  guide: Guide | undefined,
  now: string,
): string =>
  `${outcomeName(guide, outcome)} (${by.name}, ${speakTime(at, now)}${mistaken ? TEAM_TEXTS.byMistake : ''})`;

/** Who withdrew their report while the case continued, for the ESR Team. */
export const withdrewReport = ({ withdrawn = [] }: Case): readonly string[] =>
  withdrawn
    .filter((one) => one.movedTo === undefined)
    .map(({ by, person }) => (by.id === person.id ? by.name : FACTS.withdrewFor(by.name, person.name)));

/** What happens now and what the requester does next, as shown in their chat. */
export function whatNow(it: Case, view: CaseView, guide: Guide | undefined): string {
  const { chat } = view;
  const left = leftBy(it, view);
  if (left?.movedTo !== undefined) return `${TEXTS.nowAnother(left.movedTo)} ${TEXTS.news}`;
  if (left !== undefined) return TEXTS.withdrawnBy(calledIn(it, chat, left.by));
  if (isAsked(it) && it.question !== undefined) return TEXTS.asks(it.question.by.name, it.question.text);
  switch (it.state) {
    case 'open':
      return withTheTeam(it, view, guide);
    case 'claimed':
    case 'waiting':
      return `${again(it, chat)}${TEXTS.worksOnIt(it.claim?.by.name)} ${TEXTS.news}`;
    case 'resolved': {
      const next = isTrainers(it, chat) ? TEXTS.passOnThenTellUs : TEXTS.thenTellUs;
      const done = TEXTS.finished(it.resolution?.by.name);
      return `${done} ${mayWorkNow(guide, it.resolution?.outcome ?? '') ? next : TEXTS.nextIsBelow}`;
    }
    case 'closed':
      return howItEnded(it, view);
  }
}

function withTheTeam(it: Case, { chat, reach = 'there' }: CaseView, guide: Guide | undefined): string {
  if (reach === 'none') return notJoined(guide);
  if (reach === 'undelivered') return `${TEXTS.notDelivered} ${askInstead(guide)}`.trim();
  if (reach === 'on-its-way') return `${TEXTS.sending} ${TEXTS.news}`;
  return `${again(it, chat) || `${TEXTS.teamHasIt} `}${TEXTS.nothingToDo} ${TEXTS.news}`;
}

/** For a Trust whose ESR Team has no chat: that the case is saved, and whom to contact. */
export const notJoined = (guide: Guide | undefined): string =>
  `${TEXTS.notJoined} ${askInstead(guide)}`.trim();

/** Who reopened it, if this chat may see the name. */
export function again(it: Case, chat: string): string {
  const { reopened } = it;
  if (reopened === undefined) return '';
  if (reopened.because === 'mistake') return `${TEXTS.lastByMistake} `;
  if (reopened.as === 'esr-team' && reopened.by !== undefined)
    return `${TEXTS.teamReopened(reopened.by.name)} ${TEXTS.looksAgain} `;
  const who = calledIn(it, chat, reopened.by);
  return who === undefined || reopened.as === 'report'
    ? `${TEXTS.looksAgain} `
    : `${TEXTS.stillNot(who)} ${TEXTS.looksAgain} `;
}

/** How a closed case ended, as shown in a requester's chat. */
export function howItEnded(it: Case, { chat, reach }: CaseView): string {
  const who = calledIn(it, chat, it.closedBy);
  if (it.closedAs === 'withdrawn') {
    // Without a linked chat the ESR Team was not told to stop.
    const wasWorkedOn = it.claim !== undefined && it.resolution === undefined && reach !== 'none';
    return `${TEXTS.withdrawnBy(who)}${wasWorkedOn ? ` ${TEXTS.stopped}` : ''}`;
  }
  if (it.closedAs !== 'silent') return `${TEXTS.working(who)} ${TEXTS.ifAgain}`;
  return `${it.closedBy === undefined ? TEXTS.silent : `${TEXTS.closedIt(it.closedBy.name)}.`} ${TEXTS.ifAgain}`;
}

/** A statement, its author, and its time. */
export function said(
  it: { text: string; by: Person; at: string } | undefined,
  now: string,
): string | undefined {
  return it && `${it.text} (${it.by.name}, ${speakTime(it.at, now)})`;
}

/** The problem in one line. */
export function caseTitle(problems: Problems, { problem, requesters: [first] }: Case): Words {
  if (problem !== 'other') return words(problemTitle(problems, problem));
  return words(first.kind === 'trainer' ? TEXTS.helpForLearner : TEXTS.helpWithEsr);
}

/** Whose case it is: the learner's where a trainer raised it. */
export function caseWhose({ requesters: [first], details }: Case): string {
  const learner = first.kind === 'trainer' ? (details.name ?? details.esrUsername) : undefined;
  return learner === undefined ? first.person.name : TEAM_TEXTS.whose(learner, first.person.name);
}
