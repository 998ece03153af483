/** For the ESR Team, about a problem that many people have at once. */
export const INCIDENT_TEXTS = {
  kickers: {
    open: 'Something may be wrong',
    announced: 'Your notice is showing',
    over: "It's over",
    dismissed: 'Not an incident',
    quiet: 'Quiet again',
  },
  title: (people: number, since: string, name: string | undefined) =>
    name === undefined
      ? `${people} people asked if ESR is down since ${since}`
      : `${people} people since ${since}: ${name}`,
  usual: (people: number) =>
    people === 0
      ? 'At this hour it is usually one person, or none.'
      : `At this hour about ${people} ${people === 1 ? 'person is' : 'people are'} usual.`,
  runs: (text: string) => `A notice is showing now, and a new one takes its place: ${text}`,
  announcedBy: (who: string, text: string) => `${who} set it: ${text}`,
  toldBy: (who: string, when: string) =>
    `${who} said so, ${when}. I'm telling everyone who reported it and has not said that it's solved.`,
  dismissedBy: (who: string, until: string) => `${who} said so. I will not raise it again before ${until}.`,
  quiet: (when: string) => `Nobody has reported it since ${when}.`,
  prefilled: (since: string, name: string | undefined) =>
    name === undefined
      ? `Several people have asked if ESR is down since ${since}. The ESR Team is looking into it.`
      : `Several people have had this problem since ${since}: ${name}. The ESR Team is looking into it.`,
  noWords: 'Type what people should know first.',
} as const;
