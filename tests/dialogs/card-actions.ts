/** A button or row of a card, as a press of it sends it. */
export interface Action {
  readonly title: string;
  readonly answer: string;
  readonly data: Record<string, unknown>;
}

/** What can be pressed on a card, in the order it is shown; without web links and fallbacks. */
export function actionsOf(card: unknown): Action[] {
  if (Array.isArray(card)) return card.flatMap(actionsOf);
  if (card === null || typeof card !== 'object') return [];
  const { type, title, data, fallback: _, ...rest } = card as Record<string, unknown>;
  if (type !== 'Action.Execute') return Object.values(rest).flatMap(actionsOf);
  const given = data as Record<string, unknown>;
  return [{ title: String(title), answer: String(given.answer), data: given }];
}

const WORDS = ['title', 'label', 'text', 'value', 'placeholder', 'errorMessage', 'fallbackText', 'url'];

/** Everything a card says, in order. */
export function cardWords(card: unknown): string {
  if (Array.isArray(card)) return card.map(cardWords).filter(Boolean).join('\n');
  if (card === null || typeof card !== 'object') return '';
  const { data: _, fallback: __, ...shown } = card as Record<string, unknown>;
  return Object.entries(shown)
    .map(([key, value]) => (typeof value === 'string' && WORDS.includes(key) ? value : cardWords(value)))
    .filter(Boolean)
    .join('\n');
}
