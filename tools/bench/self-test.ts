import { FLOOR, type Ground } from './contenders.ts';
import { atRate, fullSpeed } from './driver/load.ts';
import { type Slice, slice, walkers } from './measure.ts';

/** One thing shown to the driver, what it should have seen, and what it saw. */
export interface Proof {
  readonly shown: string;
  readonly expected: string;
  readonly seen: string;
  readonly holds: boolean;
}

/** Whether the driver is accurate: known delays, known work and planted errors, each on the floor program. */
export async function selfTest(ground: Ground, seconds: number): Promise<Proof[]> {
  const measure = (env: Record<string, string>, perSecond?: number) => load(ground, env, seconds, perSecond);
  const bare = await measure({});
  const slow = await measure({ DELAY_MS: '25' }, 100);
  const busy = await measure({ BURN_MS: '2' });
  const failing = await measure({ FAIL_EVERY: '10' });
  const forgetful = await measure({ FORGET_EVERY: '20' });
  const paced = await measure({}, 200);
  const late = await measure({ BURN_MS: '8' }, 250);
  const worked = busy.cpuMsPerTurn - bare.cpuMsPerTurn;
  return [
    prove('the bare responder at full speed', 'no wrong turns', bare.wrong.length, (wrong) => wrong === 0),
    prove('a delay of 25 ms', 'p50 from 25 to 32 ms', slow.p50, (p50) => p50 >= 25 && p50 < 32),
    prove('2 ms of work a turn', '1.8 to 2.4 ms of CPU a turn more', worked, (ms) => ms > 1.8 && ms < 2.4),
    prove(
      'status 500 to each tenth turn',
      '9 to 11 % wrong',
      share(failing),
      (part) => part > 9 && part < 11,
    ),
    prove(
      'each twentieth reply left out',
      '4 to 6 % wrong',
      share(forgetful),
      (part) => part > 4 && part < 6,
    ),
    prove(
      '200 turns a second',
      '190 to 210 a second',
      paced.turnsPerSecond,
      (rate) => rate > 190 && rate < 210,
    ),
    // It manages 125 a second of the 250 that come: the last ones wait for half the time that all of them take.
    prove(
      'twice what it can do',
      'p99 above a third of the time',
      late.p99,
      (p99) => p99 > (seconds * 1000) / 3,
    ),
  ];
}

async function load(
  ground: Ground,
  env: Record<string, string>,
  seconds: number,
  perSecond?: number,
): Promise<Slice> {
  const started = await FLOOR.start(ground, env);
  const takers = walkers(started, perSecond === undefined ? 16 : 200);
  const measured = await slice(
    started,
    (all) => (perSecond === undefined ? fullSpeed(all, seconds) : atRate(all, perSecond, seconds)),
    takers,
  );
  await started.stop();
  return measured;
}

const share = ({ wrong, turns }: Slice) => (100 * wrong.length) / turns;

function prove(shown: string, expected: string, seen: number, holds: (seen: number) => boolean): Proof {
  return { shown, expected, seen: seen.toFixed(seen < 10 ? 2 : 0), holds: holds(seen) };
}
