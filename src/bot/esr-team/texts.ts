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

  // A report as a file
  noFileHere:
    'Teams lets me send files only in a chat of our own. Write to me there, just you and me, in the same words.',
  fileOffered: (days: number) => `ESR cases in figures, the last ${days} days. No names in it.`,
  notInTeam:
    'I give a report only to people who are in an ESR Team chat that is linked to me. Nothing was sent.',
  fileDeclined: 'You did not take the file. To be asked again, write: report csv',
  fileNotSaved: 'I could not save the file in your OneDrive. Please write again: report csv',
} as const;
