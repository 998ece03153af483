import { type Words, words } from '../../cards/render.ts';
import { type Case, isAsked, type Person, type Resolution } from '../../cases/case.ts';
import { outcomeName } from '../../cases/outcome-names.ts';
import type { Guide } from '../../guides/guide.ts';
import { type Problems, problemTitle } from '../../guides/problems.ts';
import { speakTime } from '../../time/speak-time.ts';
import type { Reach } from './case-card-deps.ts';
import { askInstead, type CaseView, calledIn, isTrainers, leftBy } from './case-view.ts';
import { CASE_TEXTS } from './texts.ts';

/** A state in a word, and the style of the band that shows it: the word says it without colour. */
type State = readonly [word: string, band: string];

const FOR_TEAM: Readonly<Record<Case['state'], State>> = {
  open: ['New', 'attention'],
  claimed: ['Claimed', 'accent'],
  waiting: ['Waiting for an answer', 'warning'],
  resolved: ['Resolved', 'good'],
  closed: [CASE_TEXTS.closed, 'emphasis'],
};

/** The state as the ESR Team sees it: a case that was given back, or reopened, is not new. */
export function stateForTeam(it: Case): State {
  if (it.state !== 'open') return FOR_TEAM[it.state];
  if (it.reopened !== undefined) return [CASE_TEXTS.openAgain, 'attention'];
  return it.released === undefined ? FOR_TEAM.open : ['Given back', 'attention'];
}

const WHERE: Readonly<Record<Reach, State>> = {
  there: ['With the ESR Team', 'accent'],
  'on-its-way': ['On its way to the ESR Team', 'accent'],
  none: ['Not with the ESR Team yet', 'warning'],
  undelivered: ['Not with the ESR Team yet', 'warning'],
};

/** The state as a requester's chat sees it. */
export function stateForRequester(it: Case, { chat, reach = 'there' }: CaseView): State {
  const left = leftBy(it, chat);
  if (left !== undefined) return [left.movedTo === undefined ? CASE_TEXTS.withdrawn : 'Moved', 'emphasis'];
  if (isAsked(it)) return ['Waiting for you', 'warning'];
  switch (it.state) {
    case 'open':
      return WHERE[reach];
    case 'claimed':
    case 'waiting':
      return ['Being worked on', 'accent'];
    case 'resolved':
      return ['Resolved', 'good'];
    case 'closed':
      return [it.closedAs === 'withdrawn' ? CASE_TEXTS.withdrawn : CASE_TEXTS.closed, 'emphasis'];
  }
}

/** Who works it, or what became of it, for the ESR Team. */
export function whoHasIt(it: Case, now: string): string {
  const { claim, resolution, released, question } = it;
  const at = (instant: string) => speakTime(instant, now);
  if (it.state === 'closed') return whoClosedIt(it);
  if (it.state === 'resolved' && resolution !== undefined)
    return `${resolution.by.name} resolved it, ${at(resolution.at)}`;
  const waits =
    isAsked(it) && question !== undefined ? `. Waiting for an answer since ${at(question.at)}` : '';
  if (claim !== undefined) {
    const from = claim.from === undefined ? '' : ` (from ${claim.from.name})`;
    return waits === ''
      ? `${claim.by.name} has it${from}, since ${at(claim.at)}`
      : `${claim.by.name} has it${from}${waits}`;
  }
  const gaveBack = released && `${released.by.name} gave it back, ${at(released.at)}. Nobody has it now`;
  return `${gaveBack ?? 'Nobody has claimed it yet'}${waits}`;
}

function whoClosedIt({ closedBy, closedAs, resolution }: Case): string {
  if (closedBy === undefined)
    return closedAs === 'withdrawn'
      ? 'It was taken back'
      : `Nobody said whether it works${solvedBy(resolution)}`;
  if (closedAs === 'withdrawn') return `${closedBy.name} took it back`;
  return `${closedBy.name} says it works${solvedBy(resolution)}`;
}

const solvedBy = (resolution: Resolution | undefined) =>
  resolution === undefined ? '' : `. ${resolution.by.name} resolved it`;

/** Who opened it again and why, for the ESR Team; nothing once that is dealt with. */
export function openedAgain(
  it: Case,
  now: string,
): { readonly title: string; readonly text: string } | undefined {
  const { reopened, state } = it;
  if (reopened === undefined || state === 'resolved' || state === 'closed') return undefined;
  const { by, as, at, why, because } = reopened;
  const who = by?.name ?? (as === 'esr-team' ? 'a colleague' : 'the requester');
  const did =
    as === 'report' ? 'Reported again' : as === 'requester' ? 'Still not working, says' : 'Reopened by';
  const title = as === 'report' ? `${did} by ${who}` : `${did} ${who}`;
  return {
    title: as === undefined ? CASE_TEXTS.openAgain : `${title}, ${speakTime(at, now)}`,
    text: why || REOPENED_BECAUSE[because ?? ''] || '',
  };
}

/** Why a colleague opened it again, for the ESR Team. */
export const REOPENED_BECAUSE: Readonly<Record<string, string>> = {
  mistake: 'Resolved by mistake',
  'more-to-do': 'More to do',
};

/** How it was ended before, for the ESR Team: "Smartcard linked (Elena Rossi, today 10:03)". */
export const outcomeBefore = ({ outcome, by, at }: Resolution, now: string): string =>
  `${outcomeName(outcome)} (${by.name}, ${speakTime(at, now)})`;

/** Who took a report back while the case went on, for the ESR Team. */
export const tookBack = ({ withdrawn = [] }: Case): readonly string[] =>
  withdrawn
    .filter((one) => one.movedTo === undefined)
    .map(({ by, person }) => (by.id === person.id ? by.name : `${by.name}, for ${person.name}`));

/** What happens now and what the requester does next, as it is seen in their chat. */
export function whatNow(it: Case, view: CaseView, guide: Guide | undefined): string {
  const { chat } = view;
  const left = leftBy(it, chat);
  if (left?.movedTo !== undefined) return `This goes on as ${left.movedTo}. ${NEWS}`;
  if (left !== undefined) return youTookBack(calledIn(it, chat, left.by));
  if (isAsked(it)) return `${it.question?.by.name} in the ESR Team asks: ${it.question?.text}`;
  switch (it.state) {
    case 'open':
      return withTheTeam(it, view, guide);
    case 'claimed':
    case 'waiting':
      return `${again(it, chat)}${it.claim?.by.name ?? 'Someone'} in the ESR Team is working on it. ${NEWS}`;
    case 'resolved': {
      const by = it.resolution === undefined ? '' : `${it.resolution.by.name} in `;
      const done = `${by}${by === '' ? 'The' : 'the'} ESR Team has finished this.`;
      return isTrainers(it, chat)
        ? `${done} Pass the steps on to the learner, then tell us if it works.`
        : `${done} Follow the steps, then tell us if it works.`;
    }
    case 'closed':
      return howItEnded(it, chat);
  }
}

const NEWS = CASE_TEXTS.news;

function withTheTeam(it: Case, { chat, reach = 'there' }: CaseView, guide: Guide | undefined): string {
  if (reach === 'none') return notJoined(guide);
  if (reach === 'undelivered')
    return `I couldn't bring this to the ESR Team yet. I've saved it and keep trying. ${askInstead(guide)}`.trim();
  if (reach === 'on-its-way') return `I'm passing this to the ESR Team. ${NEWS}`;
  return `${again(it, chat) || 'The ESR Team has it. '}${CASE_TEXTS.nothingToDo} ${NEWS}`;
}

/** Where the ESR Team has no chat: what became of what was sent, and where to turn meanwhile. */
export const notJoined = (guide: Guide | undefined): string =>
  `Your ESR Team doesn't use this bot yet, so they have not seen this. I've saved it, and they get it when they join. ${askInstead(guide)}`.trim();

/** Who opened it again, as far as this chat may know. */
export function again(it: Case, chat: string): string {
  const { reopened } = it;
  if (reopened === undefined) return '';
  if (reopened.because === 'mistake') return `${CASE_TEXTS.mistaken} `;
  if (reopened.as === 'esr-team' && reopened.by !== undefined)
    return `${reopened.by.name} in the ESR Team opened this again: they are looking at it once more. `;
  const who = calledIn(it, chat, reopened.by);
  const looks = 'The ESR Team is looking at it again. ';
  return who === undefined || reopened.as === 'report'
    ? looks
    : `${who} said it's still not working. ${looks}`;
}

/** How a closed case ended, as it is seen in a requester's chat. */
export function howItEnded(it: Case, chat: string): string {
  const who = calledIn(it, chat, it.closedBy);
  if (it.closedAs === 'withdrawn') {
    const wasWorkedOn = it.claim !== undefined && it.resolution === undefined;
    return `${youTookBack(who)}${wasWorkedOn ? ' The ESR Team has stopped working on it.' : ''}`;
  }
  const ended =
    it.closedAs === 'silent'
      ? 'I heard nothing more, so this is closed.'
      : `${who === undefined ? 'This was reported as working' : `${who} said it's working`}, so this is closed.`;
  return `${ended} If it happens again, write to me here.`;
}

const youTookBack = (who: string | undefined) =>
  who === undefined ? 'This was taken back.' : CASE_TEXTS.tookBackBy(who);

/** What was said, by whom, and when. */
export function said(
  it: { text: string; by: Person; at: string } | undefined,
  now: string,
): string | undefined {
  return it && `${it.text} (${it.by.name}, ${speakTime(it.at, now)})`;
}

/** The problem in one line. */
export function caseTitle(problems: Problems, { problem, requesters: [first] }: Case): Words {
  if (problem !== 'other') return words(problemTitle(problems, problem));
  return words(first.kind === 'trainer' ? CASE_TEXTS.learnerLockedOut : CASE_TEXTS.askedForTeam);
}

/** Whose it is: a trainer raises many, each for another learner. */
export function caseWhose({ requesters: [first], details }: Case): string {
  const learner = first.kind === 'trainer' ? (details.name ?? details.esrUsername) : undefined;
  return learner === undefined ? first.person.name : `${learner}, from ${first.person.name}`;
}
