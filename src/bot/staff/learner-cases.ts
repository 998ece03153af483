import { type CardData, words } from '../../cards/render.ts';
import { type Case, isAsked } from '../../cases/case.ts';
import { addressesOf, sameAddress } from '../../cases/given.ts';
import { mayWorkNow } from '../../guides/outcomes.ts';
import type { CaseQueries } from '../../store/cases/case-queries.ts';
import type { ChatStore } from '../../store/chats/chat-store.ts';
import type { Roster } from '../../teams/roster.ts';
import type { CaseCardDeps } from '../cases/case-card-deps.ts';
import { stateForRequester, ticketLine } from '../cases/case-words.ts';
import { nextSteps, outcomeFacts, outcomeWords } from '../cases/outcome-words.ts';
import { CASE_TEXTS } from '../cases/texts.ts';

export interface LearnerCasesDeps {
  readonly roster: Pick<Roster, 'signInName'>;
  readonly chats: Pick<ChatStore, 'find'>;
  readonly queries: Pick<CaseQueries, 'hasOpenOfTrainers' | 'openForAddress'>;
  readonly caseCards: CaseCardDeps;
}

/** The open cases that trainers raised for a person, found by the address that the person signs in to Teams with. */
export class LearnerCases {
  readonly #deps: LearnerCasesDeps;

  constructor(deps: LearnerCasesDeps) {
    this.#deps = deps;
  }

  /** Whether trainers have an open case at all. */
  any(): Promise<boolean> {
    return this.#deps.queries.hasOpenOfTrainers();
  }

  /** Not cached: a corrected address, or a sign-in name changed in Teams, counts at once. */
  async of(personId: string, chat: string): Promise<readonly Case[]> {
    const { roster, chats, queries, caseCards } = this.#deps;
    const trusts = [...caseCards.guides.keys()];
    // Teams is asked for the sign-in name only if there can be a case.
    if (!(await this.any())) return [];
    const address = await roster.signInName(chat, personId);
    if (address === undefined) return [];
    const found = await queries.openForAddress(trusts, address);
    const tenant = (await chats.find(chat))?.tenantId;
    const isTheirs = await Promise.all(
      found.map(async (it) => {
        const [first] = it.requesters;
        if (!isForLearner(it, address)) return false;
        return tenant !== undefined && (await chats.find(first.chat))?.tenantId === tenant;
      }),
    );
    return found.filter((_, index) => isTheirs[index]);
  }

  /** The state and next steps, without anything that the trainer or another learner gave. */
  async shown(it: Case): Promise<CardData> {
    const { caseCards } = this.#deps;
    const reach = await caseCards.reach?.(it);
    const [state] = stateForRequester(it, { chat: '', reach });
    const { resolution } = it;
    const isResolved = it.state === 'resolved' && resolution !== undefined;
    const guide = caseCards.guides.get(it.trust);
    const facts = resolution && outcomeFacts(it, resolution, '', guide);
    return {
      reference: words(it.reference),
      ticket: ticketLine(it),
      state: words(state),
      says: isResolved ? words(outcomeWords(guide, resolution.outcome, facts).text) : this.#says(it, reach),
      next: isResolved ? nextSteps(guide, resolution.outcome, facts) : [],
      canAnswer: isAsked(it),
      asked: words(it.question?.at ?? ''),
      asks: isResolved && mayWorkNow(guide, resolution.outcome),
      isResolved,
    };
  }

  #says(it: Case, reach: string | undefined): string {
    if (isAsked(it) && it.question !== undefined)
      return CASE_TEXTS.asks(it.question.by.name, it.question.text);
    if (it.claim !== undefined) return CASE_TEXTS.worksOnIt(it.claim.by.name);
    return reach === undefined || reach === 'there' ? CASE_TEXTS.teamHasIt : '';
  }
}

/** Whether only trainers raised it and this is its leading address, even if one of them gave another. */
function isForLearner(it: Case, address: string): boolean {
  const [leading] = addressesOf(it);
  return (
    it.requesters.every(({ kind }) => kind === 'trainer') &&
    leading !== undefined &&
    sameAddress(leading.email) === address
  );
}
