import { type Card, token, words } from '../../cards/render.ts';
import type { Case } from '../../cases/case.ts';
import { searchTerms } from '../../cases/case-search.ts';
import type { CaseSearch } from '../../store/cases/case-search.ts';
import type { ChatStore } from '../../store/chats/chat-store.ts';
import type { SearchRequest } from '../../teams/activity-handler.ts';
import type { Turn } from '../../teams/turn.ts';
import { speakTime } from '../../time/speak-time.ts';
import { besideAddress } from '../cases/case-addresses.ts';
import type { CaseCardDeps } from '../cases/case-card-deps.ts';
import { caseTitle, caseWhose, stateForTeam } from '../cases/case-words.ts';
import { noteCard } from '../cases/message-card.ts';
import { neededNow } from '../cases/needed-words.ts';
import { TEAM_TEXTS as TEXTS } from './texts.ts';

const FOUND_PAGE = 8;

/** What to search for: as typed, in which Trust, which page from 0. */
export interface Search {
  readonly trust: string;
  readonly typed: string;
  readonly page: number;
}

/** A page of the cases found, newest first; a sentence if there are none. */
export async function findCases(
  search: Pick<CaseSearch, 'find'>,
  deps: CaseCardDeps,
  { trust, typed, page }: Search,
): Promise<Card | string> {
  const terms = searchTerms(typed);
  if (terms.length === 0) return TEXTS.findWhat;
  const { cases, more } = await search.find(trust, terms, { skip: page * FOUND_PAGE, take: FOUND_PAGE });
  if (cases.length === 0)
    return page === 0 ? TEXTS.foundNothing : findCases(search, deps, { trust, typed, page: 0 });
  const others = await deps.others?.(cases);
  const first = page * FOUND_PAGE + 1;
  const isPage = more || page > 0;
  return deps.cards.render('found', {
    title: words(TEXTS.foundTitle(cases.length, isPage)),
    sub: words(TEXTS.foundRange(isPage ? [first, first + cases.length - 1] : undefined)),
    cases: cases.map((it) => foundRow(deps, it, others?.get(it.reference))),
    terms: token(terms.join(' ')),
    page,
    more,
  });
}

/** A case in a line or two: person, problem and state. */
function foundRow(deps: CaseCardDeps, it: Case, others: readonly Case[] = []) {
  const { esrUsername, correctEmail } = it.details;
  const now = deps.now();
  const raised = TEXTS.foundRaised(speakTime(it.openedAt, now));
  return {
    reference: token(it.reference),
    whose: caseWhose(it),
    problem: caseTitle(deps.problems, it),
    detail: [esrUsername, correctEmail, it.ticket?.number, raised]
      .filter((part) => part !== undefined)
      .join(', '),
    needed: words(neededNow(it, now)),
    beside: besideAddress(it, others),
    state: words(stateForTeam(it)[0]),
  };
}

/** A row of the list under the search box, and the card that selecting it puts into the chat. */
export interface FoundCase {
  readonly title: string;
  readonly text: string;
  readonly card: Card;
}

/** The search message extension of the ESR Team's chat. */
export class FindExtension {
  readonly #deps: FindExtensionDeps;

  constructor(deps: FindExtensionDeps) {
    this.#deps = deps;
  }

  /** The cases found in the chat's Trust, or why there are none. Only linked ESR Team chats may search. */
  async search(turn: Turn, { text, skip, take }: SearchRequest): Promise<readonly FoundCase[] | string> {
    const { chats, search } = this.#deps;
    const link = await chats.linkOf(turn.chat.id);
    if (link?.role !== 'esr-team') return TEXTS.findOnlyHere;
    const terms = searchTerms(text);
    if (terms.length === 0) return TEXTS.findWhat;
    const { cases } = await search.find(link.trust, terms, { skip, take: Math.min(take, FOUND_PAGE) });
    return cases.length === 0 && skip === 0 ? TEXTS.foundNothing : cases.map((it) => this.#found(it));
  }

  #found(it: Case): FoundCase {
    const { caseCards } = this.#deps;
    const { whose, problem, state } = foundRow(caseCards, it);
    return {
      title: `${it.reference}: ${whose}`,
      text: `${state.words}. ${problem.words}`,
      card: noteCard(caseCards.cards, {
        band: 'accent',
        kicker: state.words,
        title: problem,
        text: `${whose}.`,
        reference: it.reference,
        opens: 'case',
      }),
    };
  }
}

export interface FindExtensionDeps {
  readonly chats: Pick<ChatStore, 'linkOf'>;
  readonly search: Pick<CaseSearch, 'find'>;
  readonly caseCards: CaseCardDeps;
}
