import type { CaseCardDeps } from '../../src/bot/cases/case-card-deps.ts';
import { pressWording, type WordingsDeps } from '../../src/bot/esr-team/wordings-card.ts';
import type { Card } from '../../src/cards/render.ts';
import type { KeptWording } from '../../src/cases/unplaced.ts';

const kept: readonly KeptWording[] = [
  { id: 'a', text: 'my payslip app wont open', times: 7, meant: undefined },
  { id: 'b', text: 'it says im not allowed to … on this page', times: 4, meant: undefined },
  { id: 'c', text: 'cant see my rota', times: 3, meant: 'none' },
  { id: 'd', text: 'the reset thing never came', times: 3, meant: 'reset-email-missing' },
];
const LIKELIEST = ['first-time-access', 'reset-email-missing', 'smartcard-software-error'];

export const sampleWordings: Pick<WordingsDeps, 'unplaced' | 'rank'> = {
  unplaced: {
    kept: async (_, which = 'open') => kept.filter(({ meant }) => which === 'all' || meant === undefined),
    counted: async () => 14,
    place: async () => undefined,
  },
  rank: () => LIKELIEST.map((id) => ({ meaning: { kind: 'branch', id }, share: 0.1 })),
};

/** What was not understood, as the ESR Team places it. */
export async function wordingCards(caseCards: CaseCardDeps): Promise<ReadonlyMap<string, Card>> {
  const guides = new Map([...caseCards.guides].map(([id, guide]) => [id, { ...guide, learns: true }]));
  const deps = { ...sampleWordings, caseCards: { ...caseCards, guides } };
  const pressed = async (wording?: string, act?: 'choose') => {
    const card = await pressWording(deps, 'esneft', { wording, act });
    if (typeof card === 'string') throw new TypeError(card);
    return card;
  };
  return new Map([
    ['not-understood', await pressed()],
    ['not-understood-placed', await pressed('d')],
    ['not-understood-none', await pressed('c')],
    ['not-understood-choose', await pressed('a', 'choose')],
  ]);
}
