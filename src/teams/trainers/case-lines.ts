import { plainText } from '../../cards/plain-text.ts';
import type { Case } from '../../cases/case.ts';
import type { Guide } from '../../guides/guide.ts';
import { outcomeWords } from '../desk/outcome-words.ts';

/** A case's state as its trainer sees it, the colour that goes with the word, and what happens next. */
export interface CaseLine {
  readonly state: string;
  readonly color: 'good' | 'attention' | 'accent' | 'default';
  readonly next: string;
}

/** Where a case stands and what comes next, in a line. Text that people typed is plain. */
export function caseLine(it: Case, guides: ReadonlyMap<string, Guide>): CaseLine {
  const who = plainText(it.claim?.by.name ?? 'The ESR Team', 60);
  switch (it.state) {
    case 'open':
      return { state: 'With the ESR Team', color: 'default', next: 'Nobody has claimed it yet.' };
    case 'claimed':
      return { state: 'Being worked on', color: 'accent', next: `${who} has it.` };
    case 'waiting':
      return {
        state: 'Waiting for you',
        color: 'attention',
        next: `${who} asks: ${plainText(it.question?.text ?? '', 200)}`,
      };
    case 'resolved':
      return { state: 'Resolved', color: 'good', next: outcomeText(it, guides) };
    case 'closed':
      return { state: CLOSED[it.closedAs ?? 'silent'], color: 'default', next: '' };
  }
}

const CLOSED = { working: 'Working', withdrawn: 'Withdrawn', silent: 'Closed' } as const;

/** What the guide says was done. */
export function outcomeText(it: Case, guides: ReadonlyMap<string, Guide>): string {
  return it.resolution === undefined ? '' : outcomeWords(guides, it.trust, it.resolution.outcome).text;
}

/** Whom a case is about, in a word: the name, else the username. Plain. */
export function whomItIsAbout({ details, reference }: Case): string {
  return plainText(details.name ?? details.esrUsername ?? reference, 60);
}

/** The username to show beside `whomItIsAbout`, where that is a name. */
export function usernameBeside({ details }: Case): string {
  return details.name === undefined ? '' : (details.esrUsername ?? 'No username');
}
