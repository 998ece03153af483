type Json = Record<string, unknown>;

/**
 * Completes the actions of a template, so that the card files need not repeat it: each Action.Execute gets its verb, the
 * prompt's nonce where it answers one, and an Action.Submit with the same data for clients whose Execute fails (phones).
 */
export function completeActions<T>(value: T): T {
  if (Array.isArray(value)) return value.map(completeActions) as T;
  if (value === null || typeof value !== 'object') return value;
  const copy = Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, completeActions(item)]),
  ) as Json;
  return (copy.type === 'Action.Execute' ? complete(copy) : copy) as T;
}

function complete(action: Json): Json {
  const given = (action.data ?? {}) as Json;
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a card template's placeholder
  const data = 'answer' in given ? { ...given, nonce: '${$root.nonce}' } : given;
  const { fallback: _, verb = 'answer', ...rest } = action;
  // The fallback is repeated, or left out, with its action.
  const { $data: _repeat, $when: _when, ...shown } = rest;
  return { ...rest, verb, data, fallback: { ...shown, type: 'Action.Submit', data } };
}

/** The title of the button that gives this answer, as a person saw it. */
export function answerTitle(card: unknown, answer: string): string | undefined {
  if (card === null || typeof card !== 'object') return undefined;
  const { type, title, data } = card as Json;
  if (type === 'Action.Execute' && (data as Json | undefined)?.answer === answer) return String(title);
  for (const part of Array.isArray(card) ? card : Object.values(card)) {
    const found = answerTitle(part, answer);
    if (found !== undefined) return found;
  }
  return undefined;
}
