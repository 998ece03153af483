import { ESR, type Ground } from '../contenders.ts';
import { fullSpeed, percentile } from '../driver/load.ts';
import { walkers } from '../measure.ts';
import type { Finding } from './finding.ts';
import { type Rush, rush } from './rush.ts';

/** As it may be on a bad morning. */
const MORNING: Rush = { first: 1000, people: 5000, minutes: 10, turns: 6, thinking: [5, 30] };

/** `hurry` times as fast as in truth: everything comes that much closer together, which asks more of the bot. */
export async function morning(ground: Ground, hurry: number): Promise<Finding> {
  const started = await ESR.start(ground);
  await started.prepare();
  // It has been up since yesterday, and others were there, some of whom left in the middle of it.
  await fullSpeed(walkers(started, 8, { count: MORNING.first, spread: 1 }), 10);
  const before = started.program.usage().cpuMs;
  const { first, people, minutes, turns, thinking } = MORNING;
  const [least, most] = thinking;
  const hurried = { minutes: minutes / hurry, thinking: [least / hurry, most / hurry] as const };
  const {
    turns: taken,
    seconds,
    wrong,
    latencies,
  } = await rush(started.target, { first, people, turns, ...hurried });
  const cpu = (started.program.usage().cpuMs - before) / (seconds * 10);
  await started.stop();
  const [p50 = 0, p95 = 0, p99 = 0] = [0.5, 0.95, 0.99].map((share) => percentile(latencies, share));
  const [firstWrong = 'none'] = wrong;
  const sooner = hurry === 1 ? '' : `, all of it ${hurry} times as fast as that`;
  return {
    what: 'p99 of a turn in a morning rush, ms (a simulation)',
    wanted: 'below 250, none wrong',
    seen: `${p99.toFixed(1)} (p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)}; ${wrong.length} wrong, the first: ${firstWrong}; ${cpu.toFixed(0)} % of a core)`,
    met: p99 < 250 && wrong.length === 0,
    how: `${people} people come within ${minutes} minutes, evenly, and take ${turns} turns each with ${thinking.join(' to ')} s to think${sooner}: ${taken} turns in ${(seconds / 60).toFixed(1)} minutes. What they send is the mix of the race, cut after so many turns; Teams answers at once`,
  };
}
