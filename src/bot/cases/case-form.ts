import { type Card, token, words } from '../../cards/render.ts';
import type { Case, Person } from '../../cases/case.ts';
import { TEAM_TEXTS } from '../esr-team/texts.ts';
import type { CaseCardDeps } from './case-card-deps.ts';
import { caseTitle } from './case-words.ts';
import { teamChoices } from './team-choices.ts';

/** A form of a case: blank, or again with its values and errors. */
export interface CaseForm {
  readonly form: 'assign' | 'ask' | 'resolve' | 'reopen';
  readonly surface?: string;
  readonly queue?: string | undefined;
  readonly notice?: string;
  readonly typed?: string | undefined;
  readonly outcome?: string | undefined;
  /** Empty where a reset was said to have gone elsewhere. */
  readonly sentTo?: string | undefined;
  readonly colleagues?: readonly Person[];
}

/** Keeps the card under what Teams takes. */
const COLLEAGUES_SHOWN = 150;
/** Longer lists are easier to type in than to look through. */
const LONG_LIST = 15;

export function caseForm(deps: CaseCardDeps, it: Case, form: CaseForm): Card {
  const { notice = '', typed = '', outcome = '', surface = 'handoff', queue = '', colleagues = [] } = form;
  const shown = colleagues.slice(0, COLLEAGUES_SHOWN);
  return deps.cards.render('case-form', {
    reference: token(it.reference),
    problem: caseTitle(deps.problems, it),
    title: words(TEAM_TEXTS.forms[form.form]),
    form: token(form.form),
    surface: token(surface),
    queue: token(queue),
    notice,
    typed,
    outcome: token(outcome),
    ...teamChoices(deps, it, form.sentTo),
    pick: token(shown.length > LONG_LIST ? 'filtered' : 'compact'),
    colleagues: shown.map(({ id, name }) => ({ id: token(id), name })),
    remark: words(colleagues.length > shown.length ? TEAM_TEXTS.onlyFirst(COLLEAGUES_SHOWN) : ''),
  });
}
