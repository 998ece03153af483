import type { CaseDetails } from '../../src/cases/case.ts';
import { usernameRulesOf } from '../../src/guides/username-rules.ts';
import { readEmail } from '../../src/intake/fields/email-address.ts';
import { readUsername } from '../../src/intake/fields/esr-username.ts';
import type { Reading } from '../../src/intake/fields/issues.ts';
import { readTakenBack } from '../../src/intake/finding/later-words.ts';
import type { OwnKind } from '../../src/intake/finding/mention.ts';
import {
  findIn,
  mayBeOwn,
  type OwnDetails,
  type OwnDetailsRules,
  ownDetailsIn,
} from '../../src/intake/finding/own-details.ts';
import { type DialogTurn, guideOf } from '../engine/conversation-state.ts';

/**
 * Collects the username, address and smartcard number that people mention as their own, to save retyping later. Forgets those
 * they take back.
 */
export function noticeDetails(turn: DialogTurn, text: string): void {
  const rules = detailRules(turn);
  const findings = findIn(text, rules);
  const own = ownDetailsIn(findings, rules);
  if (own.username !== undefined) noticeTrust(turn, own.username);
  keepDetails(turn, soundDetails(turn, own), readTakenBack(findings, heldDetails(turn), own));
}

/** The details that the conversation holds, by kind. */
export function heldDetails({ conversation }: DialogTurn): Record<OwnKind, string | undefined> {
  const { esrUsername, correctEmail, smartcardNumber } = conversation.entered;
  return { username: esrUsername, email: correctEmail, smartcard: smartcardNumber };
}

/** Details from a message as a case holds them, valid or not. */
export const asDetails = (found: OwnDetails): CaseDetails =>
  Object.fromEntries(Object.entries(found).map(([kind, value]) => [DETAIL_KEYS[kind as OwnKind], value]));

/** A message without its details, where they may be its writer's own; undefined where one may be another's, or there are none. */
export function withoutOwnDetails(turn: DialogTurn, text: string): string | undefined {
  const rules = detailRules(turn);
  const findings = findIn(text, rules);
  return mayBeOwn(findings, rules) ? findings.text.replace(/\s+/g, ' ').trim() : undefined;
}

/** What decides whether a value in a message is its writer's own. */
export function detailRules(turn: DialogTurn): OwnDetailsRules {
  const guide = guideOf(turn);
  const neverOwn = Object.values(guide.contacts).flatMap(({ email }) => email?.toLowerCase() ?? []);
  return { ...usernameRulesOf(turn.deps.guides, guide.trust), neverOwn, name: turn.person.name };
}

/** The values in a message that are valid for a case. */
export function soundDetails(turn: DialogTurn, { username, email, smartcard }: OwnDetails): CaseDetails {
  const theirs = usernameRulesOf(turn.deps.guides, guideOf(turn).trust);
  return asDetails({
    ...(username !== undefined && isSound(readUsername(username, theirs)) && { username }),
    ...(email !== undefined && isSound(readEmail(email)) && { email }),
    ...(smartcard !== undefined && { smartcard }),
  });
}

/** Keeps values found for later, and forgets those called wrong. */
export function keepDetails(turn: DialogTurn, found: CaseDetails, wrong: readonly OwnKind[]): void {
  const forgotten = new Set<string>(wrong.map((kind) => DETAIL_KEYS[kind]));
  const kept = Object.entries(turn.conversation.entered).filter(([key]) => !forgotten.has(key));
  turn.conversation.entered = { ...Object.fromEntries(kept), ...found };
}

/** The name of each kind of detail in a case. */
export const DETAIL_KEYS = {
  username: 'esrUsername',
  email: 'correctEmail',
  smartcard: 'smartcardNumber',
} as const;

const isSound = ({ issues }: Reading<string>) => !issues.some((issue) => issue.blocking);

/** Sets the Trust from a username, where only one Trust's usernames begin with its first three digits. */
function noticeTrust({ conversation, deps }: DialogTurn, username: string): void {
  if (conversation.trust !== undefined) return;
  const owners = [...deps.guides.values()].filter((guide) =>
    guide.username.prefixes.some(({ code }) => username.startsWith(code)),
  );
  if (owners.length === 1 && owners[0] !== undefined) conversation.trust = owners[0].trust;
}
