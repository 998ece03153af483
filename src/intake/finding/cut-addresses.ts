import { localPart } from '../fields/email-address.ts';

const LONGEST = 80;
/** "jo.brown-" at the end of the line above. */
const WRAPPED = /[\p{L}\p{N}][._-] ?\n[ \t]*$/u;
/** Characters after which an address begins. */
const BEGINS = /[<>()[\]:=]["']?$/;
/** A username, another address, or what an address is called, run up against this one. */
const OTHER = /\d{3}[a-z'-]+\d{2}\W*$|@|\b(?:e-?mail|mail|address|name|user|username|id)\W*$/i;
/** Cells of a row without spaces, and "Ravi Patel,r.patel@…". */
const CELLS = /([,;|]).*\1$/;
const NAME_CELL = /[\s,;|]\p{Lu}[\p{L}'-]+[,;|]$/u;

/**
 * Whether the address at `start` may be only the end of one: a character that addresses cannot contain separates it from the
 * letters before it. A reset sent to half an address reaches a stranger.
 */
export function isCut(text: string, start: number, address: string): boolean {
  const before = text.slice(Math.max(0, start - LONGEST), start);
  if (WRAPPED.test(before)) return true;
  const run = /\S+$/.exec(before)?.[0] ?? '';
  const [word = ''] = /[\p{L}\p{N}]+(?=[^\p{L}\p{N}]*$)/u.exec(run) ?? [];
  if (word === '' || BEGINS.test(run) || OTHER.test(run) || CELLS.test(run) || NAME_CELL.test(before))
    return false;
  const parts = localPart(address).split(/[._-]/);
  return !(word.length > 2 && parts.includes(word.toLowerCase()));
}
