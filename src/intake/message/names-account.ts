import { foldLookAlikes } from '../../text/look-alikes.ts';
import { readReference } from '../../text/reference.ts';

/** Longer messages are pasted; only their start is read here. */
const LONGEST = 2000;
const ADDRESS_OR_USERNAME = /[^\s@]@[^\s@]+\.[^\s@]|(?<![a-z\d])\d{3}[a-z][a-z'-]{1,30}\d{2}(?![a-z\d])/i;
const LIKE_REFERENCE = /(?<![a-z\d-])[a-z\d]{3}-[a-z\d]{3}(?![a-z\d-])/gi;

/** Whether a message names a case or somebody's account. */
export function namesAccount(message: string): boolean {
  const text = foldLookAlikes(message.slice(0, LONGEST));
  const references = text.match(LIKE_REFERENCE) ?? [];
  return ADDRESS_OR_USERNAME.test(text) || references.some((one) => readReference(one) !== undefined);
}
