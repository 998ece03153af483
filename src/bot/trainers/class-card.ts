import { plainText } from '../../cards/plain-text.ts';
import { type Card, type CardData, token, words } from '../../cards/render.ts';
import { iconOf } from '../../cards/tones.ts';
import { type Case, isAsked, type Person } from '../../cases/case.ts';
import { requestersIn } from '../../cases/given.ts';
import type { TrainingClass } from '../../cases/training-class.ts';
import type { Guide } from '../../guides/guide.ts';
import { speakTime } from '../../time/speak-time.ts';
import type { CaseCardDeps, Reach } from '../cases/case-card-deps.ts';
import { askInstead, isDone, leftBy, sentOrSaved } from '../cases/case-view.ts';
import { notJoined, ticketLine } from '../cases/case-words.ts';
import { classNeededLine } from '../cases/needed-words.ts';
import { nextSteps } from '../cases/outcome-words.ts';
import { CASE_TEXTS } from '../cases/texts.ts';
import { caseLine, outcomeText, usernameBeside, whomItIsAbout } from './case-lines.ts';
import { firstThatFits } from './first-that-fits.ts';
import { TRAINER_TEXTS as TEXTS } from './texts.ts';

/** What the class card shows besides the class, and whether the ESR Team has each of its cases. */
export interface ClassView {
  readonly notice?: string;
  /** References that stay ticked, and what was typed about them. */
  readonly ticked?: readonly string[];
  readonly why?: string;
  readonly reach?: ReachOf;
}

type ReachOf = (it: Case) => Reach;

/** Looks up whether the ESR Team has each of these cases. */
export async function reachOf({ reach }: CaseCardDeps, cases: readonly Case[]): Promise<ReachOf> {
  const found = await Promise.all(cases.map(async (it) => [it.reference, await reach?.(it)] as const));
  const known = new Map(found);
  return (it) => known.get(it.reference) ?? 'there';
}

/** A class as its trainer follows it: its progress, what to pass on, and a row for each learner. */
export function classCard(
  deps: CaseCardDeps,
  batch: TrainingClass,
  cases: readonly Case[],
  { notice = '', ticked = [], why = '', reach = () => 'there' }: ClassView = {},
): Card {
  const show = (rows: number, says: boolean) => () =>
    deps.cards.render('class', cardData(deps, batch, cases, { notice, ticked, why, reach }, rows, says));
  return firstThatFits([
    show(cases.length, true),
    show(cases.length, false),
    show(20, false),
    show(10, false),
    show(4, false),
  ]);
}

function cardData(
  deps: CaseCardDeps,
  batch: TrainingClass,
  cases: readonly Case[],
  { notice, ticked, why, reach }: Required<ClassView>,
  most: number,
  says: boolean,
): CardData {
  const shown = cases.slice(0, most);
  const { chat } = batch;
  const outcomes = outcomesOf(deps, cases, chat);
  const lineOf = (it: Case, what?: 'them') => caseLine(it, deps.guides, { chat, reach: reach(it) }, what);
  const lines = cases.map((it) => lineOf(it));
  // What is true of all of them is said once, above the rows.
  const [first] = cases;
  const isForAll = cases.length > 1 && lines.every(({ next }) => next === lines[0]?.next);
  const forAll = outcomes.length === 0 && isForAll && first ? ` ${lineOf(first, 'them').next}` : '';
  const waiting = shown.filter((it) => isResolvedFor(it, chat));
  return {
    batch: token(batch.id),
    ...progressOf(cases, chat),
    title: TEXTS.yourClass(TEXTS.learners(cases.length)),
    sent: words([sentBy(deps, batch, cases, reach), ...takenOver(batch, cases)].join('. ')),
    needed: classNeededLine(cases, deps.now(), chat),
    canTakeOver: shown.some((it) => it.state !== 'closed' && leftBy(it, { chat }) === undefined),
    notice,
    lead: words(`${leadOf(cases, chat, reach, deps.guides.get(batch.trust))}${forAll}`.trim()),
    outcomes,
    rows: shown.map((it, row) => {
      const { state, tone, next } = lines[row] ?? lineOf(it);
      return {
        id: waiting.indexOf(it),
        canTick: waiting.length > 1 && waiting.includes(it),
        ticked: token(ticked.includes(it.reference) ? 'true' : 'false'),
        title: whomItIsAbout(it, chat),
        about: [whomItIsAbout(it, chat), usernameBeside(it, chat)].filter((one) => one !== '').join(', '),
        username: usernameBeside(it, chat),
        reference: token(it.reference),
        ticket: leftBy(it, { chat }) === undefined ? ticketLine(it) : '',
        state: words(state),
        icon: iconOf(tone),
        // One outcome for all is already shown above the rows.
        says: words(says && !isForAll && !(it.state === 'resolved' && outcomes.length === 1) ? next : ''),
      };
    }),
    more: cases.length - shown.length,
    choices: shown.map((it) => ({ title: whomItIsAbout(it, chat), value: token(it.reference) })),
    // The rows with a tick, in their order.
    waiting: token(waiting.map((it) => it.reference).join(',')),
    several: waiting.length > 1,
    confirmTitle: words(TEXTS.canSignIn(waiting.length)),
    why,
  };
}

const sentBy = (deps: CaseCardDeps, batch: TrainingClass, cases: readonly Case[], reach: ReachOf) =>
  TEXTS.sentBy(
    cases.every((it) => sentOrSaved(reach(it)) === 'Saved') ? 'Saved' : 'Sent',
    speakTime(batch.openedAt, deps.now()),
    plainText(batch.by.name, 60),
  );

/** Who gets the news of the class: its trainer, or colleagues who have taken over reports of it. */
export const followersOf = ({ id, chat }: TrainingClass, cases: readonly Case[]): readonly Person[] => {
  const reports = cases.flatMap((it) => requestersIn(it, chat).filter(({ batch }) => batch === id));
  return [...new Map(reports.map(({ person }) => [person.id, person])).values()];
};

const takenOver = (batch: TrainingClass, cases: readonly Case[]): readonly string[] =>
  followersOf(batch, cases)
    .filter(({ id }) => id !== batch.by.id)
    .map(({ name }) => TEXTS.follows(plainText(name, 60)));

/** "4 of 6 resolved, 1 withdrawn", and the band to match. Withdrawn reports count as done, moved ones do not. */
export function progressOf(cases: readonly Case[], chat: string): CardData {
  const moved = cases.filter((it) => movedTo(it, chat) !== undefined);
  const withdrawn = cases.filter((it) => !moved.includes(it) && isWithdrawnFor(it, chat));
  const going = cases.filter((it) => !withdrawn.includes(it) && !moved.includes(it));
  const resolved = going.filter((it) => it.state === 'resolved' || it.resolution !== undefined).length;
  const done = moved.length === 0 && going.every(isDone);
  const band = going.some(isAsked) ? 'warning' : done ? 'good' : 'accent';
  const rest = [
    withdrawn.length === 0 ? '' : TEXTS.alsoWithdrawn(withdrawn.length),
    moved.length === 0 ? '' : TEXTS.alsoMoved(moved.length),
  ].join('');
  return {
    progress: words(`${TEXTS.resolvedOf(resolved, cases.length)}${rest}`),
    band: token(band),
    icon: iconOf(band),
  };
}

/** The case that this chat's report was moved to. */
const movedTo = (it: Case, chat: string) => leftBy(it, { chat })?.movedTo;

/** Whether nothing is left to do for this chat because it withdrew its report. */
const isWithdrawnFor = (it: Case, chat: string) =>
  leftBy(it, { chat }) !== undefined || (it.state === 'closed' && it.closedAs === 'withdrawn');

const isResolvedFor = (it: Case, chat: string) =>
  it.state === 'resolved' && leftBy(it, { chat }) === undefined;

function leadOf(cases: readonly Case[], chat: string, reach: ReachOf, guide: Guide | undefined): string {
  const going = cases.filter((it) => leftBy(it, { chat }) === undefined);
  const asking = going.filter(isAsked);
  if (asking.length > 0) return TEXTS.teamAsks(asking.map((it) => it.reference));
  if (going.some((it) => it.state === 'resolved')) return TEXTS.passOn;
  if (going.every((it) => it.state === 'closed')) {
    const moved = cases.flatMap((it) => movedTo(it, chat) ?? []);
    return moved.length === 0 ? TEXTS.allFinished : TEXTS.seeMoved(moved);
  }
  const open = new Set(going.filter((it) => it.state === 'open').map(reach));
  if (open.has('none')) return notJoined(guide);
  if (open.has('undelivered')) return `${TEXTS.notAllDelivered} ${askInstead(guide)}`.trim();
  if (open.has('on-its-way')) return `${TEXTS.sending} ${CASE_TEXTS.news}`;
  return `${TEXTS.teamHasThem} ${CASE_TEXTS.nothingToDo} ${CASE_TEXTS.news}`;
}

/** The outcomes, each once, with what the learners do next. */
function outcomesOf(deps: CaseCardDeps, cases: readonly Case[], chat: string): CardData[] {
  const resolved = cases.filter((it) => isResolvedFor(it, chat));
  const groups = Map.groupBy(resolved, (it) =>
    JSON.stringify([it.resolution?.outcome, it.resolution?.note ?? '']),
  );
  return [...groups.values()].slice(0, MOST_OUTCOMES).flatMap((group) => {
    const [first] = group;
    const resolution = first?.resolution;
    if (first === undefined || resolution === undefined) return [];
    return {
      text: words(TEXTS.outcomeFor(outcomeText(first, deps.guides), TEXTS.learners(group.length))),
      next: nextSteps(deps.guides.get(first.trust), resolution.outcome),
      note: plainText(resolution.note ?? '', 300),
    };
  });
}

/** More than a class usually has. The rows have them all. */
const MOST_OUTCOMES = 4;
