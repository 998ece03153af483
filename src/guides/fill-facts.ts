import type { GuideData } from './guide.ts';

/** Derived from a person's answers, so filled when a step is shown; with the texts that may use each. */
const CHAT_FACTS = {
  'when.emailBy': /^branches\.reset-email-missing\.steps\.(wait|still-time)\.text$/,
  'when.linkEnds': /^(branches\.reset-link-expired\.steps\.still-valid\.text$|outcomes\.)/,
  'when.lockEnds': /^branches\.account-locked\.steps\.(locked-until|not-sure)\.text$/,
  'when.usernameFrom': /^branches\.new-record\.steps\.(not-yet|not-sure)\.text$/,
  'when.accountUntil': /^branches\.returning-staff\.steps\.two-logins-until\.text$/,
  'said.username': /^(branches\.username-format\.steps\.[a-z-]+\.text$|replies\.)/,
  'said.prefix': /^branches\.username-format\.steps\.other-trust\.text$/,
  'said.suggestion': /^branches\.username-format\.steps\.letter-for-digit\.text$/,
  'said.attemptsLeft': /^branches\.incorrect-details\.steps\.attempts-left\.text$/,
  'said.email': /^(outcomes|replies)\./,
} as const;
export type ChatFact = keyof typeof CHAT_FACTS;

const PLACEHOLDER = /\{\{\s*([\w.-]+)\s*\}\}/g;
/** Words around a fact that is not always known. */
const PART = /\[([^[\]]*\{\{[^[\]]*\}\}[^[\]]*)\]/g;
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
        const isKnown = CHAT_FACTS[name as ChatFact].test(path.map(String).join('.'));
        if (!isKnown) report(path, `{{${name}}} is not known here; write this without it`);
        // A step is shown only where its facts are known; a case may lack them.
        else if (path[0] !== 'branches' && text.replace(PART, '').includes(whole))
          report(path, `{{${name}}} is not always known; put it and the words for it in [ ]`);
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

export type ChatFacts = Partial<Record<ChatFact, string>>;

/** Fills facts derived in the chat. An unknown fact reads as an empty string; in `[words around it]` those go too. */
export function fillChatFacts(text: string, facts: ChatFacts): string {
  const isKnown = (part: string) =>
    [...part.matchAll(PLACEHOLDER)].every(([, name]) => facts[name as ChatFact] !== undefined);
  return text
    .replace(PART, (_, part: string) => (isKnown(part) ? part : ''))
    .replace(PLACEHOLDER, (_, name: string) => facts[name as ChatFact] ?? '');
}
