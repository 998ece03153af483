import type { Case, Given, Requester } from './case.ts';
import { givenBy, sameAddress } from './given.ts';

/** Who reports, where, and the address they gave. */
export type Reporter = Pick<Requester, 'kind' | 'person' | 'chat'> & { readonly given?: Given | undefined };

/**
 * Whether two sides' reports of one ESR username may be one case. Usernames and addresses are guessed easily, so two members of
 * staff never share; a trainer and the learner do if they agree on the address, and the learner signs in to Teams with it.
 */
function sharesCase(one: Reporter, other: Reporter): boolean {
  const staff = [one, other].filter(({ kind }) => kind === 'staff');
  if (staff.length > 1 || staff.some(({ given }) => given?.signsIn === undefined)) return false;
  const [email, another] = [one, other].map(({ given }) => given?.details.correctEmail);
  return email !== undefined && another !== undefined && sameAddress(email) === sameAddress(another);
}

/** The same person, or two in one trainers' chat, where everyone sees each other's cards anyway. */
export function isSameSide(one: Reporter, other: Reporter): boolean {
  if (one.person.id !== '' && one.person.id === other.person.id) return true;
  return one.kind === 'trainer' && other.kind === 'trainer' && one.chat !== '' && one.chat === other.chat;
}

/**
 * Whether a report joins this case, or stays on it: its side agrees with every other side there, by the latest addresses. A
 * side is a person, or a trainers' chat.
 */
export function joinsCase(it: Case, report: Reporter): boolean {
  const known = it.requesters.map((one) => ({ ...one, given: givenBy(it, one) }));
  const before = known.find((one) => isSameReport(one, report));
  const given = report.given?.details.correctEmail === undefined ? before?.given : report.given;
  const now = { ...report, given: given && { ...given, signsIn: signsInWith(before?.given, given) } };
  const side = [now, ...sideIn(known, report).filter((one) => one !== before)];
  return known
    .filter((one) => !isSameSide(one, report))
    .every((other) => {
      if (other.kind === 'staff' && report.kind === 'staff') return false;
      return sideIn(known, other).some((theirs) => side.some((ours) => sharesCase(ours, theirs)));
    });
}

/** Whether they sign in with the address they gave now: known from now, or from when they gave the same one before. */
export function signsInWith(before: Given | undefined, now: Given): Given['signsIn'] {
  const email = now.details.correctEmail ?? before?.details.correctEmail;
  const isSame = sameAddress(email ?? '') === sameAddress(before?.details.correctEmail ?? '');
  return now.signsIn ?? (isSame ? before?.signsIn : undefined);
}

/** The reports of one side. */
export const sideIn = <R extends Reporter>(reporters: readonly R[], of: Reporter): readonly R[] =>
  reporters.filter((one) => isSameSide(one, of));

/** One report is what one person gives from one chat, however often. */
export const isSameReport = (
  one: Pick<Reporter, 'person' | 'chat'>,
  other: Pick<Reporter, 'person' | 'chat'>,
) => one.person.id === other.person.id && one.chat === other.chat;
