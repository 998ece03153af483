import { token } from './render.ts';

/** What a status is like: a container's style, or plain text. */
export type Tone = 'good' | 'attention' | 'warning' | 'accent' | 'emphasis' | 'default';

const ICONS: Readonly<Record<Tone, string>> = {
  good: '✓',
  attention: '!',
  warning: '?',
  accent: '●',
  emphasis: '○',
  default: '○',
};

/**
 * The sign before a status. The word says it, the sign and the container make it stand out; text has no colour, as Teams' own
 * for states come to 1.2 to 1 on its own backgrounds.
 */
export const iconOf = (tone: string) => token(ICONS[tone as Tone] ?? ICONS.default);
