import type { Shown } from '../../simulator/teams-options.ts';

/** The Adaptive Card of a message, if it is one. */
export function cardIn(message: Shown | undefined): Record<string, unknown> | undefined {
  const attachments = (message?.attachments ?? []) as { contentType?: string; content?: unknown }[];
  const card = attachments.find((one) => one.contentType === 'application/vnd.microsoft.card.adaptive');
  return card?.content as Record<string, unknown> | undefined;
}

/** Everything a person can read in a message: its text, and its card's words, in order, without invisible characters. */
export function readAloud(message: Shown | undefined): string {
  const deps: string[] = [String(message?.text ?? '')];
  const read = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(read);
    else if (part !== null && typeof part === 'object') {
      const {
        text,
        title,
        value,
        label,
        items,
        columns,
        facts,
        body,
        actions,
        inlines,
        card,
        placeholder,
        choices,
      } = part as Record<string, unknown>;
      for (const word of [title, label, text, value, placeholder])
        if (typeof word === 'string') deps.push(word);
      for (const inside of [body, items, columns, facts, inlines, choices, actions, card]) read(inside);
    }
  };
  read(cardIn(message));
  return deps.join('\n').replace(/\u200B/g, '');
}

/** The titles of what can be pressed on a message's card, in order; without the web links. */
export function buttons(message: Shown | undefined): string[] {
  const found: string[] = [];
  const poll = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(poll);
    else if (part !== null && typeof part === 'object') {
      const { type, title, fallback: _, data: __, ...rest } = part as Record<string, unknown>;
      if ((type === 'Action.Execute' || type === 'Action.Submit') && typeof title === 'string')
        found.push(title);
      Object.values(rest).forEach(poll);
    }
  };
  poll(cardIn(message));
  return found;
}
