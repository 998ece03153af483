import { cardMessage } from '../../cards/message.ts';
import type { Case } from '../../cases/case.ts';
import { givenIn, requestersIn } from '../../cases/given.ts';
import type { SurfaceStore } from '../../store/outbox/team-outbox.ts';
import type { Turn } from '../../teams/turn.ts';
import type { CaseCardDeps } from './case-card-deps.ts';
import { caseTitle } from './case-words.ts';
import { type Note, noteCard } from './message-card.ts';
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
    await this.#pointOn(turn, it, old, 'case');
  }

  /** The same for the status card of the requester's chat that this turn is in. */
  async showStatusAnew(turn: Turn, it: Case): Promise<void> {
    const { store, caseCards, dispatchSoon } = this.#deps;
    const old = await store.showStatusAnew(it.reference, turn.chat.id, caseCards.now());
    dispatchSoon();
    await this.#pointOn(turn, asReportedIn(it, turn.chat.id), old, undefined);
  }

  /** The same for the card of a class, in the trainers' chat that this turn is in. */
  async showClassAnew(turn: Turn, id: string, title: string): Promise<void> {
    const { store, caseCards, dispatchSoon } = this.#deps;
    const old = await store.showClassAnew(id, turn.chat.id, caseCards.now());
    dispatchSoon();
    if (old === undefined) return;
    const { movedDown: text } = CASE_TEXTS;
    const pointer = noteCard(caseCards.cards, { band: 'emphasis', kicker: STATUS.moved, title, text });
    await turn.update(old, cardMessage(pointer)).catch(() => undefined);
  }

  /** Only a signpost: presses of the old card do the same whether or not it could be changed. */
  async #pointOn(turn: Turn, it: Case, old: string | undefined, opens: Note['opens']): Promise<void> {
    if (old === undefined) return;
    const pointer = pointerCard(this.#deps.caseCards, it, opens);
    await turn.update(old, cardMessage(pointer)).catch(() => undefined);
  }
}

/** The case as one chat reported it: another may have given it another problem. */
function asReportedIn(it: Case, chat: string): Case {
  const [first, ...more] = requestersIn(it, chat);
  const problem = givenIn(it, chat)?.problem ?? 'other';
  return first === undefined ? { ...it, problem } : { ...it, problem, requesters: [first, ...more] };
}

/** What an old copy of a case's card says: which is current, and nothing to press that would act on what it showed. */
export const pointerCard = ({ cards, problems }: CaseCardDeps, it: Case, opens: Note['opens'], notice = '') =>
  noteCard(cards, {
    band: 'emphasis',
    kicker: STATUS.moved,
    title: caseTitle(problems, it),
    text: `${notice} ${CASE_TEXTS.movedDown}`.trim(),
    reference: it.reference,
    ...(opens && { opens }),
  });
