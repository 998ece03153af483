import { localPart } from '../fields/email-address.ts';
import { nameInUsername } from '../fields/esr-username.ts';

/**
 * Whether an address spells the name in a username: r.patel@… and 432PATELR02, angela.smithjones@… and 432SMITHJONESA01.
 * Usernames are the family name and an initial, or the other way round (999JSMITH01).
 */
export function spells(username: string, email: string): boolean {
  const name = nameInUsername(username);
  if (name.length < 3) return false;
  const parts = localPart(email)
    .replace(/['\d]/g, '')
    .split(/[._-]+/)
    .filter((part) => part !== '');
  const whole = parts.join('');
  if (whole === name || whole === name.slice(-1) + name.slice(0, -1) || whole === name.slice(1) + name[0])
    return true;
  if (runTogether(whole, name)) return true;
  return parts.some((part, at) => {
    if (part.length < 2) return false;
    const initials = parts
      .filter((_, other) => other !== at)
      .map((other) => other[0])
      .join('');
    return initials !== '' && (name === part + initials || name === initials + part);
  });
}

/** ravipatel@… and 432PATELR02: the family name with a given name that begins with the initial. */
function runTogether(whole: string, name: string): boolean {
  const family = name.slice(0, -1);
  if (family.length < 4 || whole.length === family.length) return false;
  const given = whole.startsWith(family)
    ? whole.slice(family.length)
    : whole.endsWith(family)
      ? whole.slice(0, -family.length)
      : '';
  return given !== '' && given[0] === name.at(-1);
}

/** Whether an address such as chloe.martin@… names a person whose family name is not in the username. */
export function namesSomeoneElse(username: string, email: string): boolean {
  const parts = localPart(email)
    .replace(/['\d]/g, '')
    .split(/[._-]+/);
  const family = parts.at(-1) ?? '';
  if (parts.length < 2 || family.length < 3 || parts[0] === '') return false;
  const name = nameInUsername(username);
  return !parts.some((part) => part.length >= 3 && name.includes(part.slice(0, 4)));
}

/** As `namesSomeoneElse`, and the initial differs too: not even a name changed by marriage. */
export function namesAnother(username: string, email: string): boolean {
  const name = nameInUsername(username);
  return namesSomeoneElse(username, email) && !isInitialOf(name, email[0] ?? '');
}

/** Whether this letter is the given name's initial in a username: its last letter. */
export function isInitialOf(name: string, letter: string): boolean {
  return letter !== '' && name.at(-1) === letter;
}
