import { type CardData, words } from '../../cards/render.ts';
import { reachableLine } from '../../guides/contacts.ts';
import type { Guide } from '../../guides/guide.ts';
import type { Outcome } from '../../guides/ids.ts';

/** What the requester does next after this outcome, in the words of the Trust's guide; whom they name can be reached by a link. */
export function nextSteps(guide: Guide | undefined, outcome: string | undefined): CardData[] {
  if (guide === undefined || outcome === undefined) return [];
  return (guide.outcomes[outcome as Outcome]?.next ?? []).map((line, index) => ({
    number: index + 1,
    line: words(reachableLine(guide, line)),
  }));
}
