/** For the ESR Team, about a problem that many people have at once. */
export const INCIDENT_TEXTS = {
  kickers: {
    open: 'Something may be wrong',
    announced: 'Your notice is showing',
    over: "It's over",
    dismissed: 'Not an incident',
    quiet: 'Quiet again',
    ended: 'It ended',
  },
  title: (people: number, since: string, name: string | undefined) =>
    name === undefined
      ? `${people} people since ${since}: is ESR down?`
      : `${people} people since ${since}: ${name}`,
  severalProblems: (problems: number, since: string) => `${problems} problems since ${since}`,
  part: (people: number, name: string | undefined) => `${people} people: ${name ?? 'is ESR down?'}`,
  usual: (people: number) =>
    people === 0
      ? "At this time of day it's usually 1 person or none."
      : `At this time of day it's usually about ${people} ${people === 1 ? 'person' : 'people'}.`,
  runs: (text: string) => `This notice is showing now, and a new one will replace it: ${text}`,
  announcedBy: (who: string, text: string) => `${who} set it: ${text}`,
  toldBy: (who: string, when: string) =>
    `${who} said so at ${when}. I'm telling everyone who reported it and has not said that it's working.`,
  dismissedBy: (who: string, until: string) =>
    `${who} said so. I will not ask about it again before ${until}.`,
  quiet: (when: string) => `Nobody has reported it since ${when}.`,
  endedAt: (when: string) => `It ended, ${when}.`,
  prefilled: (since: string, name: string | undefined) =>
    name === undefined
      ? `Since ${since}, several people have asked if ESR is down. The ESR Team is looking into it.`
      : `Several people have had this problem since ${since}: ${name}. The ESR Team is looking into it.`,
  prefilledForSeveral: (since: string) =>
    `Since ${since}, several people have had problems with ESR. The ESR Team is looking into it.`,
  noWords: 'Type what people should know first.',
} as const;

/** For the ESR Team, about notices that start later. */
export const PLAN_TEXTS = {
  change: 'Change the planned notice',
  changed: 'Changed',
  problems: {
    'not-a-time': 'There is no such day. Choose another.',
    'no-clock': 'Choose both a day and a time. Leave both empty for an end that you do not know.',
    passed: 'That start has passed. Choose a later one.',
    'too-far': 'That is more than 90 days ahead. Choose an earlier day.',
    'no-such-time': 'The clocks go forward that night and skip that time. Choose one an hour later.',
    'other-weekday': 'There is no such day. Choose another.',
  },
  reversed: 'It would end before it starts. Choose a later end.',
} as const;

/** For the ESR Team: why a typed notice is not set, and what to type. */
export const NOTICE_PROBLEMS = {
  'not-a-time':
    'I could not read that time. Nothing was set. Type it as: until 2pm, or: from Fri 6pm until Mon 8am',
  'no-clock':
    'Give the time too. Nothing was set. For example: from Fri 6pm until Mon 8am. If “from” is part of your words, start with another word.',
  passed: 'That time has passed. Nothing was set. Type a later one, for example: until tomorrow 9am',
  'too-far': 'That is more than 90 days ahead. Nothing was set. Check the date.',
  'no-such-time':
    'The clocks go forward that night and skip that time. Nothing was set. Type it an hour later.',
  'other-weekday': 'That date is another day of the week. Nothing was set. Check the date.',
  reversed: 'It would end before it starts. Nothing was set. Check both times.',
  'which-day':
    'Give the day that it starts on too. Nothing was set. For example: from tomorrow 9am until tomorrow 5pm',
  'no-words':
    'Add what people should know. Nothing was set. For example: notice from Fri 6pm until Mon 8am ESR is being updated',
} as const;
