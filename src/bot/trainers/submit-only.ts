import type { Card } from '../../cards/render.ts';

/** The card with its Action.Submit fallbacks in place of Action.Execute, which Teams' dialogs do not take. */
export function submitOnly(card: Card): Card {
  return replace(card) as Card;
}

function replace(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(replace);
  if (value === null || typeof value !== 'object') return value;
  const { fallback, ...own } = value as Record<string, unknown>;
  const taken = own.type === 'Action.Execute' && fallback !== undefined ? fallback : { ...own };
  return Object.fromEntries(
    Object.entries(taken as Record<string, unknown>).map(([key, item]) => [key, replace(item)]),
  );
}
