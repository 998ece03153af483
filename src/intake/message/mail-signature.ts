import { foldLookAlikes } from '../../text/look-alikes.ts';

const ADDRESS = /[\p{L}\p{N}._%+'-]{1,80}@[\p{L}\p{N}.-]{1,80}/gu;
const TO = /^\s*\*?(?:to|cc)\*?\s*:/i;
/** A line of a signature with an address: the address alone or labelled, or beside other details. */
const CONTACT = /^\s*(?:\p{L}{0,8}\s*[:-]\s*)?<?[^\s<>@]{1,80}@[^\s<>@]{1,80}>?[\s.,]*$|[|•·/]/u;

/** Who writes above a mail: their own addresses, as far as they are known. */
interface Writer {
  readonly neverLearners?: readonly string[];
}

/**
 * Words over a mail without the lines in which their writer signs with an address: their own, or that of whom the mail went to.
 * "Kind regards" need not stand above it.
 */
export function withoutOwnAddress(
  text: string,
  header: readonly string[],
  { neverLearners = [] }: Writer,
): string {
  const to = header
    .filter((line) => TO.test(line))
    .join(' ')
    .toLowerCase();
  const names = to.match(/\p{L}{3,}/gu) ?? [];
  const isOwn = (address: string) => {
    const local = address.slice(0, address.indexOf('@'));
    return (
      neverLearners.includes(address) ||
      to.includes(address) ||
      names.filter((name) => name !== 'nhs' && local.includes(name)).length > 1
    );
  };
  return text
    .split('\n')
    .filter((line) => {
      const found = foldLookAlikes(line).toLowerCase().match(ADDRESS) ?? [];
      return !(CONTACT.test(line) && found.length > 0 && found.every(isOwn));
    })
    .join('\n');
}
