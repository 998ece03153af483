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
  noWords: 'Type what people should know first.',
} as const;
