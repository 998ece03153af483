import { Gap, gapIn, isBare, tellsMore } from './gaps.ts';
import type { Mention } from './mention.ts';
import { namesSomeoneElse, spells } from './name-evidence.ts';

const WHOSE =
  /\b(her|his|their|correct|new|right|learner'?s?|(should|needs? to|must) be)\b[^@\n]*$|(^|[\n\t|,;-])\s*(e-?mail|address)[^@\n]*$/i;

/** Whether the one address in a stretch of text is the one username's. In doubt it is not. */
export function belongs(username: Mention, email: Mention, text: string): boolean {
  if (spells(username.value, email.value) || saysWhose(text, email)) return true;
  const between = text.slice(Math.min(username.end, email.end), Math.max(username.start, email.start));
  const gap = gapIn(between);
  // A trainer's own address, or a manager's, where nothing says "her email".
  if (tellsMore(between) && !email.labelled) return false;
  const stray = gap >= Gap.line || tellsMore(between) || followsItsOwner(text, email);
  if (stray && namesSomeoneElse(username.value, email.value)) return false;
  if (gap < Gap.sentence || email.labelled) return true;
  return isBare(text, email.start, email.end);
}

/** "Joan Webb (joan.webb@…": the name of the person it spells stands before it. */
function followsItsOwner(text: string, email: Mention): boolean {
  const parts = (email.value.split('@')[0] ?? '').split(/[._-]/);
  const before = text.slice(Math.max(0, email.start - 40), email.start);
  return [...before.matchAll(/\p{Lu}[\p{L}'-]{2,}/gu)].some((match) =>
    parts.includes(match[0].toLowerCase()),
  );
}

/** "Her email is", "correct address:", or a line that begins with "Email". */
function saysWhose(text: string, email: Mention): boolean {
  if (!email.labelled) return false;
  const before = text.slice(Math.max(0, email.start - 60), email.start);
  return WHOSE.test(before);
}
