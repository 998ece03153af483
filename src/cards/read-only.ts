import type { Card } from './render.ts';
import { SENTENCES } from './sentences.ts';

type Json = Record<string, unknown>;

/** The same card once answered: nothing left to press or fill in, and the answer shown under it. */
export function readOnly(card: Card, answer: string): Card {
  const { body = [], ...rest } = strip(card) as Json;
  const answered = {
    type: 'TextBlock',
    text: SENTENCES.yourAnswer(answer),
    wrap: true,
    weight: 'Bolder',
    spacing: 'Medium',
  };
  return { ...rest, body: [...(body as unknown[]), answered] } as unknown as Card;
}

/** Properties with what a press of an element does, or, of a whole card, what showing it does. */
const DOES = new Set(['actions', 'selectAction', 'refresh', 'fallback']);

/** Text stays; buttons and inputs go, at any depth. */
function strip(part: unknown): unknown {
  if (Array.isArray(part)) return part.filter((item) => !isAnswered(item)).map(strip);
  if (part === null || typeof part !== 'object') return part;
  const left: Json = {};
  for (const [name, value] of Object.entries(part)) if (!DOES.has(name)) left[name] = strip(value);
  return left;
}

/** What the errors on cards begin with: colours alone cannot be read everywhere. */
const WARNING = '⚠ ';

/** Inputs, rows of buttons, and elements that act as buttons: their words were the answers not given. */
function isAnswered(item: unknown): boolean {
  const { type, text, selectAction } = (item ?? {}) as Json;
  // Errors under fields are no longer true.
  if (String(text).startsWith(WARNING)) return true;
  return selectAction !== undefined
    ? type !== 'TextRun'
    : type === 'ActionSet' || String(type).startsWith('Input.');
}
