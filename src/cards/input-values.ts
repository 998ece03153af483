import { UNSEEN } from './plain-text.ts';

type Json = Readonly<Record<string, unknown>>;

/** Where an input keeps its typed value, or the value it sends when ticked. */
const VALUES = ['value', 'valueOn', 'valueOff'] as const;

/**
 * The names that a template puts into its inputs. An input shows no markup, and sends its content back: so its value stays as
 * typed, unlike displayed text, which is made plain.
 */
export function inputNames(template: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  collect(template, names);
  return names;
}

/**
 * Text as it was typed, for its input again, without invisible characters. Only template expressions are broken, to prevent
 * expansion.
 */
export function inputValue(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(UNSEEN, '')
    .replaceAll('${', '$\u200B{');
}

function collect(part: unknown, names: Set<string>): void {
  if (part === null || typeof part !== 'object') return;
  if (isInput(part as Json)) {
    for (const key of VALUES) {
      const name = /^\$\{(\w+)\}$/.exec(String((part as Json)[key] ?? ''))?.[1];
      if (name !== undefined) names.add(name);
    }
  }
  for (const item of Object.values(part)) collect(item, names);
}

const isInput = ({ type }: Json) => typeof type === 'string' && type.startsWith('Input.');
