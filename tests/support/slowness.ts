/** What the work below takes where the tests' limits were set, in milliseconds of CPU. */
const REFERENCE_MS = 5;
const TEXT = 'Hello, 432PATELR02 cannot sign in: r.patel@nhs.net, locked out since 9:30 (ward 7). '.repeat(
  800,
);

/** A fixed piece of text scanning, without anything of ours. */
function referenceWork(): number {
  const seen = new Map<string, number>();
  for (const [word] of TEXT.matchAll(/[\p{L}\p{N}][\p{L}\p{N}.@'-]*/gu)) {
    const low = word.toLowerCase().replace(/[.'-]+$/, '');
    seen.set(low, (seen.get(low) ?? 0) + (/^\d{3}[a-z]+\d{2}$/.test(low) ? low.length : 1));
  }
  let kept = '';
  for (const letter of TEXT) kept += letter > ' ' ? letter : '_';
  return seen.size + kept.indexOf('?');
}

/** By how much a limit of time is to be multiplied here and now: 1, or more where this machine is slower or busy. */
export function slowness(): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 8; round += 1) best = Math.min(best, cpuMs(referenceWork));
  return Math.max(1, best / REFERENCE_MS);
}

/** The processor's time for some work, in milliseconds: what else the machine does is not counted. */
export function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** More are taken only while the best is over the limit: a busy machine makes a round slower, never faster. */
const ROUNDS = 8;

/** The same for the best round. */
export function leastCpuMs(work: () => unknown, enoughMs: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS && best > enoughMs; round += 1) best = Math.min(best, cpuMs(work));
  return best;
}
