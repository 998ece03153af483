import type { QueueFilter } from '../../store/cases/case-queries.ts';

/** What the bot says to the ESR Team in its chat, beside its cards. */
export const TEAM_TEXTS = {
  notUnderstood: 'I did not follow that.',
  onlyWords: 'In this chat I go by your words alone.',
  noSuchCase: (reference: string) => `There is no case ${reference} here. Check the reference.`,
  purged: (reference: string) => `${reference} is closed. Its details were deleted.`,
  referenceMissing: 'Write the reference after it, for example: case K7M-4PT',
  reportDays: 'I can report on the last 7 or 30 days. Write: report, or: report 30',

  // Notices
  noticeSet: 'Notice set',
  noticeNow: 'The notice now',
  noticeSeenUntil: (until = 'you end it') =>
    `Everyone who starts a conversation sees this first, until ${until}.`,
  noticeOff: 'The notice is off. I tell those who asked.',
  noNotice: 'There is no notice now.',
  noNoticeToShow:
    'There is no notice now. To set one, write what people should know: notice ESR is down until 14:00',
  noticeTooLong: (most: number) => `Please say it in ${most} letters or fewer.`,
  secretInNotice:
    'That looks like a password, PIN or date of birth. Please take it out and write the notice again. Nothing was set.',
  timeUnreadable: 'I could not read that time. Write it as: until 14:00, or: until tomorrow 09:00',
  timePassed: 'That time has passed today. Write a later one, or: until tomorrow 09:00',

  // Finding cases
  findWhat:
    'Write who to look for after it: a name, ESR username, email address or reference. For example: find Priya Nair',
  foundNothing:
    'I found no case for that. Try part of the name, or the ESR username. Details of a case are deleted 30 days after it closes.',
  findOnlyHere: 'You can look for cases only in an ESR Team chat that is linked to me.',
  foundTitle: (shown: number, isPage: boolean) =>
    isPage ? 'Cases found' : shown === 1 ? '1 case found' : `${shown} cases found`,
  foundRange: (first: number, last: number) => `${first} to ${last}. Newest first. Select a case to open it.`,
  raised: (when: string) => `raised ${when}`,

  // The queue
  queueTitle: (total: number) => (total === 1 ? '1 case to do' : `${total || 'No'} cases to do`),
  filters: { all: 'All', new: 'New', mine: 'Mine', waiting: 'Waiting', overdue: 'Overdue' },
  queueShows: (filter: QueueFilter, total: number, range?: readonly [number, number]) => {
    const order = filter === 'all' ? 'Yours first, then oldest first.' : 'Oldest first.';
    const shown = range === undefined ? '' : `${range[0]} to ${range[1]} of ${total}. `;
    return total === 0 ? TEAM_TEXTS.nothingHere[filter] : `${shown}${order}`;
  },
  nobodyClaimed: (cases: number) => `Nobody has claimed these ${cases} cases yet`,
  moreOverdue: (cases: number) => `And ${cases} more: select Show them all.`,
  nothingHere: {
    all: 'There are no cases to work on.',
    new: 'There are no new cases.',
    mine: 'You have no cases.',
    waiting: 'No case waits for an answer.',
    overdue: 'No case is overdue.',
  },
  cardUndelivered: ' Its card could not be delivered: open it here.',
  nobodyHasIt: 'Nobody has it',
  youHaveIt: 'You have it',
  hasIt: (who: string) => `${who} has it`,
  asked: (ago: string) => `asked ${ago}`,

  // A class
  classOf: (who: string, learners: string) => `${who}'s class: ${learners}`,
  classScope: (learners: string, alone: number) => {
    const rest = alone === 1 ? 'The other is' : `The other ${alone} are`;
    return `One outcome for ${learners}.${alone > 0 ? ` ${rest} left alone.` : ''}`;
  },
  resolveClass: (learners: string) => `Resolve ${learners} and tell the trainer`,
  resolvedLearners: (learners: string) => `Resolved ${learners}.`,
  leftAlone: (who: string) => `Left alone: ${who}`,
  tookItBack: (who: string) => `${who} took it back`,
  resolvedBy: (who = 'a colleague') => `Resolved by ${who}`,
  yours: 'Yours',
  noEmail: 'No email',

  // The report
  lastDays: (days: number) => `The last ${days} days`,
  figures: {
    raised: 'Cases raised',
    toClaim: 'Claimed in',
    toResolve: 'Resolved in',
    noCaseNeeded: 'No case needed',
    noWalks: 'Nobody has used the guide yet',
    solved: (share: number, solved: number, all: number) => `${share}% (${solved} of ${all} times)`,
    helpful: 'Said it was helpful',
    unhelpful: ' (they said: not helpful)',
    noFeedback: 'Nobody has said yet',
    noCases: 'No case yet',
    times: (median: string, ninetieth: string) => `Typical: ${median}. 9 in 10: ${ninetieth}`,
    notResolved: 'Not resolved yet',
  },

  // A report as a file
  noFileHere:
    'Teams lets me send files only in a chat of our own. Write to me there, just you and me, in the same words.',
  fileOffered: (days: number) => `ESR cases in figures, the last ${days} days. No names in it.`,
  notInTeam:
    'I give a report only to people who are in an ESR Team chat that is linked to me. Nothing was sent.',
  fileDeclined: 'You did not take the file. To be asked again, write: report csv',
  fileNotSaved: 'I could not save the file in your OneDrive. Please write again: report csv',
} as const;
