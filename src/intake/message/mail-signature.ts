import { foldLookAlikes } from '../../text/look-alikes.ts';
import { localPart } from '../fields/email-address.ts';

const ADDRESS = /[\p{L}\p{N}._%+'-]{1,80}@[\p{L}\p{N}.-]{1,80}/gu;
const TO = /^\s*\*?(?:to|cc)\*?\s*:/i;
/** A line of a signature with an address: the address alone or labelled, or beside other details. */
const CONTACT = /^\s*(?:\p{L}{0,8}\s*[:-]\s*)?<?[^\s<>@]{1,80}@[^\s<>@]{1,80}>?[\s.,]*$|[|•·/]/u;

/**
 * The words above a forwarded mail, without the lines that sign them with the writer's own address: one of `neverLearners`, or
 * one that the mail was sent to. "Kind regards" need not come first.
 */
export function withoutOwnAddress(
  text: string,
  header: readonly string[],
  { neverLearners = [] }: { readonly neverLearners?: readonly string[] },
): string {
  const to = header
    .filter((line) => TO.test(line))
    .join(' ')
    .toLowerCase();
  const names = to.match(/\p{L}{3,}/gu) ?? [];
  const isOwn = (address: string) => {
    const local = localPart(address);
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
