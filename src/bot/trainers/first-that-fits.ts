import { type Card, CardError } from '../../cards/render.ts';

/** Teams takes 28 KB for a card, in the bytes that go over the wire; the rest is room for its envelope. */
const MAX_BYTES = 27 * 1024;

/** The fullest of these showings that Teams takes; they come from the fullest to the barest. */
export function firstThatFits(showings: readonly (() => Card)[]): Card {
  let reason = new CardError('The card is too big for Teams in every showing: show fewer rows');
  for (const show of showings) {
    try {
      const card = show();
      if (Buffer.byteLength(JSON.stringify(card)) <= MAX_BYTES) return card;
    } catch (error) {
      // Too big, or a template that is wrong: then it is wrong in every showing.
      if (!(error instanceof CardError)) throw error;
      reason = error;
    }
  }
  throw reason;
}
