import { inTemplate } from '../cards/inputs.ts';
import type { Cards } from '../cards/render.ts';
import { redactFields } from '../privacy/typed-fields.ts';

/** Fields that the bot or Teams adds to every press, and no template has: see `completeActions`. */
const ALWAYS_OURS: ReadonlySet<string> = new Set(['nonce', 'msteams']);

/** The part of a `Turn` with the values filled in on a card. */
export interface FilledIn {
  filledIn: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Removes secrets from everything filled in on a card, before anything stores, shows, sends or logs it. `heldSecret` says
 * afterwards which field had one.
 */
export function redactInputs(cards: Cards, turn: FilledIn): void {
  const { filledIn } = turn;
  if (filledIn !== undefined) turn.filledIn = redactFields(filledIn, isOursOn(cards));
}

/** The texts that a person typed into a card, one for each box. */
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
