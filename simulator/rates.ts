/** Teams' limits on what one bot sends to one conversation: at most `sends` in any `seconds`. */
const sendLimits = [
  { seconds: 1, sends: 7 },
  { seconds: 2, sends: 8 },
  { seconds: 30, sends: 60 },
  { seconds: 3600, sends: 1800 },
] as const;

/** The most sends seen in any window of a limit. */
export interface PeakRate {
  seconds: number;
  limit: number;
  peak: number;
}

/** The busiest window for each of Teams' limits; times in milliseconds. */
export function peakRates(times: readonly number[]): PeakRate[] {
  const sorted = times.toSorted((a, b) => a - b);
  return sendLimits.map(({ seconds, sends }) => ({
    seconds,
    limit: sends,
    peak: peak(sorted, seconds * 1000),
  }));
}

function peak(sorted: readonly number[], windowMs: number): number {
  let most = 0;
  let start = 0;
  sorted.forEach((time, end) => {
    while (time - (sorted[start] ?? time) >= windowMs) start += 1;
    most = Math.max(most, end - start + 1);
  });
  return most;
}
