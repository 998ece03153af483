/** A person as named in a request: by email address, ESR username, or Entra object id (their identity in Teams). */
export interface Subject {
  /** The text of the request, trimmed. */
  readonly asked: string;
  /** Whether it is an Entra object id: then they may have worked cases, not only raised them. */
  readonly isEntraId: boolean;
  /** Names that identify them without their id; empty before `alsoKnownAs`. */
  readonly names: readonly string[];
  /** Whether this text is the address, the username or the id, and nothing else. */
  is(text: unknown): boolean;
  /** Whether any text in this value names it: whole, so that `ann@nhs.net` is not found in `joann@nhs.net`. */
  isIn(value: unknown): boolean;
  /** The value without any mention of them: cut out of texts, and "Someone" in place of the person. */
  redactFrom<T>(value: T): T;
  /** Which of their names are in the text, if the bot lists people under this key. */
  listed(key: string, text: unknown): readonly string[];
  /** The same person, with these other names: a text consisting only of one names them. */
  alsoKnownAs(names: readonly string[]): Subject;
}

const EMAIL_OR_USERNAME = /^([^\s@]{1,64}@[^\s@]{3,190}|[a-z0-9]{6,30})$/i;
const ENTRA_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Replaces an erased person on a case that is still open. */
const SOMEONE = { id: '', name: 'Someone' } as const;

/** Undefined for any other text: one too short would match everywhere. */
export function subjectOf(text: string): Subject | undefined {
  const asked = text.trim();
  // Teams writes ids in small letters; Entra's own pages may not.
  if (ENTRA_ID.test(asked)) return subject(asked.toLowerCase(), []);
  return EMAIL_OR_USERNAME.test(asked) ? subject(asked, []) : undefined;
}

/** The keys of texts that list names, separated by commas. */
const LISTS: readonly string[] = ['by', 'whose', 'left'];

function subject(asked: string, names: readonly string[]): Subject {
  const source = `(?<![\\p{L}\\p{N}._%+'-])${RegExp.escape(asked)}(?![\\p{L}\\p{N}_@]|[.-][\\p{L}\\p{N}])`;
  const is = (one: unknown) => typeof one === 'string' && one.toLowerCase() === asked.toLowerCase();
  /** A namesake: their id differs. */
  const isSomebodyElse = (value: object) =>
    'id' in value && typeof value.id === 'string' && 'name' in value && !is(value.id);
  const texts = (value: object) =>
    Object.entries(value).filter(([key]) => !(key === 'name' && isSomebodyElse(value)));
  const isIn = (value: unknown): boolean => {
    if (typeof value === 'string') return names.includes(value) || new RegExp(source, 'iu').test(value);
    if (typeof value !== 'object' || value === null) return false;
    return texts(value).some(([key, one]) => isIn(one) || listed(key, one).length > 0);
  };
  const inList = (name: string) => new RegExp(`(?<=^|, )${RegExp.escape(name)}(?=, |$)`, 'gu');
  const listed = (key: string, text: unknown) =>
    LISTS.includes(key) && typeof text === 'string' ? names.filter((name) => text.match(inList(name))) : [];
  const withoutListed = (key: string, one: unknown) =>
    names.includes(one as string)
      ? one
      : listed(key, one).reduce((text, name) => text.replace(inList(name), SOMEONE.name), one as string);
  const redactFrom = (value: unknown): unknown => {
    if (typeof value === 'string')
      return names.includes(value) ? '' : value.replace(new RegExp(source, 'giu'), '');
    if (Array.isArray(value)) return value.map(redactFrom);
    if (typeof value !== 'object' || value === null) return value;
    if ('id' in value && 'name' in value && is(value.id)) return SOMEONE;
    return {
      ...value,
      ...Object.fromEntries(texts(value).map(([key, one]) => [key, redactFrom(withoutListed(key, one))])),
    };
  };
  return {
    asked,
    isEntraId: ENTRA_ID.test(asked),
    names,
    is,
    isIn,
    redactFrom: redactFrom as Subject['redactFrom'],
    listed,
    alsoKnownAs: (more) => subject(asked, more),
  };
}
