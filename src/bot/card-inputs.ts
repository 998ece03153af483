import { inTemplate } from '../cards/inputs.ts';
import type { Cards } from '../cards/render.ts';
import { redactFields } from '../privacy/typed-fields.ts';

/** Sent along by every button, or by Teams, and by no template: see `completeActions`. */
const ALWAYS_OURS: ReadonlySet<string> = new Set(['nonce', 'msteams']);

/** Holds the values filled in on a card: see `Turn`. */
export interface FilledIn {
  filledIn: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Takes secrets out of everything that was filled in on a card, before anything else reads the turn: whatever is stored,
 * shown again, sent on or logged passes here. `heldSecret` says afterwards where one stood.
 */
export function redactInputs(cards: Cards, turn: FilledIn): void {
  const { filledIn } = turn;
  if (filledIn !== undefined) turn.filledIn = redactFields(filledIn, isOursOn(cards));
}

/** What a person wrote into the boxes of a card, each box by itself. */
export function writtenInputs(cards: Cards, { filledIn = {} }: FilledIn): string[] {
  const isOurs = isOursOn(cards);
  return Object.entries(filledIn).flatMap(([field, value]) =>
    typeof value === 'string' && !isOurs(field) ? [value] : [],
  );
}

const isOursOn =
  ({ inputs: { own, chosen } }: Cards) =>
  (field: string) =>
    ALWAYS_OURS.has(field) || own.has(field) || chosen.has(inTemplate(field));
