import type { Card } from './render.ts';

type Element = Record<string, unknown>;

/** The same card after it was answered: nothing left to press or fill in, and what was answered shown under it. */
export function readOnly(card: Card, answer: string): Card {
  const { actions: _, body, ...rest } = card as Element;
  return {
    ...rest,
    body: [
      ...strip(body),
      {
        type: 'TextBlock',
        text: `✓ ${answer}`,
        wrap: true,
        weight: 'Bolder',
        color: 'Good',
        spacing: 'Medium',
      },
    ],
  } as unknown as Card;
}

/** Containers stay; what can be pressed or typed into goes, and with it what would be left empty. */
function strip(elements: unknown): Element[] {
  if (!Array.isArray(elements)) return [];
  return (elements as Element[]).flatMap((element) => {
    const type = String(element.type);
    if (type.startsWith('Input.') || type === 'ActionSet' || 'selectAction' in element) return [];
    if (Array.isArray(element.items)) return [{ ...element, items: strip(element.items) }];
    if (Array.isArray(element.columns)) return [{ ...element, columns: strip(element.columns) }];
    return [element];
  });
}
