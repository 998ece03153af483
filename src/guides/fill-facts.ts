import type { GuideData } from './guide.ts';

/** Derived from a person's answers, so filled when a step is shown; with the steps whose text may use each. */
const CHAT_FACTS = {
  'when.emailBy': /^reset-email-missing\.(wait|still-time)$/,
  'when.linkEnds': /^reset-link-expired\.still-valid$/,
  'when.lockEnds': /^account-locked\.(locked-until|not-sure)$/,
  'when.usernameFrom': /^new-record\.(not-yet|not-sure)$/,
  'when.accountUntil': /^returning-staff\.two-logins-until$/,
  'said.username': /^username-format\.[a-z-]+$/,
  'said.prefix': /^username-format\.other-trust$/,
  'said.suggestion': /^username-format\.letter-for-digit$/,
  'said.attemptsLeft': /^incorrect-details\.attempts-left$/,
} as const;
export type ChatFact = keyof typeof CHAT_FACTS;

const PLACEHOLDER = /\{\{\s*([\w.-]+)\s*\}\}/g;
const WHOLE = /^\{\{\s*([\w.-]+)\s*\}\}$/;

/** Replaces `{{reset.linkHours}}` and the like, so that the guide states each fact once; reports what it cannot fill. */
export function fillFacts(
  guide: GuideData,
  report: (path: PropertyKey[], message: string) => void,
): GuideData {
  const facts = { ...guide, username: { ...guide.username, ...prefixes(guide) } };
  const factAt = (name: string): unknown => name.split('.').reduce<unknown>(step, facts);

  const fillText = (text: string, path: PropertyKey[]): string => {
    const filled = text.replace(PLACEHOLDER, (whole, name: string) => {
      if (Object.hasOwn(CHAT_FACTS, name)) {
        const [, branch, , step, key] = path;
        const isKnown =
          key === 'text' && CHAT_FACTS[name as ChatFact].test(`${String(branch)}.${String(step)}`);
        if (!isKnown) report(path, `{{${name}}} is not known here; write this without it`);
        return whole;
      }
      const fact = spoken(factAt(name));
      if (fact === undefined)
        report(path, `{{${name}}} is not a fact of this guide; state it, or correct the name`);
      return fact ?? whole;
    });
    // A template expression in a guide would be run by the card renderer.
    if (filled.includes('${')) report(path, 'write "{{fact}}" for a fact; "${" is not allowed');
    return filled;
  };
  const fill = (value: unknown, path: PropertyKey[]): unknown => {
    if (typeof value === 'string') return fillText(value, path);
    if (Array.isArray(value)) {
      return value.flatMap((item, index) => {
        const here = [...path, index];
        const list = typeof item === 'string' ? factAt(WHOLE.exec(item)?.[1] ?? '') : undefined;
        return isList(list) ? list.map((line) => fillText(line, here)) : [fill(item, here)];
      });
    }
    if (value !== null && typeof value === 'object') {
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, fill(item, [...path, key])]),
      );
    }
    return value;
  };
  return fill(guide, []) as GuideData;
}

/** `{{username.prefix}}`: what usernames begin with now; `{{username.oldPrefix}}`: what some old ones do. */
function prefixes({ username }: GuideData): { prefix?: string | undefined; oldPrefix?: string | undefined } {
  return {
    prefix: username.prefixes.find(({ old }) => old !== true)?.code,
    oldPrefix: username.prefixes.find(({ old }) => old === true)?.code,
  };
}

const step = (here: unknown, key: string): unknown =>
  here !== null && typeof here === 'object' ? (here as Record<string, unknown>)[key] : undefined;

const isList = (fact: unknown): fact is string[] =>
  Array.isArray(fact) && fact.every((line) => typeof line === 'string');

/** A fact as written in a sentence; a range of two numbers as "10 to 15". */
function spoken(fact: unknown): string | undefined {
  if (typeof fact === 'string' || typeof fact === 'number') return String(fact);
  return Array.isArray(fact) && fact.every((item) => typeof item === 'number')
    ? fact.join(' to ')
    : undefined;
}

/** Fills facts derived in the chat; an unknown fact reads as an empty string. */
export function fillChatFacts(text: string, facts: Partial<Record<ChatFact, string>>): string {
  return text.replace(PLACEHOLDER, (_, name: string) => facts[name as ChatFact] ?? '');
}
