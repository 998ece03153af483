import { type Card, type CardData, token, words } from '../../cards/render.ts';
import type { Case, Person } from '../../cases/case.ts';
import { TEAM_TEXTS } from '../esr-team/texts.ts';
import type { CaseCardDeps } from './case-card-deps.ts';
import { caseTitle, caseWhose } from './case-words.ts';
import { choicesForSeveral, teamChoices } from './team-choices.ts';

/** A form about a case: blank, or shown again with what was typed and what is wrong (`notice`). */
export interface CaseForm {
  readonly form: 'assign' | 'ask' | 'resolve' | 'reopen';
  readonly surface?: string;
  readonly queue?: string | undefined;
  readonly notice?: string;
  readonly typed?: string | undefined;
  readonly outcome?: string | undefined;
  /** The address that a reset went to; empty for another than the case's. */
  readonly sentTo?: string | undefined;
  readonly colleagues?: readonly Person[];
  /** The colleague who is chosen already. */
  readonly to?: string | undefined;
}

/** Keeps the card under what Teams takes. */
const COLLEAGUES_SHOWN = 150;
/** Longer lists are easier to type in than to look through. */
const LONG_LIST = 15;

/** More would make the form longer than a screen. */
const CASES_SHOWN = 12;

export const caseForm = (deps: CaseCardDeps, it: Case, form: CaseForm): Card =>
  formCard(deps, form, {
    reference: token(it.reference),
    problem: caseTitle(deps.problems, it),
    cases: '',
    listed: token(''),
    ...teamChoices(deps, it, form.sentTo),
  });

/** The same for several cases of the queue at once. */
export function severalForm(
  deps: CaseCardDeps,
  cases: readonly Case[],
  form: CaseForm & { readonly form: 'assign' | 'resolve' | 'ask' },
): Card {
  const shown = cases.slice(0, CASES_SHOWN).map((it) => `${it.reference} ${caseWhose(it)}`);
  const left = cases.length - shown.length;
  return formCard(deps, form, {
    reference: token(''),
    problem: words(TEAM_TEXTS.cases(cases.length)),
    cases: [...shown, ...(left === 0 ? [] : [TEAM_TEXTS.andMore(left)])].join('; '),
    listed: token(cases.map((it) => it.reference).join(',')),
    ...choicesForSeveral(deps.guides.get(cases[0]?.trust ?? '')),
  });
}

function formCard(deps: CaseCardDeps, form: CaseForm, about: CardData): Card {
  const { notice = '', typed = '', outcome = '', surface = 'handoff', queue = '', colleagues = [] } = form;
  const shown = colleagues.slice(0, COLLEAGUES_SHOWN);
  return deps.cards.render('case-form', {
    ...about,
    form: token(form.form),
    title: words(TEAM_TEXTS.forms[form.form]),
    surface: token(surface),
    queue: token(queue),
    notice,
    typed,
    outcome: token(outcome),
    to: token(form.to ?? ''),
    pick: token(shown.length > LONG_LIST ? 'filtered' : 'compact'),
    colleagues: shown.map(({ id, name }) => ({ id: token(id), name })),
    remark: words(colleagues.length > shown.length ? TEAM_TEXTS.onlyFirst(COLLEAGUES_SHOWN) : ''),
  });
}
