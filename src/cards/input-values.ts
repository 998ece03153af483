import { UNSEEN } from './plain-text.ts';

type Json = Readonly<Record<string, unknown>>;

/** Where an input keeps what was typed into it, or what it sends when it is ticked. */
const VALUES = ['value', 'valueOn', 'valueOff'] as const;

/**
 * The names that a template puts into its inputs. An input shows no markup, and what stands in it comes back: so their
 * values go in as they were typed, and are not made plain like everything that is shown.
 */
export function inputNames(template: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  collect(template, names);
  return names;
}

/**
 * What somebody typed, put back into its input as it was, without what nobody can see. Only a template expression is
 * broken, so that nothing expands it.
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
