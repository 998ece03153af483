import type { Refusal } from '../../cases/case.ts';
import { SERVICE_DESK } from '../../cases/service-desk.ts';
import { speakTime } from '../../time/speak-time.ts';

/** The status of a case in words: the same for the ESR Team and requesters. */
export const STATUS = {
  sending: 'On its way',
  notSent: 'Not sent yet',
  new: 'In the queue',
  released: 'Back in the queue',
  reopened: 'Reopened',
  claimed: 'Being worked on',
  waiting: 'Waiting for an answer',
  resolved: 'Resolved',
  withdrawn: 'Withdrawn',
  moved: 'Moved',
  closed: 'Closed',
} as const;

/** What the details of a case are called, on the ESR Team's cards and on a requester's. */
export const LABELS = {
  name: 'Name',
  esrUsername: 'ESR username',
  correctEmail: 'Correct email',
  esrNumber: 'ESR number',
  smartcardNumber: 'Smartcard number',
  words: 'In their words',
  ticket: 'Service desk ticket',
  ticketShort: 'Ticket',
  notKnown: 'Not known',
  noEmail: 'No email',
  noUsername: 'No username',
} as const;

/** A colleague as people know them; the service desk is no person of the ESR Team's. */
const inTheTeam = (who: string) => (who === SERVICE_DESK.name ? who : `${who} in the ESR Team`);

/** What a case says to its requesters, and what both they and the ESR Team read. */
export const CASE_TEXTS = {
  news: "I'll tell you here when there is news.",
  nothingToDo: 'You do not need to do anything now.',
  neededBy: (when: string) => `Needed by ${when}`,
  /** Once that time has passed. */
  neededSince: (when: string) => `Needed now (by ${when})`,
  /** The title of a case without a chosen problem. */
  helpWithEsr: 'Help with ESR',
  helpForLearner: 'Help for a learner',
  newsFromTeam: 'News from the ESR Team',
  sentByMistake: 'Sorry, that was sent by mistake',
  ignoreIt: 'Ignore what it said.',
  goneAlready: 'This has already been withdrawn.',
  /** In a trainers' chat. */
  yoursIsGone: (colleague: string) => `Your report is withdrawn. The one from ${colleague} stays.`,
  stillNotWorking: 'No, still not working',
  stillNeedHelp: 'I still need help',
  tried: 'Tried',
  replaced: (when: string) => `replaced at ${when}`,
  orAlso: ', or ',
  /** Where the handoff card was, once it has moved to the end of the chat. */
  movedDown: "This case's current card is further down in the chat.",

  // What happens now
  withdrawnBy: (who: string | undefined) =>
    who === undefined ? 'This was withdrawn.' : `${who} withdrew this.`,
  staysOpenFor: (who: string) => `The case stays open for ${who}.`,
  oneStays: (who: string) => `The report from ${who} stays.`,
  movedTo: (reference: string) => `Moved to ${reference}`,
  nowAnother: (reference: string) => `This is now case ${reference}.`,
  asks: (who: string, question: string) => `${inTheTeam(who)} asks: ${question}`,
  worksOnIt: (who = 'Someone') => `${inTheTeam(who)} is working on it.`,
  finished: (who: string | undefined) =>
    who === undefined ? 'The ESR Team has dealt with this.' : `${inTheTeam(who)} has dealt with this.`,
  thenTellUs: "Follow the steps, then tell us if it's working.",
  passOnThenTellUs: "Pass the steps on to the learner, then tell us if it's working.",
  nextIsBelow: 'What to do next is below.',
  teamHasIt: 'The ESR Team has it.',
  /** When to expect an answer. */
  teamWorks: (from: string, until: string) => `The ESR Team works Monday to Friday, ${from} to ${until}.`,
  backOn: (day: string, time: string) => `They're back on ${day} at ${time}.`,
  mostHear: (count: number, unit: 'hour' | 'day') =>
    `Most people hear back within ${count} working ${unit}${count === 1 ? '' : 's'}.`,
  sending: "I'm sending this to the ESR Team.",
  notDelivered: "I have not been able to send this to the ESR Team yet. I've saved it and I'll keep trying.",
  notJoined:
    "Your ESR Team does not use this bot yet, so they have not seen this. I've saved it and I'll send it when they join.",
  helpNow: (how: string) => `If you need help now, contact the team yourself. ${how}`,

  // To a learner, from who raised their case
  learnerNews: (news: string) => `This is about your ESR access. ${news}`,
  learnerAsked: (question: string) => `This is about your ESR access. The ESR Team asks: ${question}`,

  // It was reopened
  looksAgain: 'The ESR Team is looking at it again.',
  teamReopened: (who: string, what = 'this') => `${who} in the ESR Team reopened ${what}.`,
  wasReopened: (reference: string) => `${reference} has been reopened.`,
  stillNot: (who: string) => `${who} said it's still not working.`,
  worksOnThis: 'This is being worked on',
  lastByMistake: 'Sorry, the last outcome was sent by mistake.',
  stillWorkedOn: 'The ESR Team is still working on it.',

  // How it ended
  stopped: 'The ESR Team has stopped working on it.',
  silent: 'I did not hear back, so this is closed.',
  closedIt: (who: string) => `${who} closed it`,
  working: (who: string | undefined) =>
    `${who === undefined ? 'This was reported as working' : `${who} said it's working`}, so this is closed.`,
  ifAgain: 'If it happens again, message me here.',
  doneAt: (when: string, what: string) => `Done, ${when}: ${what}`,
  earlierAt: (when: string, what: string) => `Earlier, ${when}: ${what}`,
  done: (what: string) => `Done: ${what}`,
  earlier: (what: string) => `Earlier: ${what}`,
  /** An outcome that the Trust's guide has no words for. */
  otherOutcome: (outcome: string) => `The ESR Team marked this as: ${outcome}.`,

  // A question of the ESR Team's
  theTeamAsks: 'The ESR Team asks',
  teamStillAsks: 'The ESR Team still needs to know',
  about: (what: string) => `About: ${what}`,
  answered: (who: string) => `${who} answered:`,
  teamAsked: 'The ESR Team asked',
  askedElse: 'The ESR Team has asked something else since.',
  wasAnswered: 'This was answered.',
  theyAnswered: (who: string) => `${who} has answered the ESR Team.`,
  /** Why no answer is waited for. */
  noAnswerNeeded: {
    resolved: 'The ESR Team has resolved this, so no answer is needed.',
    closed: 'This is closed, so no answer is needed.',
    other: 'No answer is needed any more.',
  },

  /** Others may have reported the same, which stays private: work may well continue. */
  tellsThem: " I'll tell the ESR Team that you do not need it any more.",

  /** A case that the ESR Team never got. */
  undelivered: {
    kicker: 'Not sent',
    title: (cases: number) =>
      `I could not send your ${cases === 1 ? 'case' : `${cases} cases`} to the ESR Team`,
    text: (cases: number) =>
      `I've saved ${cases === 1 ? 'it' : 'them'}, and I've told the people who run this bot.`,
    copy: 'Copy this for them:',
    words: 'In my words',
  },
} as const;

/** What both the ESR Team and requesters read when they press a button of a case. */
export const PRESS_TEXTS = {
  unreadable: 'I could not read that button. Use the newest card.',
  unknown: 'I no longer have that case.',
  classGone: 'This class is no longer here. Nothing was changed.',
  notHere: 'This case belongs to another chat. Nothing was changed.',
  withdrawn: 'This report was withdrawn. Nothing was changed.',
  movedTo: (to: string) => `This report is now case ${to}: use its card. Nothing was changed.`,
  youTyped: (text: string) => `You typed: ${text}`,
  notYours: 'You cannot do that with this case. Nothing was changed.',
  chooseColleague: 'Choose a colleague who is in this chat.',
  askedAgain: 'The ESR Team has asked something else since. Read the new question, then send your answer.',
  addition: "This had already been answered. I'll pass on what you wrote too.",
  /** Nothing had been asked. */
  passedOn: "I'll pass on what you wrote.",
  resolvedAlready: "This is resolved, so no answer was needed. I'll pass on what you wrote.",
  openAlready: "This is already open. I'll pass on what you wrote.",
  chooseOutcome: 'Choose what was done, then press the button again.',
  reasonNeeded: 'Say in the note why we could not help, then press the button again.',
  secret:
    'That looks like a password, PIN or date of birth. Leave it out. Nobody here needs it. Nothing was sent.',
  typeFirst: 'Type something first.',
  moved: (reference: string) => `${reference} is at the end of this chat now.`,
} as const;

/** Why an action was not done: who did what before, and when. */
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
      return refusal.case.closedAs === 'withdrawn' ? `This was withdrawn${at}.` : `This case is closed${at}.`;
    case 'not-resolved':
      return 'This case is still open.';
    case 'open-elsewhere':
      return `Case ${refusal.elsewhere} has the same ESR username and is still open. Use that one instead.`;
    case 'nothing-asked':
      return 'There is no question waiting for an answer.';
    case 'already-withdrawn':
      return refusal.by === undefined ? CASE_TEXTS.goneAlready : CASE_TEXTS.yoursIsGone(refusal.by.name);
    case 'reason-needed':
      return PRESS_TEXTS.reasonNeeded;
    case 'ticket-known':
      return 'This ticket is already known.';
    case 'text-needed':
      return PRESS_TEXTS.typeFirst;
  }
}
