/** A person as a request names them: by email address or ESR username. */
export interface Subject {
  /** As it was asked, without spaces around it. */
  readonly asked: string;
  /** Whether this text is the address or the username, and nothing else. */
  is(text: string | undefined): boolean;
  /** Whether any text in this value names it: whole, so that `ann@nhs.net` is not found in `joann@nhs.net`. */
  isIn(value: unknown): boolean;
  /** The value with every mention taken out of its texts. */
  takenOutOf<T>(value: T): T;
}

/** Undefined for what can be neither an address nor a username: too short a text would be found everywhere. */
export function subjectOf(text: string): Subject | undefined {
  const asked = text.trim();
  if (!/^([^\s@]{1,64}@[^\s@]{3,190}|[a-z0-9]{6,30})$/i.test(asked)) return undefined;
  const source = `(?<![\\p{L}\\p{N}._%+'-])${RegExp.escape(asked)}(?![\\p{L}\\p{N}_@]|[.-][\\p{L}\\p{N}])`;
  const found = (part: string) => new RegExp(source, 'iu').test(part);
  const isIn = (value: unknown): boolean => {
    if (typeof value === 'string') return found(value);
    return typeof value === 'object' && value !== null && Object.values(value).some(isIn);
  };
  const takenOutOf = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(new RegExp(source, 'giu'), '');
    if (Array.isArray(value)) return value.map(takenOutOf);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, takenOutOf(one)]));
  };
  return {
    asked,
    is: (one) => one?.toLowerCase() === asked.toLowerCase(),
    isIn,
    takenOutOf: takenOutOf as Subject['takenOutOf'],
  };
}
