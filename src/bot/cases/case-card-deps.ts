import type { Cards } from '../../cards/render.ts';
import type { Case, Person } from '../../cases/case.ts';
import type { Guide } from '../../guides/guide.ts';
import type { Problems } from '../../guides/problems.ts';
import type { Expectation } from './when-answered.ts';

/** Whether the Trust's ESR Team has the case: its card is on its way, they have no linked chat, or the card did not arrive. */
export type Reach = 'there' | 'on-its-way' | 'none' | 'undelivered';

/** What the cards of cases are made from. */
export interface CaseCardDeps {
  readonly cards: Cards;
  readonly problems: Problems;
  readonly guides: ReadonlyMap<string, Guide>;
  readonly now: () => string;
  /** The sign-in name by which Teams opens a chat with a person, where that is known. */
  readonly upnOf?: (person: Person) => string | undefined;
  /** Whether the ESR Team has the case; it has where this is not given. */
  readonly reach?: (it: Case) => Promise<Reach>;
  /** When the Trust's ESR Team can be expected to answer. */
  readonly expects?: (trust: string) => Promise<Expectation | undefined>;
  /** For each case, those of other people with the same ESR username that were open while it was. */
  readonly others?: (cases: readonly Case[]) => Promise<ReadonlyMap<string, readonly Case[]>>;
  /** How many earlier cases there are with its ESR username. */
  readonly earlier?: (it: Case) => Promise<number>;
}
