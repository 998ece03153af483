/** Places in a hospital that have a number or a name, for a pattern. */
export const PLACES =
  'room|rm|ward|bay|bed|cubicle|theatre|suite|desk|lab|clinic|floor|level|building|block|zone|pod';

/** "Room", "ward no.", "theatres 3A12 and": ends where the place's number begins. */
const BEFORE_NUMBER = new RegExp(
  `\\b(?:${PLACES})s?\\b(?: (?:number|no|num)\\b)?[ .:#("'-]{0,3}(?:\\d{1,3}\\p{L}[\\p{L}\\d]{0,6} ?(?:,|/|&|and|or) ?){0,3}$`,
  'iu',
);

/** Whether a text ends where the number of a place begins. */
export const endsAtPlace = (before: string): boolean => BEFORE_NUMBER.test(before.slice(-60));
