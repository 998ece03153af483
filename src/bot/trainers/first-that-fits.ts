import { type Card, CardError } from '../../cards/render.ts';

/** Teams takes 28 KB, with the message around the card. */
const MAX_BYTES = 27 * 1024;

/** The first version of a card that is small enough for Teams; they go from the fullest to the barest. Throws CardError if none is. */
export function firstThatFits(versions: readonly (() => Card)[]): Card {
  let reason = new CardError('The card is too big for Teams in every showing: show fewer rows');
  for (const show of versions) {
    try {
      const card = show();
      if (Buffer.byteLength(JSON.stringify(card)) <= MAX_BYTES) return card;
    } catch (error) {
      // Too big; or a broken template, which then fails in every version.
      if (!(error instanceof CardError)) throw error;
      reason = error;
    }
  }
  throw reason;
}
