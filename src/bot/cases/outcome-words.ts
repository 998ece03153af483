import { type CardData, words } from '../../cards/render.ts';
import { outcomeName } from '../../cases/outcome-names.ts';
import { reachableLine } from '../../guides/contacts.ts';
import type { Guide } from '../../guides/guide.ts';
import type { Outcome } from '../../guides/ids.ts';
import { CASE_TEXTS } from './texts.ts';

/** A requester's words for an outcome. */
export interface OutcomeWords {
  readonly text: string;
  readonly next: readonly string[];
}

/** In the words of the Trust's guide; if it has none, only the outcome that the ESR Team chose. */
export function outcomeWords(
  guides: ReadonlyMap<string, Guide>,
  trust: string,
  outcome: string,
): OutcomeWords {
  const said = guides.get(trust)?.outcomes[outcome as Outcome];
  return said ?? { text: CASE_TEXTS.otherOutcome(outcomeName(outcome)), next: [] };
}

/** What the requester does next after this outcome, in the words of the Trust's guide, with links to the contacts it names. */
export function nextSteps(guide: Guide | undefined, outcome: string | undefined): CardData[] {
  if (guide === undefined || outcome === undefined) return [];
  return (guide.outcomes[outcome as Outcome]?.next ?? []).map((line, index) => ({
    number: index + 1,
    line: words(reachableLine(guide, line)),
  }));
}
