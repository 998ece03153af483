import { plainText } from '../../cards/plain-text.ts';
import type { Tone } from '../../cards/tones.ts';
import { type Case, type CaseDetails, isAsked, type Person } from '../../cases/case.ts';
import { givenIn } from '../../cases/given.ts';
import { saidBefore } from '../../cases/still-true.ts';
import type { Guide } from '../../guides/guide.ts';
import { type CaseView, calledIn, leftBy } from '../cases/case-view.ts';
import { stateForRequester } from '../cases/case-words.ts';
import { outcomeWords } from '../cases/outcome-words.ts';
import { CASE_TEXTS, LABELS } from '../cases/texts.ts';
import { TRAINER_TEXTS as TEXTS } from './texts.ts';

/** A case's state as its trainer sees it, its tone, and what happens next. */
export interface CaseLine {
  readonly state: string;
  readonly tone: Tone;
  readonly next: string;
}

/** A case's state and next step for this chat, in a line. `them`: the line speaks of a whole class. Typed text is made plain. */
export function caseLine(
  it: Case,
  guides: ReadonlyMap<string, Guide>,
  view: CaseView,
  what: 'it' | 'them' = 'it',
): CaseLine {
  const { chat, reach = 'there' } = view;
  const [state] = stateForRequester(it, view);
  const left = leftBy(it, view);
  if (left?.movedTo !== undefined)
    return { state: CASE_TEXTS.movedTo(left.movedTo), tone: 'default', next: '' };
  if (left !== undefined) return { state, tone: 'default', next: withdrawnBy(calledIn(it, chat, left.by)) };
  if (isAsked(it)) {
    const { by, text } = it.question ?? { by: undefined, text: '' };
    const next = TEXTS.asks(nameOf(by), plainText(text, 200));
    return { state, tone: 'attention', next: `${next}${before(it, guides)}` };
  }
  switch (it.state) {
    case 'open': {
      const next = (it.released === undefined ? TEXTS.notClaimed : TEXTS.released)(what);
      return {
        state,
        tone: 'default',
        next: `${reach === 'there' ? next : ''}${before(it, guides)}`.trim(),
      };
    }
    case 'claimed':
    case 'waiting':
      return {
        state,
        tone: 'accent',
        next: `${TEXTS.hasIt(nameOf(it.claim?.by), what)}${before(it, guides)}`,
      };
    case 'resolved':
      return { state, tone: 'good', next: outcomeText(it, guides) };
    case 'closed': {
      const who = calledIn(it, chat, it.closedBy);
      if (it.closedAs === 'withdrawn') return { state, tone: 'default', next: withdrawnBy(who) };
      if (it.closedAs !== 'working') return { state, tone: 'default', next: '' };
      const next = who === undefined ? '' : TEXTS.saidItWorks(plainText(who, 60));
      return { state, tone: 'default', next };
    }
  }
}

const nameOf = (who: Person | undefined) => (who === undefined ? TEXTS.theTeam : plainText(who.name, 60));

const withdrawnBy = (who: string | undefined) =>
  who === undefined ? '' : CASE_TEXTS.withdrawnBy(plainText(who, 60));

/** The outcome before it was reopened. */
function before(it: Case, guides: ReadonlyMap<string, Guide>): string {
  const last = saidBefore(it).at(-1);
  return last === undefined ? '' : TEXTS.outcomeBefore(outcomeWords(guides.get(it.trust), last.outcome).text);
}

/** The outcome in the guide's words; empty while there is none. */
export function outcomeText(it: Case, guides: ReadonlyMap<string, Guide>): string {
  return it.resolution === undefined ? '' : outcomeWords(guides.get(it.trust), it.resolution.outcome).text;
}

/** The learner's name, else their username, else the reference, as plain text. With `chat`: as given from that chat. */
export function whomItIsAbout(it: Case, chat?: string): string {
  const { name, esrUsername } = detailsIn(it, chat);
  return plainText(name ?? esrUsername ?? it.reference, 60);
}

/** The username to show beside `whomItIsAbout`; empty if that already is the username. */
export function usernameBeside(it: Case, chat?: string): string {
  const details = detailsIn(it, chat);
  return details.name === undefined ? '' : (details.esrUsername ?? LABELS.noUsername);
}

const detailsIn = (it: Case, chat: string | undefined): CaseDetails =>
  chat === undefined
    ? it.details
    : // A withdrawn report was about the same account.
      (givenIn(it, chat)?.details ?? { esrUsername: it.details.esrUsername });
