import type { UsernameRules } from '../fields/esr-username.ts';
import { asCorrected } from './corrections.ts';
import { findEmails } from './find-emails.ts';
import { findUsernames } from './find-usernames.ts';
import type { Mention } from './mention.ts';
import { withoutRequests } from './not-asked.ts';
import { withoutMeaningOfNames } from './own-names.ts';

/**
 * Every username and address in a text, in order, with what the words around them say and as the writer corrected
 * them. Readers of trainers' and of staff's messages both start here.
 */
export function readMentions(text: string, rules: UsernameRules): readonly Mention[] {
  const emails = findEmails(text);
  const usernames = findUsernames(blanked(text, emails), rules);
  const found = inOrder(emails, usernames);
  const said = withoutMeaningOfNames(text, found);
  const heard = said === text ? found : inOrder(findEmails(said), usernames);
  return asCorrected(withoutRequests(heard, said), said);
}

const inOrder = (emails: readonly Mention[], usernames: readonly Mention[]): Mention[] =>
  [...emails, ...usernames].toSorted((a, b) => a.start - b.start);

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
