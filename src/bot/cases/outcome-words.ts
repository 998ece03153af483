import { plainText } from '../../cards/plain-text.ts';
import { type CardData, words } from '../../cards/render.ts';
import type { Case, Resolution } from '../../cases/case.ts';
import { givenIn, sameAddress } from '../../cases/given.ts';
import { reachableLine } from '../../guides/contacts.ts';
import type { ChatFacts } from '../../guides/fill-facts.ts';
import type { Guide } from '../../guides/guide.ts';
import { outcomeName, outcomeOf, outcomeWords as wordsOf } from '../../guides/outcomes.ts';
import { isInstant, shift } from '../../time/clock.ts';
import { speakLastingTime } from '../../time/speak-time.ts';
import { CASE_TEXTS } from './texts.ts';

/** A requester's words for an outcome. */
export interface OutcomeWords {
  readonly text: string;
  readonly next: readonly string[];
}

/** An outcome in the words of the Trust's guide. Of one that the guide no longer has, only the name. */
export function outcomeWords(guide: Guide | undefined, outcome: string, facts: ChatFacts = {}): OutcomeWords {
  const found = outcomeOf(guide, outcome);
  if (found === undefined) return { text: CASE_TEXTS.otherOutcome(outcomeName(guide, outcome)), next: [] };
  return wordsOf(found, facts);
}

/** What the requester does next after this outcome, in the words of the Trust's guide, with links to the contacts it names. */
export function nextSteps(guide: Guide | undefined, outcome: string, facts: ChatFacts = {}): CardData[] {
  if (guide === undefined) return [];
  return outcomeWords(guide, outcome, facts).next.map((line, index) => ({
    number: index + 1,
    line: words(reachableLine(guide, line)),
  }));
}

/** What this chat may see of an outcome: the address that the reset went to, and when its link expires at the latest. */
export function outcomeFacts(
  it: Case,
  { sent, at }: Pick<Resolution, 'sent' | 'at'>,
  chat: string,
  guide: Guide | undefined,
): ChatFacts {
  const email = sent === undefined ? undefined : addressThen(it, chat, at);
  const hours = guide?.reset?.linkHours;
  return {
    ...(email && { 'said.email': plainText(email) }),
    ...(hours && isInstant(at) && { 'when.linkEnds': speakLastingTime(shift(at, { hours })) }),
  };
}

/** The case's address at that time, if it was given from this chat: other addresses are private. */
function addressThen(it: Case, chat: string, at: string): string | undefined {
  const own = givenIn(it, chat)?.details.correctEmail;
  const leading = it.details.correctEmail;
  const isSame = own !== undefined && leading !== undefined && sameAddress(own) === sameAddress(leading);
  const hasChanged =
    it.requesters.some(({ given }) => (given?.replaced?.at ?? '') > at) ||
    (it.withdrawn ?? []).some((one) => one.at > at);
  return isSame && !hasChanged ? own : undefined;
}
