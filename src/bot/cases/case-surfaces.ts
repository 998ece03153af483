import { cardMessage } from '../../cards/message.ts';
import type { Card } from '../../cards/render.ts';
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
    await replaceOld(turn, old, pointerCard(caseCards, it, 'case'));
  }

  /** The same for the status card of the requester's chat that this turn is in. */
  async showStatusAnew(turn: Turn, it: Case): Promise<void> {
    const { store, caseCards, dispatchSoon } = this.#deps;
    const old = await store.showStatusAnew(it.reference, turn.chat.id, caseCards.now());
    dispatchSoon();
    await replaceOld(turn, old, pointerCard(caseCards, asReportedIn(it, turn.chat.id)));
  }

  /** The same for the card of a class, in the trainers' chat that this turn is in. */
  async showClassAnew(turn: Turn, id: string, title: string): Promise<void> {
    const { store, caseCards, dispatchSoon } = this.#deps;
    const old = await store.showClassAnew(id, turn.chat.id, caseCards.now());
    dispatchSoon();
    const { movedDown: text } = CASE_TEXTS;
    const pointer = noteCard(caseCards.cards, { band: 'emphasis', kicker: STATUS.moved, title, text });
    await replaceOld(turn, old, pointer);
  }
}

/** Puts a pointer in place of the old card, if there is one. If Teams refuses, the old card's buttons still work. */
async function replaceOld(turn: Turn, old: string | undefined, pointer: Card): Promise<void> {
  if (old !== undefined) await turn.update(old, cardMessage(pointer)).catch(() => undefined);
}

/** The case as this chat reported it: another chat may have given another problem. */
function asReportedIn(it: Case, chat: string): Case {
  const [first, ...more] = requestersIn(it, chat);
  const problem = givenIn(it, chat)?.problem ?? 'other';
  return first === undefined ? { ...it, problem } : { ...it, problem, requesters: [first, ...more] };
}

/** Takes the place of an old copy of a case's card: says that the case has moved down, and has no buttons that act on it. */
export const pointerCard = (
  { cards, problems }: CaseCardDeps,
  it: Case,
  opens?: Note['opens'],
  notice = '',
) =>
  noteCard(cards, {
    band: 'emphasis',
    kicker: STATUS.moved,
    title: caseTitle(problems, it),
    text: `${notice} ${CASE_TEXTS.movedDown}`.trim(),
    reference: it.reference,
    ...(opens && { opens }),
  });
