import { endsAtPlace } from '../../text/places.ts';
import { nameInUsername, type UsernameRules } from '../fields/esr-username.ts';
import { asCorrected } from './corrections.ts';
import { findEmails } from './find-emails.ts';
import { findUsernames } from './find-usernames.ts';
import type { Mention } from './mention.ts';
import { spells } from './name-evidence.ts';
import { withoutRequests } from './not-asked.ts';
import { withoutMeaningOfNames } from './own-names.ts';

/**
 * Every username and address in a text, in order, with what the words around them say and as the writer corrected
 * them. Readers of trainers' and of staff's messages both start here.
 */
export function readMentions(text: string, rules: UsernameRules): readonly Mention[] {
  const emails = findEmails(text);
  const all = inOrder(emails, findUsernames(blanked(text, emails), rules));
  const found = all.filter((one, at) => !isPlace(one, [all[at - 1], all[at + 1]], text));
  const said = withoutMeaningOfNames(text, found);
  const heard =
    said === text
      ? found
      : inOrder(
          findEmails(said),
          found.filter(({ kind }) => kind === 'username'),
        );
  return asCorrected(withoutRequests(heard, said), said);
}

const inOrder = (emails: readonly Mention[], usernames: readonly Mention[]): Mention[] =>
  [...emails, ...usernames].toSorted((a, b) => a.start - b.start);

/** A place's name is shorter than a person's and their initial. */
const LONGEST_PLACE = 3;

/** "Room 432B12", unless it is labelled as a username, or an address beside it spells it. */
function isPlace(one: Mention, beside: readonly (Mention | undefined)[], text: string): boolean {
  const isShort = one.kind === 'username' && nameInUsername(one.value).length <= LONGEST_PLACE;
  if (!isShort || one.labelled || !endsAtPlace(text.slice(Math.max(0, one.start - 60), one.start)))
    return false;
  return !beside.some((other) => other?.kind === 'email' && spells(one.value, other.value));
}

/** The text with spaces in place of mentions. */
export function blanked(text: string, mentions: readonly Pick<Mention, 'start' | 'end'>[]): string {
  let result = '';
  let from = 0;
  for (const { start, end } of mentions) {
    result += text.slice(from, start) + ' '.repeat(end - start);
    from = end;
  }
  return result + text.slice(from);
}
