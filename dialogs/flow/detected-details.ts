import type { CaseDetails } from '../../src/cases/case.ts';
import { usernameRulesOf } from '../../src/guides/username-rules.ts';
import { readEmail } from '../../src/intake/fields/email-address.ts';
import { readUsername } from '../../src/intake/fields/esr-username.ts';
import type { Reading } from '../../src/intake/fields/issues.ts';
import { readTakenBack } from '../../src/intake/finding/later-words.ts';
import { readOwnDetails } from '../../src/intake/finding/own-details.ts';
import { type DialogTurn, guideOf } from '../engine/conversation-state.ts';

/**
 * The username, address and smartcard number that the person gives as their own on the way: offered later, so that nobody
 * types a thing twice. What they take back is forgotten. Whether there was either.
 */
export function noticeDetails(turn: DialogTurn, text: string): boolean {
  const guide = guideOf(turn);
  const contacts = Object.values(guide.contacts).flatMap(({ email }) => email?.toLowerCase() ?? []);
  const rules = usernameRulesOf(turn.deps.guides, guide.trust);
  const own = readOwnDetails(text, { ...rules, neverOwn: contacts, name: turn.person.name });
  const { username, email, smartcard } = own;
  if (username !== undefined) noticeTrust(turn, username);
  const theirs = usernameRulesOf(turn.deps.guides, guideOf(turn).trust);
  const found: CaseDetails = {
    ...(username !== undefined && isSound(readUsername(username, theirs)) ? { esrUsername: username } : {}),
    ...(email !== undefined && isSound(readEmail(email)) ? { correctEmail: email } : {}),
    ...(smartcard === undefined ? {} : { smartcardNumber: smartcard }),
  };
  const { entered } = turn.conversation;
  const held = {
    username: entered.esrUsername,
    email: entered.correctEmail,
    smartcard: entered.smartcardNumber,
  };
  const back = readTakenBack(text, held, own, theirs).map((kind) => KEYS[kind]);
  const kept = Object.fromEntries(
    Object.entries(entered).filter(([key]) => !back.some((one) => one === key)),
  );
  turn.conversation.entered = { ...kept, ...found };
  return Object.keys(found).length > 0 || back.length > 0;
}

/** The details that a message can give, as a case holds them. */
const KEYS = { username: 'esrUsername', email: 'correctEmail', smartcard: 'smartcardNumber' } as const;

const isSound = ({ issues }: Reading<string>) => !issues.some((issue) => issue.blocking);

/** A username says whose it is, where its first three numbers belong to one Trust alone. */
function noticeTrust({ conversation, deps }: DialogTurn, username: string): void {
  if (conversation.trust !== undefined) return;
  const owners = [...deps.guides.values()].filter((guide) =>
    guide.username.prefixes.some(({ code }) => username.startsWith(code)),
  );
  if (owners.length === 1 && owners[0] !== undefined) conversation.trust = owners[0].trust;
}
