import { cardMessage } from '../../cards/message.ts';
import type { Case, Person } from '../../cases/case.ts';
import type { CaseService } from '../../cases/case-service.ts';
import { type Present, UnknownDeliveryError } from '../../outbox/outbox-dispatcher.ts';
import type { RenderMessage } from '../esr-team/team-messages.ts';
import type { CaseCardDeps } from './case-card-deps.ts';
import { handoffCard, statusCard } from './case-cards.ts';
import { CASE_MESSAGES, caseMessage, mentioning } from './case-messages.ts';
import { viewOf } from './case-view.ts';

export interface MoreToPresent {
  /** Messages that no change of a case brought about, by name. */
  readonly others?: ReadonlyMap<string, RenderMessage>;
  /** Asks Teams for what a link to a chat with the requester needs. */
  readonly learnRequester?: (it: Case) => Promise<void>;
}

const CASE_CARDS: readonly string[] = ['handoff', 'status'];

/** Shows each delivery as the case is now: a card that is late is never out of date. */
export function presentCases(
  caseService: CaseService,
  deps: CaseCardDeps,
  { others, learnRequester }: MoreToPresent = {},
): Present {
  return async (delivery) => {
    const other = delivery.kind === 'message' ? others?.get(delivery.name) : undefined;
    if (other !== undefined) return unversioned(await other(delivery), delivery.mention);
    const known = delivery.kind === 'card' ? CASE_CARDS : CASE_MESSAGES;
    if (!known.includes(delivery.name)) throw new UnknownDeliveryError(delivery.name);
    const it = delivery.reference === undefined ? undefined : await caseService.find(delivery.reference);
    if (it === undefined) return undefined;
    if (delivery.kind === 'card') {
      if (delivery.name === 'handoff' && it.claim !== undefined) await learnRequester?.(it);
      const view = await viewOf(deps, it, delivery.chat);
      const card =
        delivery.name === 'handoff' ? handoffCard(deps, it, '', view.others) : statusCard(deps, it, view);
      return { activity: cardMessage(card), version: it.version };
    }
    const message = caseMessage(deps, it, delivery.name, delivery.data, delivery.chat);
    if (message === undefined) return undefined;
    return { activity: mentioning(message, delivery.mention), version: it.version };
  };
}

const unversioned = (message: object | undefined, mention: Person | undefined) =>
  message && { activity: mentioning(message, mention), version: 0 };
