import { type Card, token, words } from '../../cards/render.ts';
import type { Case } from '../../cases/case.ts';
import type { Outcome } from '../../guides/ids.ts';
import type { CaseCardParts } from '../case-cards.ts';
import { nextSteps } from './next-steps.ts';
import { noteCard } from './note-card.ts';

/** How a case ended, in the words of the Trust's guide, and what the requester does next. */
export function outcomeCard(
  parts: CaseCardParts,
  it: Case,
  resolution: { readonly outcome: Outcome; readonly note?: string | undefined },
  notice = '',
): Card | undefined {
  const guide = parts.guides.get(it.trust);
  const said = guide?.outcomes[resolution.outcome];
  if (said === undefined) return undefined;
  return parts.cards.render('outcome', {
    reference: token(it.reference),
    title: words('News from the ESR Team'),
    notice,
    outcome: words(said.text),
    next: nextSteps(guide, resolution.outcome),
    note: resolution.note ?? '',
    isResolved: it.state === 'resolved',
  });
}

/** The same message after its question was answered, here or on the status card. */
export function answeredOutcomeCard(parts: CaseCardParts, it: Case, notice = ''): Card {
  const { state, resolution, reopened } = it;
  if (state === 'resolved' && resolution !== undefined) {
    const card = outcomeCard(parts, it, resolution, notice);
    if (card !== undefined) return card;
  }
  const stillNot = state !== 'closed' && reopened !== undefined;
  return noteCard(parts.cards, {
    reference: it.reference,
    band: stillNot ? 'accent' : 'good',
    kicker: stillNot ? 'Open again' : 'Closed',
    title: stillNot ? 'The ESR Team knows that it is still not working' : 'This is finished',
    text:
      notice || (stillNot ? 'I tell you here when there is news.' : 'If it happens again, write to me here.'),
  });
}
