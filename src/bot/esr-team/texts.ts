import type { QueueFilter } from '../../store/cases/case-queries.ts';
import { LABELS, STATUS } from '../cases/texts.ts';
import { REPORT_TEXTS } from './report-texts.ts';

/** Before they send a reset: two people gave one ESR username. */
const CHECK_WHOSE = 'Each card shows both: check whose it is before you send a reset.';

/** Reasons listed in a notice. */
const MOST_SAID = 8;

/** The labels of a handoff card's facts. */
export const FACTS = {
  from: 'From',
  alsoFrom: 'Also from',
  trainer: (name: string) => `${name} (Epic trainer)`,
  class: 'Class',
  learnerOf: (position: number, all: number) => `Learner ${position} of ${all}`,
  learner: 'Learner',
  nameAlso: 'Name also given',
  numberAlso: 'ESR number also given',
  theyAre: 'They are',
  orTheyAre: 'Or they are',
  doneBy: 'Done by',
  ifTheyAre: (type: string) => `(if ${type.toLowerCase()})`,
  alsoAbout: 'Also about',
  reports: 'Reports',
  reportedBy: (people: number) => `${people} people reported this`,
  withdrew: 'Withdrew their report',
  withdrewFor: (who: string, whose: string) => `${who}, for ${whose}`,
  asked: 'Asked',
  answer: 'Answer',
  outcomeBefore: 'Earlier outcome',
  outcome: 'Outcome',
  note: 'Note',
  deskNote: 'Note from the service desk',
  alsoGivenBy: (names: string) => `Also given, by ${names}`,
  smartcardAlsoBy: (names: string) => `Smartcard number also given, by ${names}`,
  /** A reset goes to the address on the record. */
  emailDiffers: 'Correct email (not the one on the record)',
  emailMayDiffer: 'Correct email (check that the record has it)',
} as const;

/** The most characters of a notice. */
export const NOTICE_LENGTH = 300;

/** The bot's texts for the ESR Team's chat, besides those on its cards. */
export const TEAM_TEXTS = {
  notUnderstood: 'I did not understand that.',
  noSuchCase: (reference: string) => `There is no case ${reference} here. Check the reference.`,
  purged: (reference: string) => `${reference} is closed. Its details were deleted.`,
  referenceMissing: 'Add the case reference, for example: case K7M-4PT',
  reportDays: 'I can report on the last 7 or 30 days. Type: report, or: report 30',

  // A case
  raised: (when: string) => `Raised at ${when}`,
  asAt: (when: string) => `This is how it was at ${when}`,
  notClaimed: 'Nobody has it yet',
  releasedBy: (who: string, when: string) => `${who} put it back at ${when}. Nobody has it now`,
  hasItFrom: (who: string, from: string | undefined, since: string | undefined) => {
    const how = [from && `from ${from}`, since && `since ${since}`].filter(Boolean).join(', ');
    return `${who} has it${how && ` (${how})`}`;
  },
  waitingSince: (when: string) => `. ${STATUS.waiting} since ${when}`,
  resolvedIt: (who: string) => `${who} resolved it`,
  resolvedAt: (who: string, when: string) => `${who} resolved it at ${when}`,
  wasWithdrawn: 'It was withdrawn',
  withdrewIt: (who: string) => `${who} withdrew it`,
  nobodySaid: "Nobody said if it's working",
  saysItWorks: (who: string) => `${who} says it's working`,
  reportedAgain: (who: string) => `Reported again by ${who}`,
  stillNot: (who: string) => `Still not working, says ${who}`,
  reopenedBy: (who: string) => `Reopened by ${who}`,
  reopenedBecause: { mistake: 'Resolved by mistake', 'more-to-do': 'More to do' },
  byMistake: ', by mistake',
  aColleague: 'a colleague',
  theRequester: 'the requester',
  whose: (learner: string, trainer: string) => `${learner}, from ${trainer}`,
  earlierCases: (count: number) =>
    count === 0 ? '' : count === 1 ? '1 earlier case' : `${count} earlier cases`,
  tried: (steps: number, stoppedAt: string) =>
    `Tried ${steps === 1 ? '1 step' : `${steps} steps`}. Stopped at: ${stoppedAt}`,
  listed: (steps: number) =>
    `Was shown ${steps === 1 ? '1 step' : `${steps} steps`} in a list. Did not say which they tried.`,
  untried: 'Nothing was tried in this chat.',
  untriedStaff: 'Nothing was tried in this chat: they asked for the ESR Team.',
  severalCases: 'One person has several cases with this username',
  severalPeople: (people: string) => `${people} people gave this username: check whose it is`,
  thisCase: (reference: string) => `${reference}, this case`,
  wasAddress: (email: string) => `was ${email}`,
  alsoAddress: (email: string, names: string) => `also ${email} (${names})`,
  theirAddress: (names: string, email: string, reference: string) => `${names}: ${email} (${reference})`,
  noEmailInLine: 'no email',

  ticket: (number: string) => ` ${LABELS.ticket} ${number}.`,

  // Its forms
  sayWhy: (outcome: string) => `${outcome} (say why in the note)`,
  forms: {
    assign: 'Assign to a colleague',
    ask: 'Ask a question',
    resolve: 'Resolve',
    reopen: 'Still not working',
  },
  cases: (count: number) => (count === 1 ? '1 case' : `${count} cases`),
  andMore: (count: number) => `and ${count} more`,
  onlyFirst: (count: number) => `Only the first ${count} people in this chat are listed.`,

  // News of a case
  someone: 'Someone',
  answered: (reference: string, who: string, text: string) => `${reference}: ${who} has answered. ${text}`,
  added: (reference: string, who: string, text: string) => `${reference}: ${who} has added this. ${text}`,
  wasReopened: (reference: string, why: string) => `${reference} has been reopened. ${why}`.trim(),
  reopened: (reference: string, who: string, why: string, because: string | undefined) =>
    `${who} reopened ${reference}${because === undefined ? '' : `: ${because}`}. ${why}`.trim(),
  reopenedAsBroken: (references: string, who: string, why: string, count: number) =>
    `${references} ${count === 1 ? 'has' : 'have'} been reopened: ${who} says ${count === 1 ? "it's" : "they're"} still not working. ${why}`.trim(),
  withdrawn: (reference: string, who: string | undefined) =>
    who === undefined ? `${reference} was withdrawn.` : `${who} withdrew ${reference}. It is closed.`,
  reportWithdrawn: (reference: string, who: string, whose: string | undefined, rest: string) =>
    `${reference}: ${who} withdrew ${whose === undefined ? 'their report' : `the report from ${whose}`}. ${rest}`,
  assigned: (references: readonly string[], who: string | undefined) => {
    const [only, ...more] = references;
    const what =
      more.length === 0 ? only : `${TEAM_TEXTS.cases(references.length)} (${references.join(', ')})`;
    const were = more.length === 0 ? 'was' : 'were';
    return who === undefined ? `${what} ${were} assigned to you.` : `${who} assigned ${what} to you.`;
  },
  /** What a further report brought. */
  joined: {
    another: (who: string, reference: string) =>
      `the report from ${who} is now case ${reference}. ${CHECK_WHOSE}`,
    otherPerson: (reference: string) =>
      `someone else gave the same ESR username, in case ${reference}. ${CHECK_WHOSE}`,
    unknown: 'someone reported this ESR username again. See the card.',
    again: (who: string) => `${who} reported this again`,
    gaveMore: (who: string) => `${who} has new details`,
    alsoReported: (who: string) => `${who} also reported this`,
    nothingNew: (who: string) => `${who}, with nothing new.`,
    email: (email: string, was: string | undefined) =>
      `Email address: ${email}${was === undefined ? '' : ` (it was ${was})`}.`,
    alsoNew: (what: string) => `Also new: ${what}.`,
    words: (text: string) => `In their words: ${text}`,
  },
  unclaimed: 'Nobody has claimed this yet',
  unclaimedAgain: 'Nobody has this now',
  inClass: (position: number, all: number) => `Learner ${position} of ${all} in a class. `,
  raisedAgo: (whose: string, place: string, when: string, ago: string) =>
    `${whose}. ${place}Raised at ${when}, ${ago}.`,

  // The morning summary
  goodMorning: 'Good morning',
  waitsFor: (open: number, claimed: number, waiting: number) =>
    `${open} to claim, ${claimed} being worked on, ${waiting} waiting for an answer.`,
  neededToday: (cases: number) => `Needed today: ${cases}.`,
  lateCases: (cases: number) => `Overdue: ${cases}.`,
  oldest: (ago: string) => `The oldest was raised ${ago}.`,
  noticeNowIs: (text: string) => `Notice: ${text}`,
  noticeUntil: (text: string, until: string | undefined) =>
    until === undefined ? text : `${text} (until ${until})`,

  // Notices
  noticeSet: 'Notice set',
  noticeNow: 'Current notice',
  noticeSeenUntil: (until = 'you end it') =>
    `Everyone who starts a conversation sees this first, until ${until}.`,
  setBy: 'Set by',
  toChange: ['To change it', 'notice, then the new words'],
  toEnd: ['To end it', 'notice off'],
  noticeOff: "The notice has been removed. I'll tell everyone who asked.",
  noNotice: 'There is no notice now.',
  noNoticeToShow:
    'There is no notice now. To set one, type what people should know: notice ESR is down until 2pm',
  noticeTooLong: (most: number) => `Say it in ${most} characters or fewer.`,
  emergencyInNotice: 'I have not announced this. If it is about ESR, use other words.',
  secretInNotice:
    'That looks like a password, PIN or date of birth. Take it out and type the notice again. Nothing was set.',

  // Notices that start later
  noticePlanned: 'Notice planned',
  plannedNow: 'Planned notice',
  plannedSeen: (from: string, until = 'you end it') =>
    `Nobody sees it before ${from}. From then on everyone who starts a conversation sees it first, until ${until}.`,
  plannedBy: 'Planned by',
  plannedRemoved: 'Removed. It will not be shown.',
  plannedGone: 'That notice has started, or someone has removed it. Type notices to see what there is.',
  tooManyPlanned: (most: number) => `There are ${most} planned notices. Remove one first. Nothing was set.`,
  noticeStarted: 'Your planned notice has started',
  noticeMissed: 'I could not show your planned notice on time',
  tookPlaceOf: (text: string) => `It replaced this notice: ${text}`,

  // Finding cases
  findWhat:
    'Type who to look for: a name, ESR username, email address or reference. For example: find Priya Nair',
  foundNothing:
    'I found no case for that. Try part of the name, or the ESR username. Details of a case are deleted 30 days after it closes.',
  findOnlyHere: 'You can only look for cases in an ESR Team chat that is linked to me.',
  foundTitle: (shown: number, isPage: boolean) =>
    isPage ? 'Cases found' : shown === 1 ? '1 case found' : `${shown} cases found`,
  foundRange: (range: readonly [number, number] | undefined) =>
    `${range === undefined ? '' : `${range.join(' to ')}. `}Newest first. Select a case to open it.`,
  foundRaised: (when: string) => `raised at ${when}`,

  // The queue
  queueTitle: (total: number) => (total === 1 ? '1 case to do' : `${total || 'No'} cases to do`),
  filters: {
    all: 'All',
    new: 'To claim',
    mine: 'Mine',
    waiting: 'Waiting',
    needed: 'Needed soon',
    overdue: 'Overdue',
  },
  /** `whose`: the officer who asked, where colleagues read the same card. */
  queueShows: (
    filter: QueueFilter,
    total: number,
    whose: string | undefined,
    range?: readonly [number, number],
  ) => {
    const first = whose === undefined ? 'Yours' : `Those of ${whose}`;
    const order =
      filter === 'all'
        ? `${first} first, then what is needed soonest, then the oldest.`
        : 'What is needed soonest is first, then the oldest.';
    const shown = range === undefined ? '' : `${range[0]} to ${range[1]} of ${total}. `;
    return total === 0 ? TEAM_TEXTS.nothingHere[filter] : `${shown}${order}`;
  },
  nobodyClaimed: (cases: number) => `Nobody has claimed these ${cases} cases yet`,
  moreCases: (cases: number, button: string) => `And ${cases} more: select ${button}.`,
  showAll: 'Show them all',
  showMine: 'Show mine',
  showQueue: 'Show the queue',
  backToQueue: 'Back to the queue',
  backToClass: 'Back to the class',
  everyProblem: 'Every problem',
  /** Claimed, and nothing has happened to them for a working day. */
  notMoved: (cases: number) =>
    cases === 1
      ? 'Nothing has happened with this case for a working day'
      : `Nothing has happened with these ${cases} cases for a working day`,
  whatToDoWithIdle: (cases: number) =>
    cases === 1
      ? 'Is anyone still working on this? Resolve it, ask a question, or put it back in the queue.'
      : 'Is anyone still working on these? Resolve them, ask a question, or put them back in the queue.',

  // Several cases at once
  ticked: {
    none: 'Tick at least one case first.',
    claimed: (cases: number) => `Claimed ${TEAM_TEXTS.cases(cases)}.`,
    resolved: (cases: number) => `Resolved ${TEAM_TEXTS.cases(cases)}.`,
    asked: (cases: number) => `Asked about ${TEAM_TEXTS.cases(cases)}.`,
    assigned: (cases: number, who: string) => `Assigned ${TEAM_TEXTS.cases(cases)} to ${who}.`,
    released: (cases: number) => `Put ${TEAM_TEXTS.cases(cases)} back in the queue.`,
    because: (reference: string, why: string) => `${reference}: ${why}`,
    notDone: (refused: readonly string[]) => {
      const left = refused.length - MOST_SAID;
      const more = left > 0 ? ` ${TEAM_TEXTS.andMore(left)}.` : '';
      return `Not done: ${refused.slice(0, MOST_SAID).join(' ')}${more}`;
    },
    whoIs: (name: string) => `I cannot tell who ${name} is in this chat. Choose a colleague.`,
  },
  nothingHere: {
    all: 'There are no cases to work on.',
    new: 'There are no cases to claim.',
    mine: 'You have no cases.',
    waiting: 'No cases are waiting for an answer.',
    needed: 'No cases are needed today or on the next working day.',
    overdue: 'No cases are overdue.',
  },
  cardUndelivered: ' I could not deliver its card: open it here.',
  addressesGiven: (count: number) =>
    count < 2 ? '' : ` ${count} email addresses were given: open it before you send a reset.`,
  nobodyHasIt: 'Nobody has it',
  youHaveIt: 'You have it',
  hasIt: (who: string) => `${who} has it`,
  asked: (ago: string) => `asked ${ago}`,
  raisedWhen: (ago: string) => `Raised ${ago}`,

  // A class
  classOf: (who: string, learners: string) => `${who}'s class: ${learners}`,
  classSent: (when: string) => `Sent at ${when}`,
  withdrawnBy: (who: string) => `Withdrawn by ${who}`,
  resolvedBy: (who = 'a colleague') => `Resolved by ${who}`,

  ...REPORT_TEXTS,
} as const;
