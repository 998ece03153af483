import type { GuideData } from './guide.ts';

/** Worked out while someone walks a branch, so filled when the step is shown. */
export const CHAT_FACTS = [
  'when.emailBy',
  'when.linkEnds',
  'when.lockEnds',
  'when.usernameFrom',
  'when.accountUntil',
  'said.username',
  'said.suggestion',
  'said.attemptsLeft',
] as const;
export type ChatFact = (typeof CHAT_FACTS)[number];

const PLACEHOLDER = /\{\{\s*([\w.-]+)\s*\}\}/g;

/** Replaces `{{reset.linkHours}}` and the like, so that the guide states each number once; reports what it cannot fill. */
export function fillFacts(
  guide: GuideData,
  report: (path: PropertyKey[], message: string) => void,
): GuideData {
  const facts: Record<string, unknown> = { ...guide };
  const fill = (value: unknown, path: PropertyKey[]): unknown => {
    if (typeof value === 'string') {
      const filled = value.replace(PLACEHOLDER, (whole, name: string) => {
        if ((CHAT_FACTS as readonly string[]).includes(name)) return whole;
        const fact = name.split('.').reduce<unknown>(step, facts);
        if (typeof fact === 'string' || typeof fact === 'number') return String(fact);
        report(path, `{{${name}}} is not a fact of this guide; state it above, or mend the name`);
        return whole;
      });
      // A template expression in a guide would be run by the card renderer.
      if (filled.includes('${')) report(path, 'write "{{fact}}" for a fact; "${" is not allowed');
      return filled;
    }
    if (Array.isArray(value)) return value.map((item, index) => fill(item, [...path, index]));
    if (value !== null && typeof value === 'object') {
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, fill(item, [...path, key])]),
      );
    }
    return value;
  };
  return fill(guide, []) as GuideData;
}

const step = (here: unknown, key: string): unknown =>
  here !== null && typeof here === 'object' ? (here as Record<string, unknown>)[key] : undefined;

/** Fills what was worked out in the chat; a fact that is not known reads as an empty string. */
export function fillChatFacts(text: string, facts: Partial<Record<ChatFact, string>>): string {
  return text.replace(PLACEHOLDER, (_, name: string) => facts[name as ChatFact] ?? '');
}
