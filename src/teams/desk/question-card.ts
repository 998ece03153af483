import { type Card, token, words } from '../../cards/render.ts';
import type { Case } from '../../cases/case.ts';
import { speakTime } from '../../guides/speak-time.ts';
import type { CaseCardParts } from '../case-cards.ts';
import { caseTitle } from './case-title.ts';

/** What the person who answers sees beside the question: what is wrong with their answer, and what they typed. */
export interface Answering {
  readonly notice?: string;
  readonly typed?: string;
  /** It was asked two days ago. */
  readonly reminder?: boolean;
}

/** The ESR Team's newest question, with a place for the answer, or with the answer. */
export function questionCard(parts: CaseCardParts, it: Case, answering: Answering = {}): Card | undefined {
  const { question } = it;
  if (question === undefined) return undefined;
  const { notice = '', typed = '', reminder = false } = answering;
  const over = it.state === 'resolved' || it.state === 'closed';
  const answer = question.answer;
  return parts.cards.render('question', {
    reference: token(it.reference),
    title: words(reminder ? 'The ESR Team still needs to know' : 'The ESR Team asks'),
    question: question.text,
    from: `${question.by.name}, ${speakTime(question.at, parts.now())}`,
    about: aboutWhat(parts, it),
    asked: token(question.at),
    open: answer === undefined && !over,
    notice,
    typed,
    answeredBy: answer === undefined ? '' : `${answer.by.name} answered:`,
    answer: answer?.text ?? '',
    ended: over && answer === undefined ? 'This is settled. There is nothing to answer any more.' : '',
  });
}

/** Which of their cases it is about: a trainer may have many. */
function aboutWhat(parts: CaseCardParts, it: Case) {
  const { name, esrUsername } = it.details;
  const whose = [name, esrUsername].filter((part) => part !== undefined).join(', ');
  if (it.requesters[0].kind === 'trainer' && whose !== '') return `About: ${whose}`;
  return it.problem === 'other' ? '' : words(`About: ${caseTitle(parts.problems, it).words}`);
}
