import type { CaseDetails } from '../src/cases/case.ts';
import { usernameRulesOf } from '../src/guides/username-rules.ts';
import { readEmail } from '../src/intake/email-address.ts';
import { readUsername } from '../src/intake/esr-username.ts';
import { findEmails } from '../src/intake/find-emails.ts';
import { findUsernames } from '../src/intake/find-usernames.ts';
import { guideOf, type TalkTurn } from './talk.ts';

/** Numbers printed on smartcards have 12 digits. */
const SMARTCARD = /(?<!\d)\d{12}(?!\d)|(?<!\d)\d{4} \d{4} \d{4}(?!\d)/;

/** Usernames, addresses and smartcard numbers typed on the way: offered later, so that nobody types a thing twice. */
export function noticeDetails(turn: TalkTurn, text: string): void {
  const rules = usernameRulesOf(turn.parts.guides, guideOf(turn).trust);
  const usernames = new Set(findUsernames(text, rules).map((mention) => mention.value));
  const emails = new Set(findEmails(text).map((mention) => mention.value));
  const [username] = usernames;
  const [email] = emails;
  const found: { -readonly [key in keyof CaseDetails]: CaseDetails[key] } = {};
  // Two of a kind would be a guess.
  if (username !== undefined && usernames.size === 1) {
    const read = readUsername(username, rules);
    noticeTrust(turn, read.value);
    if (!read.issues.some((issue) => issue.blocking)) found.esrUsername = read.value;
  }
  if (email !== undefined && emails.size === 1) {
    const read = readEmail(email);
    if (!read.issues.some((issue) => issue.blocking)) found.correctEmail = read.value;
  }
  const smartcard = SMARTCARD.exec(text)?.[0];
  if (smartcard !== undefined) found.smartcardNumber = smartcard.replaceAll(' ', '');
  turn.talk.entered = { ...turn.talk.entered, ...found };
}

/** A username says whose it is, where its first three numbers belong to one Trust alone. */
function noticeTrust({ talk, parts }: TalkTurn, username: string): void {
  if (talk.trust !== undefined) return;
  const owners = [...parts.guides.values()].filter((guide) =>
    guide.username.prefixes.some(({ code }) => username.startsWith(code)),
  );
  if (owners.length === 1 && owners[0] !== undefined) talk.trust = owners[0].trust;
}
