import { type Card, token, words } from '../../cards/render.ts';
import type { Case } from '../../cases/case.ts';
import type { CaseCardParts } from '../case-cards.ts';
import { noteCard } from './note-card.ts';
import { outcomeWords } from './outcome-words.ts';

/** How a case ended, in the words of the Trust's guide, and what the requester does next. */
export function outcomeCard(
  parts: CaseCardParts,
  it: Case,
  resolution: { readonly outcome: string; readonly note?: string | undefined },
  notice = '',
): Card {
  const said = outcomeWords(parts.guides, it.trust, resolution.outcome);
  return parts.cards.render('outcome', {
    reference: token(it.reference),
    title: words('News from the ESR Team'),
    notice,
    outcome: words(said.text),
    next: said.next.map((line, index) => ({ number: index + 1, line: words(line) })),
    note: resolution.note ?? '',
    isResolved: it.state === 'resolved',
  });
}

/** The same message after its question was answered, here or on the status card. */
export function answeredOutcomeCard(parts: CaseCardParts, it: Case, notice = ''): Card {
  const { state, resolution, reopened } = it;
  if (state === 'resolved' && resolution !== undefined) {
    return outcomeCard(parts, it, resolution, notice);
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
