import { takeOut } from './secrets/secrets.ts';

/** The key, among typed values, of the fields from which a secret was removed, separated by spaces. */
const HELD = 'heldSecret';

/** May be a username, though it looks like a password: "smith432". */
const PERHAPS_A_USERNAME = /^[\p{L}\p{N}.'_ -]{1,60}$/u;

/** Values typed into a form, without secrets. `isOurs` says which fields hold the form's own values. */
export function redactFields(
  typed: Readonly<Record<string, unknown>>,
  isOurs: (field: string) => boolean,
): Record<string, unknown> {
  const held: string[] = [];
  const clean = Object.entries(typed).flatMap(([field, value]): [string, unknown][] => {
    if (field === HELD) return [];
    if (typeof value !== 'string' || isOurs(field)) return [[field, value]];
    const label = field.startsWith('username') && PERHAPS_A_USERNAME.test(value.trim()) ? 'username ' : '';
    const { text, secrets } = takeOut(label + value);
    if (secrets.length > 0) held.push(field);
    return [[field, text.slice(label.length)]];
  });
  return { ...Object.fromEntries(clean), ...(held.length > 0 && { [HELD]: held.join(' ') }) };
}

/** Fields from which a secret was removed, for use with other values. */
export function secretsIn(typed: Readonly<Record<string, string>>): Record<string, string> {
  return typed[HELD] === undefined ? {} : { [HELD]: typed[HELD] };
}

/** Whether a secret was taken out of this field, or of any. */
export function heldSecret(typed: Readonly<Record<string, unknown>>, field?: string): boolean {
  const held = typed[HELD];
  return typeof held === 'string' && (field === undefined || held.split(' ').includes(field));
}
