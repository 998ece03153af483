import type { Case, Given, Requester } from './case.ts';
import { givenBy, sameAddress } from './given.ts';

/** Who reports, where, and the address they gave. */
export type Reporter = Pick<Requester, 'kind' | 'person' | 'chat'> & { readonly given?: Given | undefined };

/**
 * Whether two reports of one ESR username may be one case. Anybody can type anybody's username, so two members of staff
 * never share; a trainer and the learner do where they agree on the address.
 */
function sharesCase(one: Reporter, other: Reporter): boolean {
  if (isSameSide(one, other)) return true;
  if (one.kind === 'staff' && other.kind === 'staff') return false;
  const [email, another] = [one, other].map(({ given }) => given?.details.correctEmail);
  return email !== undefined && another !== undefined && sameAddress(email) === sameAddress(another);
}

/** The same person, or two of one trainers' chat, where everybody sees each other's cards anyway. */
export function isSameSide(one: Reporter, other: Reporter): boolean {
  if (one.person.id !== '' && one.person.id === other.person.id) return true;
  return one.kind === 'trainer' && other.kind === 'trainer' && one.chat !== '' && one.chat === other.chat;
}

/** Whether a new report goes onto this case: it shares it with somebody, and with no other member of staff. */
export function joinsCase(it: Case, report: Reporter): boolean {
  const reporters = it.requesters.map((one) => ({ ...one, given: givenBy(it, one) }));
  if (reporters.some((one) => isSameSide(one, report))) return true;
  const keepsApart = (one: Reporter) => one.kind === 'staff' && report.kind === 'staff';
  return !reporters.some(keepsApart) && reporters.some((one) => sharesCase(one, report));
}
