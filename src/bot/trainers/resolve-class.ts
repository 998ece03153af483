import type { Case, Person } from '../../cases/case.ts';
import type { CasePressDeps } from '../cases/case-press.ts';
import { resolveAs } from '../cases/press-action.ts';
import { explain, PRESS_TEXTS } from '../cases/texts.ts';
import { TEAM_TEXTS as TEXTS } from '../esr-team/texts.ts';
import { whomItIsAbout } from './case-lines.ts';
import { learners } from './class-card.ts';

/** The outcome that was chosen for everyone on the list, and who was on it: references, separated by commas. */
export interface WhatWasDone {
  readonly outcome?: string | undefined;
  readonly note?: string | undefined;
  readonly listed?: string | undefined;
  /** A secret was taken out of the note. */
  readonly secret?: boolean;
}

/** Resolves who was on the list, in one transaction; who is done or a colleague's is named and left alone. */
export async function resolveClass(
  deps: Pick<CasePressDeps, 'caseService' | 'caseCards'>,
  cases: readonly Case[],
  { person, key }: { readonly person: Person; readonly key: string },
  { outcome, note = '', listed = '', secret = false }: WhatWasDone,
): Promise<{ result?: string; notice?: string }> {
  const action = resolveAs(deps.caseCards.guides.get(cases[0]?.trust ?? ''), outcome, note);
  if (action === undefined) return { notice: PRESS_TEXTS.chooseOutcome };
  if (secret) return { notice: PRESS_TEXTS.secret };
  if (action.needsNote && note === '') return { notice: PRESS_TEXTS.reasonNeeded };
  const names = new Set(listed.split(','));
  const references = cases.map((it) => it.reference).filter((one) => names.has(one));
  const acted = await deps.caseService.actOnAll(references, action, person, key);
  const left = [...acted.values()].flatMap((done) =>
    'refused' in done ? [`${whomItIsAbout(done.case)}: ${explain(done, deps.caseCards.now())}`] : [],
  );
  const resolved = acted.size - left.length;
  const counted = TEXTS.resolvedLearners(learners(resolved));
  return { result: left.length === 0 ? counted : `${counted} ${TEXTS.notResolved(left.join(' '))}` };
}
