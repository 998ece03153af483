import type { Cards } from '../../cards/render.ts';
import type { Case, Person } from '../../cases/case.ts';
import type { Guide } from '../../guides/guide.ts';
import type { Problems } from '../../guides/problems.ts';
import type { Expectation } from './when-answered.ts';

/** Whether the ESR Team has the case's card: 'none' where the Trust has no linked chat, 'undelivered' where sending failed. */
export type Reach = 'there' | 'on-its-way' | 'none' | 'undelivered';

/** What the cards of cases are made from. */
export interface CaseCardDeps {
  readonly cards: Cards;
  readonly problems: Problems;
  readonly guides: ReadonlyMap<string, Guide>;
  readonly now: () => string;
  /** The sign-in name (UPN) that opens a Teams chat with a person, if it is known. */
  readonly upnOf?: (person: Person) => string | undefined;
  /** Whether the ESR Team has the case. Without this, every case counts as delivered. */
  readonly reach?: (it: Case) => Promise<Reach>;
  /** When the Trust's ESR Team can be expected to answer. */
  readonly expects?: (trust: string) => Promise<Expectation | undefined>;
  /** For each case by its reference: other people's cases with the same ESR username that were open at the same time. */
  readonly others?: (cases: readonly Case[]) => Promise<ReadonlyMap<string, readonly Case[]>>;
  /** How many earlier cases have its ESR username. */
  readonly earlier?: (it: Case) => Promise<number>;
}
