import type { Card } from '../../cards/render.ts';
import type { Case } from '../../cases/case.ts';
import type { CaseCardDeps } from './case-card-deps.ts';
import { handoffCard, statusCard } from './case-cards.ts';
import { caseForm } from './case-form.ts';
import { type CaseView, leftBy } from './case-view.ts';
import { answeredOutcomeCard } from './outcome-card.ts';
import { questionCard } from './question-card.ts';
import { withReply } from './team-choices.ts';

/** Which of a case's cards was pressed. */
export const SURFACES = ['handoff', 'status', 'question', 'outcome', 'queue'] as const;
export type Surface = (typeof SURFACES)[number];

/** What was pressed, chosen and typed on a case's card. */
export interface CaseInputs {
  readonly act: string;
  readonly outcome?: string | undefined;
  readonly note?: string | undefined;
  readonly why?: string | undefined;
  readonly question?: string | undefined;
  readonly sentTo?: string | undefined;
  /** The saved question, and the saved note, to use. */
  readonly reply?: string | undefined;
  readonly saved?: string | undefined;
  readonly text?: string | undefined;
}

/** The pressed card in the case's current state, for the chat that it was pressed in. */
export function currentCard(
  deps: CaseCardDeps,
  it: Case,
  surface: Surface,
  view: CaseView,
  notice = '',
): Card {
  const isTeams = surface === 'handoff' || surface === 'queue';
  // A requester who withdrew their report sees only the status.
  const seen = isTeams || leftBy(it, view) === undefined ? surface : 'status';
  switch (seen) {
    case 'queue':
    case 'handoff':
      return handoffCard(deps, it, { ...view, notice });
    case 'question':
      return questionCard(deps, it, { ...view, notice }) ?? statusCard(deps, it, { ...view, notice });
    case 'outcome':
      return answeredOutcomeCard(deps, it, view.chat, notice);
    case 'status':
      return statusCard(deps, it, { ...view, notice });
  }
}

/** The form again, as filled in, with its errors. */
export function rejectedCard(
  deps: CaseCardDeps,
  it: Case,
  surface: Surface,
  typed: CaseInputs,
  view: CaseView,
  notice: string,
): Card {
  const { queue } = view;
  switch (typed.act) {
    case 'ask':
    case 'use-question': {
      const question =
        typed.act === 'ask' ? typed.question : withReply(deps, it, 'question', typed.reply, typed.question);
      return caseForm(deps, it, { form: 'ask', queue, notice, typed: question });
    }
    case 'outcome':
    case 'use-note':
    case 'resolve':
      return caseForm(deps, it, {
        form: 'resolve',
        surface,
        queue,
        notice,
        typed: typed.act === 'use-note' ? withReply(deps, it, 'note', typed.saved, typed.note) : typed.note,
        outcome: typed.outcome,
        sentTo: typed.sentTo,
      });
    case 'reopen':
      return caseForm(deps, it, { form: 'reopen', surface, notice, typed: typed.why });
    case 'answer': {
      if (it.closedAs === 'withdrawn') return currentCard(deps, it, surface, view, notice);
      // A closed case takes no answer: the text can go to the ESR Team by reopening it.
      if (it.state === 'closed')
        return caseForm(deps, it, { form: 'reopen', surface, notice, typed: typed.text });
      const card = questionCard(deps, it, { ...view, notice, typed: typed.text ?? '' });
      return card ?? currentCard(deps, it, surface, view, notice);
    }
    default:
      return currentCard(deps, it, surface, view, notice);
  }
}
