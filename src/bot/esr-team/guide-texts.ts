/** What an ESR Team is told about its guide. */
export const GUIDE_TEXTS = {
  kicker: 'Your guide',
  changed: 'The guide has changed',
  now: (problems: readonly string[]) =>
    `I use the new words from now on.${problems.length === 0 ? '' : ` Changed: ${problems.join(', ')}.`}`,
  reviewDue: (problem: string | undefined, day: string) =>
    `Your guide${problem === undefined ? '' : ` on "${problem}"`} is due to be checked by ${day}.`,
  changeDue: (day: string, why: string) =>
    `A change to your guide is ready for ${day}. It is off until your Trust confirms it. ${why}`,
};
