import { type Card, token, words } from '../../cards/render.ts';
import { type Case, isAsked } from '../../cases/case.ts';
import { givenIn, onlyAddress, requestersIn } from '../../cases/given.ts';
import { problemTitle } from '../../guides/problems.ts';
import { speakTime } from '../../time/speak-time.ts';
import type { CaseCardDeps } from './case-card-deps.ts';
import { answeredBy, isTrainers, mayReadAnswer } from './case-view.ts';
import { tellLearner } from './tell-learner.ts';
import { CASE_TEXTS } from './texts.ts';

/** What the question card shows besides the question. */
export interface Answering {
  /** The chat it is seen in; the first requester's where none is given. */
  readonly chat?: string;
  readonly notice?: string;
  readonly typed?: string;
  /** The card is a reminder. */
  readonly reminder?: boolean;
  /** The class's other cases that the question is about: one answer is for all of them. */
  readonly also?: readonly Case[] | undefined;
}

/** The ESR Team's newest question, with a place for the answer, or with the answer. */
export function questionCard(deps: CaseCardDeps, it: Case, answering: Answering = {}): Card | undefined {
  const { question } = it;
  if (question === undefined) return undefined;
  const { chat = it.requesters[0].chat, notice = '', typed = '', reminder = false, also = [] } = answering;
  const who = answeredBy(it, chat);
  const answer = mayReadAnswer(it, chat) ? question.answer : undefined;
  return deps.cards.render('question', {
    reference: token(it.reference),
    title: words(reminder ? CASE_TEXTS.teamStillAsks : CASE_TEXTS.theTeamAsks),
    question: question.text,
    from: `${question.by.name}, ${speakTime(question.at, deps.now())}`,
    about: also.length === 0 ? aboutWhat(deps, it, chat) : aboutSeveral([it, ...also], chat),
    also: token(
      also
        .filter(isAsked)
        .map((one) => one.reference)
        .join(','),
    ),
    asked: token(question.at),
    // After a refused answer, what was typed is shown again.
    open: isAsked(it) || (typed !== '' && it.state !== 'closed'),
    notice,
    typed,
    answeredBy: answer === undefined || who === undefined ? '' : CASE_TEXTS.answered(who),
    answer: answer?.text ?? '',
    // A link can open a chat with one learner only.
    ...tellLearner(
      deps,
      it,
      also.length === 0 && isTrainers(it, chat) ? onlyAddress(it, requestersIn(it, chat)) : undefined,
    ),
    ended: answer === undefined && !isAsked(it) && typed === '' ? whyEnded(it, who) : '',
  });
}

/** A question that the ESR Team has replaced with another. */
export function askedBeforeCard(
  deps: CaseCardDeps,
  it: Case,
  chat: string,
  { text = '', by = '' }: { readonly text?: string | undefined; readonly by?: string | undefined },
): Card {
  return deps.cards.render('question', {
    reference: token(it.reference),
    title: words(CASE_TEXTS.teamAsked),
    question: text,
    from: by,
    about: aboutWhat(deps, it, chat),
    also: token(''),
    asked: token(''),
    open: false,
    notice: '',
    typed: '',
    answeredBy: '',
    answer: '',
    ...tellLearner(deps, it, undefined),
    ended: CASE_TEXTS.askedElse,
  });
}

/** Why no answer is needed. */
function whyEnded({ state, question }: Case, who: string | undefined): string {
  if (question?.answer !== undefined)
    return who === undefined ? CASE_TEXTS.wasAnswered : CASE_TEXTS.theyAnswered(who);
  const { resolved, closed, other } = CASE_TEXTS.noAnswerNeeded;
  return state === 'resolved' ? resolved : state === 'closed' ? closed : other;
}

/** Which of their cases it is about: a trainer may have many. */
function aboutWhat(deps: CaseCardDeps, it: Case, chat: string) {
  const given = givenIn(it, chat);
  const { name, esrUsername } = given?.details ?? {};
  const whose = [name, esrUsername].filter((part) => part !== undefined).join(', ');
  if (isTrainers(it, chat) && whose !== '') return CASE_TEXTS.about(whose);
  if (given === undefined || given.problem === 'other') return '';
  return words(CASE_TEXTS.about(problemTitle(deps.problems, given.problem)));
}

/** The learners by name; a class is small enough to list. */
const aboutSeveral = (cases: readonly Case[], chat: string) =>
  CASE_TEXTS.about(
    cases
      .map((it) => givenIn(it, chat)?.details)
      .map((given) => given?.name ?? given?.esrUsername ?? '')
      .filter((one) => one !== '')
      .join(', '),
  );
