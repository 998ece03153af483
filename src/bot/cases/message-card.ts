import { type Card, type Cards, token, type Words, words } from '../../cards/render.ts';
import { iconOf } from '../../cards/tones.ts';

/** A short message with at most one button. Strings are shown as plain text, `Words` as our own. */
export interface Note {
  readonly band: 'accent' | 'good' | 'warning' | 'attention' | 'emphasis';
  readonly kicker: string;
  readonly title: string | Words;
  readonly text?: string | Words;
  readonly facts?: readonly (readonly [title: string, value: string])[];
  /** The case it is about, shown beside the kicker. */
  readonly reference?: string;
  readonly opens?: 'case';
}

export function noteCard(cards: Cards, note: Note): Card {
  const { band, kicker, title, text = '', facts = [], reference = '', opens = '' } = note;
  return cards.render('note', {
    band: token(band),
    icon: iconOf(band),
    kicker: words(kicker),
    title,
    text,
    facts: facts.map(([name, value]) => ({ title: words(name), value })),
    reference: token(reference),
    opens: token(opens),
  });
}
