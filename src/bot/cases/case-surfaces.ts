import { cardMessage } from '../../cards/message.ts';
import type { Case } from '../../cases/case.ts';
import type { SurfaceStore } from '../../store/outbox/team-outbox.ts';
import type { Turn } from '../../teams/turn.ts';
import type { CaseCardDeps } from './case-card-deps.ts';
import { caseTitle } from './case-words.ts';
import { noteCard } from './message-card.ts';
import { CASE_TEXTS, STATUS } from './texts.ts';

export interface CaseSurfacesDeps {
  readonly store: SurfaceStore;
  readonly caseCards: CaseCardDeps;
  readonly dispatchSoon: () => void;
}

/** Moves a case's handoff card to the end of the ESR Team's chat, where it is kept up to date; the old one points to it. */
export class CaseSurfaces {
  readonly #deps: CaseSurfacesDeps;

  constructor(deps: CaseSurfacesDeps) {
    this.#deps = deps;
  }

  async showAnew(turn: Turn, it: Case): Promise<void> {
    const { store, caseCards, dispatchSoon } = this.#deps;
    const old = await store.showAnew(it.reference, it.trust, caseCards.now());
    dispatchSoon();
    if (old === undefined) return;
    const pointer = noteCard(caseCards.cards, {
      band: 'emphasis',
      kicker: STATUS.moved,
      title: caseTitle(caseCards.problems, it),
      text: CASE_TEXTS.movedDown,
      reference: it.reference,
      opens: 'case',
    });
    // Only a signpost: presses of the old card do the same whether or not it could be changed.
    await turn.update(old, cardMessage(pointer)).catch(() => undefined);
  }
}
