/** How often a property is tried: as often as this in `npm run test:slow`, a tenth of it on each change. */
export const runs = (all: number): number => (process.env.ALL_RUNS === undefined ? Math.ceil(all / 10) : all);
