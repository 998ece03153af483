import { type Card, type CardData, token, words } from '../../cards/render.ts';
import { type Case, isAsked } from '../../cases/case.ts';
import type { TrainingClass } from '../../cases/training-class.ts';
import { learnerTypeName } from '../../guides/learner-types.ts';
import { problemTitle } from '../../guides/problems.ts';
import { speakTime } from '../../time/speak-time.ts';
import { besideAddress } from '../cases/case-addresses.ts';
import type { CaseCardDeps } from '../cases/case-card-deps.ts';
import { isDone, leftBy } from '../cases/case-view.ts';
import { openedAgain, stateForTeam, ticketLine } from '../cases/case-words.ts';
import { classNeededLine } from '../cases/needed-words.ts';
import { CASE_TEXTS, LABELS } from '../cases/texts.ts';
import { usernameBeside, whomItIsAbout } from '../trainers/case-lines.ts';
import { progressOf } from '../trainers/class-card.ts';
import { firstThatFits } from '../trainers/first-that-fits.ts';
import { TRAINER_TEXTS } from '../trainers/texts.ts';
import type { QueueNotice, QueueReader } from './queue-card.ts';
import { classToken } from './queue-view.ts';
import { FACTS, TEAM_TEXTS as TEXTS } from './texts.ts';

/** A class with its cases, and for each case (by reference) other people's cases with the same ESR username. */
export interface ClassWork {
  readonly batch: TrainingClass;
  readonly cases: readonly Case[];
  readonly others?: ReadonlyMap<string, readonly Case[]> | undefined;
}

/** Who reads the card where it is a message in the chat: everyone. */
const EVERYONE: QueueReader = { person: { id: '', name: '' }, isShared: true };

/** A class as the ESR Team works it: ticked and worked together, or opened one by one inside it. */
export function classTeamCard(
  deps: CaseCardDeps,
  work: ClassWork,
  reader: QueueReader = EVERYONE,
  notice: QueueNotice = { text: '' },
): Card {
  // If not all cases fit, those that are not done are shown.
  const cases = [...work.cases].sort((a, b) => Number(isDone(a)) - Number(isDone(b)));
  const show = (rows: number) => () =>
    deps.cards.render('class-team', cardData(deps, work, shownOf(work.cases, cases, rows), reader, notice));
  return firstThatFits([show(cases.length), show(20), show(12), show(4)]);
}

/** As many as fit, in the order of the class. */
const shownOf = (all: readonly Case[], first: readonly Case[], rows: number) => {
  const some = new Set(first.slice(0, rows));
  return all.filter((it) => some.has(it));
};

function cardData(
  deps: CaseCardDeps,
  { batch, cases, others }: ClassWork,
  shown: readonly Case[],
  reader: QueueReader,
  notice: QueueNotice,
): CardData {
  const problems = new Map(cases.map((it) => [it, problemOf(deps, it)]));
  // A problem that all of them have is shown once, above the rows.
  const [problem] = problems.values();
  const isForAll = [...problems.values()].every((one) => one === problem);
  const said = saidOfAll(cases);
  const toDo = shown.filter((it) => !isDone(it) && !hasLeft(it, batch));
  return {
    ...progressOf(cases, batch.chat),
    title: TEXTS.classOf(batch.by.name, TRAINER_TEXTS.learners(cases.length)),
    sent: words(TEXTS.classSent(speakTime(batch.openedAt, deps.now()))),
    needed: classNeededLine(cases, deps.now()),
    about: words(isForAll ? (problem ?? '') : ''),
    said,
    notice: notice.text,
    noticeStyle: token(notice.isGood ? 'good' : 'attention'),
    rows: shown.map((it) => ({
      // Ticks are numbered among the rows that have one.
      id: toDo.indexOf(it),
      canTick: toDo.includes(it),
      title: whomItIsAbout(it),
      reference: token(it.reference),
      ticket: ticketLine(it),
      state: stateOf(it, reader, batch),
      username: usernameBeside(it),
      email: it.details.correctEmail ?? LABELS.noEmail,
      beside: besideAddress(it, others?.get(it.reference) ?? []),
      about: words(isForAll ? '' : (problems.get(it) ?? '')),
      says: [ownWords(it, said), reopenedWhy(it, deps.now()), asked(it)]
        .filter((one) => one !== '')
        .join(' '),
    })),
    more: cases.length - shown.length,
    canWork: toDo.length > 0,
    listed: token(toDo.map((it) => it.reference).join(',')),
    view: token(classToken(batch.id)),
  };
}

/** What is wrong, and which kind of learner they are where the trainer said so. */
const problemOf = (deps: CaseCardDeps, { trust, problem, details: { learnerType } }: Case): string =>
  [
    problem === 'other' ? CASE_TEXTS.helpForLearner : problemTitle(deps.problems, problem),
    ...(learnerType === undefined ? [] : [learnerTypeName(deps.guides.get(trust), learnerType)]),
  ].join('. ');

/** The words that the trainer wrote for all of them. A case may have more of its own. */
function saidOfAll(cases: readonly Case[]): string {
  const all = cases.map(({ details }) => details.words ?? '');
  const shortest = all.reduce((one, other) => (other.length < one.length ? other : one), all[0] ?? '');
  return all.every((one) => one.includes(shortest)) ? shortest : '';
}

/** The words about this learner alone. */
const ownWords = ({ details: { words = '' } }: Case, said: string) =>
  (said === '' ? words : words.replace(said, '')).trim();

/** The question that waits for an answer, or the answer. */
function asked(it: Case): string {
  const { question } = it;
  if (question === undefined || isDone(it)) return '';
  if (question.answer !== undefined) return `${FACTS.answer}: ${question.answer.text}`;
  return isAsked(it) ? `${FACTS.asked}: ${question.text}` : '';
}

function reopenedWhy(it: Case, now: string): string {
  const again = openedAgain(it, now);
  return again === undefined ? '' : `${again.title}. ${again.text}`.trim();
}

const hasLeft = (it: Case, { chat }: TrainingClass) => leftBy(it, { chat }) !== undefined;

/** Who has the case, or its state. Says "you" only on a card that no colleague reads. */
function stateOf(it: Case, { person, isShared }: QueueReader, batch: TrainingClass): string {
  const left = leftBy(it, { chat: batch.chat });
  if (left?.movedTo !== undefined) return CASE_TEXTS.movedTo(left.movedTo);
  if (left !== undefined) return TEXTS.withdrawnBy(left.by.name);
  if (it.state === 'resolved') return TEXTS.resolvedBy(it.resolution?.by.name);
  const [state] = stateForTeam(it);
  if (it.state === 'closed' || it.claim === undefined) return state;
  const who = it.claim.by.id === person.id && !isShared ? TEXTS.youHaveIt : TEXTS.hasIt(it.claim.by.name);
  return isAsked(it) ? `${who}. ${state}` : who;
}
