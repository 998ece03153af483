import type { Refusal } from '../../cases/case.ts';
import { speakTime } from '../../time/speak-time.ts';

/** What a case says in more than one place, to the ESR Team and to requesters. */
export const CASE_TEXTS = {
  news: "I'll tell you here when there is news.",
  nothingToDo: 'You do not need to do anything now.',
  askedForTeam: 'Asked for the ESR Team',
  learnerLockedOut: 'A learner cannot get into ESR',
  newsFromTeam: 'News from the ESR Team',
  openAgain: 'Open again',
  sentByMistake: 'Sorry, that was sent by mistake',
  stillWorking: 'The ESR Team is still working on this.',
  mistaken: 'Sorry, the last outcome was sent by mistake.',
  withdrawn: 'Withdrawn',
  closed: 'Closed',
  noEmail: 'No email',
  goneAlready: 'This was taken back already.',
  tookBackBy: (who: string) => `${who} took this back.`,
  /** Where the handoff card was, once it has moved to the end of the chat. */
  moved: { kicker: 'Moved', text: 'This case is further down in the chat now.' },
} as const;

/** What both the ESR Team and requesters read when they press a button of a case. */
export const PRESS_TEXTS = {
  unreadable: 'I could not read that button. Please use the newest card.',
  unknown: 'I do not know that case any more.',
  notHere: 'This case belongs to another chat. Nothing was changed.',
  notYours: 'That is not something you can do with this case. Nothing was changed.',
  chooseColleague: 'Please choose a colleague who is in this chat.',
  askedAgain:
    'The ESR Team has asked something else since. Please read the question again, then send your answer.',
  addition: 'This had been answered already. I pass on what you wrote as well.',
  chooseOutcome: 'Please choose what was done, then press the button again.',
  reasonNeeded: 'Please say in the note why we could not help, then press the button again.',
  secret:
    'That looks like a password, PIN or date of birth. Please take it out: nobody needs it here. Nothing was sent.',
  moved: (reference: string) => `${reference} is at the end of this chat now.`,
} as const;

/** Who did what, when: the reason an action was not done. */
export function explain(refusal: Refusal, now: string): string {
  const by = refusal.by?.name ?? 'Someone';
  const at = refusal.at === undefined ? '' : ` (${speakTime(refusal.at, now)})`;
  switch (refusal.refused) {
    case 'claimed-by-another':
      return `${by} has claimed this${at}.`;
    case 'already-yours':
      return `${by} already has this${at}.`;
    case 'not-claimed':
      return 'Nobody has claimed this.';
    case 'already-resolved':
      return `${by} has already resolved this${at}.`;
    case 'already-closed':
      return `This case is closed${at}.`;
    case 'not-resolved':
      return 'This case is still open.';
    case 'open-elsewhere':
      return `There is another case for this ESR username, ${refusal.elsewhere}, and it is open. Go on with that one.`;
    case 'nothing-asked':
      return 'There is no question waiting for an answer.';
    case 'already-withdrawn':
      return CASE_TEXTS.goneAlready;
    case 'reason-needed':
      return PRESS_TEXTS.reasonNeeded;
    case 'text-needed':
      return 'Please write something first.';
  }
}
