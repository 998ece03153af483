import { nameInUsername } from '../fields/esr-username.ts';

const LABELLED =
  /\b(?:learner|name|learner'?s name|full name|student)\s*(?:is|:|=|-)\s*(\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+){0,3})/u;
const OUTLOOK = /(\p{Lu}[\p{L}'-]+), (\p{Lu}[\p{L}'-]+)(?: \([^()]{0,60}\))? <?$/u;
/** "Patel, Ravi", as lists have it. */
const REVERSED = /(?<![\p{L}\p{N}@._'-])(\p{Lu}[\p{L}'-]+), (\p{Lu}[\p{L}'-]+)(?![\p{L}\p{N}@_]|\.\p{L})/gu;
const CAPITALISED =
  /(?<![\p{L}\p{N}@._'-])\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+){0,3}(?![\p{L}\p{N}@_]|\.\p{L})/gu;
/** What opens a sentence with a capital, and may begin with a learner's initial: "Reset Patel", "For Nguyen". */
const OPENERS =
  /^(?:(?:For|From|And|Also|The|This|That|Reset|Resets|Please|Pls|Can|Could|Need|Needs|New|Next|Hi|Hello|Dear|Learner|Student|Trainee|Staff|Nurse|User|Username|Login|Locked|Unlock|Email|Help|Esr|ESR|Dr|Mr|Mrs|Ms|Miss|Sister|Is|It|In|On|To|My|Our|Add|Try|Update|Change|Correct) )+/;
const LONGEST = 80;

/**
 * The learner's name near their username and address: labelled, as Outlook writes it, or capitalised words that the
 * username or the address spells. Anything else stays unread: a wrong name is worse than none. `taken`: the name of the learner
 * before, which may stand behind them.
 */
export function nameNear(
  near: string,
  username: string | undefined,
  email: string | undefined,
  taken?: string,
): string | undefined {
  const text = near.slice(0, 1000);
  const at = email === undefined ? -1 : text.toLowerCase().indexOf(email);
  const outlook = at < 0 ? null : OUTLOOK.exec(text.slice(0, at));
  if (outlook) return `${outlook[2]} ${outlook[1]}`.slice(0, LONGEST);
  const labelled = LABELLED.exec(text)?.[1];
  if (labelled !== undefined) return labelled.slice(0, LONGEST);
  const reversed = [...text.matchAll(REVERSED)].map(([, last, first]) => `${first} ${last}`);
  const capitalised = [...text.matchAll(CAPITALISED)].map((match) => match[0].replace(OPENERS, ''));
  const found = [...reversed, ...capitalised];
  return found
    .find((name) => name !== taken && !isCopied(name, username) && isSpelled(name, username, email))
    ?.slice(0, LONGEST);
}

/** "NGUYENT" next to 432NGUYENT02: the middle of the username repeated, with the initial still on it. */
function isCopied(name: string, username: string | undefined): boolean {
  return username !== undefined && /^\p{Lu}+$/u.test(name) && name.toLowerCase() === nameInUsername(username);
}

/** Usernames and addresses have no accents: "Núñez" is in 432NUNEZJ01. */
const withoutAccents = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '');

/** Every word of the name but one is in the username or the address, so that "Reset Ravi" is no name. */
function isSpelled(name: string, username: string | undefined, email: string | undefined): boolean {
  const letters = username === undefined ? '' : withoutAccents(nameInUsername(username));
  const local = withoutAccents(email?.split('@')[0] ?? '');
  const parts = local.split(/[^\p{L}]+/u).filter((part) => part.length > 0);
  const words = withoutAccents(name.toLowerCase()).replaceAll("'", '').split(' ');
  const exact = words.filter(
    (word) => (word.length >= 2 && parts.includes(word)) || (word.length >= 3 && letters.startsWith(word)),
  );
  const initials = words.filter(
    (word) => parts.includes(word.slice(0, 1)) || letters.endsWith(word.slice(0, 1)),
  );
  return exact.length > 0 && words.every((word) => exact.includes(word) || initials.includes(word));
}
