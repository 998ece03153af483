/** What the card templates have people fill in, and what their buttons send along themselves. */
export interface CardInputs {
  /** Ids of inputs that take any text, or show typed text again. `${id}` in one represents a row. */
  readonly typed: ReadonlySet<string>;
  /** Ids of inputs that offer a choice, also of a day or a time. */
  readonly chosen: ReadonlySet<string>;
  /** Fields of the buttons' own data. */
  readonly own: ReadonlySet<string>;
}

/** Finds the inputs and the buttons' data in templates. */
export function inputsOf(templates: readonly unknown[]): CardInputs {
  const found = { typed: new Set<string>(), chosen: new Set<string>(), own: new Set<string>() };
  for (const template of templates) collect(template, found);
  return found;
}

function collect(value: unknown, found: Record<keyof CardInputs, Set<string>>): void {
  if (value === null || typeof value !== 'object') return;
  const { type, id, data, valueOn } = value as Readonly<Record<string, unknown>>;
  if (typeof type === 'string' && type.startsWith('Input.') && typeof id === 'string') {
    // "It's right as it is": the tick is for exactly the typed text.
    const isTexts = String(valueOn).includes('${');
    (OFFERED.has(type) && !isTexts ? found.chosen : found.typed).add(id);
  }
  if (type === 'Action.Execute') for (const field of Object.keys(data ?? {})) found.own.add(field);
  for (const part of Object.values(value)) collect(part, found);
}

const OFFERED: ReadonlySet<string> = new Set(['Input.ChoiceSet', 'Input.Toggle', 'Input.Date', 'Input.Time']);

/** An id as written in its template: "email-12" is "email-${id}". */
// biome-ignore lint/suspicious/noTemplateCurlyInString: a card template's placeholder
export const inTemplate = (id: string): string => id.replace(/-\d+$/, '-${id}');
