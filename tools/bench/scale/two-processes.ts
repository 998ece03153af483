import { startPostgres } from '../../../tests/shared/postgres.ts';
import { ESR, type Ground, type Started } from '../contenders.ts';
import { closeConnections } from '../driver/client.ts';
import { everyone, WalkThrough } from '../driver/conversation.ts';
import { atRate, fullSpeed, type Load } from '../driver/load.ts';
import { usageOfChildren } from '../driver/process-tree.ts';
import { median } from '../measure.ts';
import type { Finding } from './finding.ts';

const ROUNDS = 5;

/**
 * What a second process on the same PostgreSQL is worth. On a machine whose cores the driver and the database share, two
 * processes cannot be seen to do twice as much; what can be seen is whether a turn costs more because there are two.
 */
export async function twoProcesses(ground: Ground): Promise<Finding[]> {
  const postgres = await startPostgres();
  const env = { DATABASE_URL: await postgres.createDatabase() };
  const first = await ESR.start(ground, env);
  await first.prepare();
  const second = await ESR.start(ground, env);
  try {
    const people = everyone(10_000);
    const one = sideOf([first], people);
    const two = sideOf([first, second], people);
    // Each as warm as the other.
    for (const side of [one, sideOf([second], people), two]) {
      await side.load((takers) => fullSpeed(takers.slice(0, 16), 15));
    }
    const alone = await one.load((takers) => fullSpeed(takers.slice(0, 16), 8));
    // A process that has half as much to do pays more for each turn: each of the two does what the one did.
    const rate = Math.round(alone.perSecond * 0.3);
    const sides = [one, two].map(({ load }, index) => ({
      load,
      rate: rate * (index + 1),
      bots: [] as number[],
      database: [] as number[],
    }));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const { load, rate, bots, database } of sides) {
        const part = await load((takers) => atRate(takers, rate, 5));
        bots.push(part.bots);
        database.push(part.database);
      }
    }
    const together = await two.load((takers) => fullSpeed(takers, 8));
    const [cpu = Number.NaN, cpuOfTwo = Number.NaN] = sides.map(({ bots }) => median(bots));
    const [database = Number.NaN, databaseOfTwo = Number.NaN] = sides.map((side) => median(side.database));
    const worth = (2 * cpu) / cpuOfTwo;
    return [
      {
        what: 'turns that two processes can do on one PostgreSQL, of what one can, worked out',
        wanted: 'at least 1.7',
        seen: `${worth.toFixed(2)} (${cpu.toFixed(3)} and ${cpuOfTwo.toFixed(3)} ms of the bots a turn; ${database.toFixed(3)} and ${databaseOfTwo.toFixed(3)} of the database)`,
        met: worth >= 1.7,
        how: `twice the turns that a second of a process's time is good for, where each process does ${rate} a second; every turn goes to the other process than the one before it; holds where each process has a core of its own and the database has as much as it needs. At full speed here, with the driver and the database on the same cores, one did ${alone.perSecond.toFixed(0)} turns a second and two ${together.perSecond.toFixed(0)}. PostgreSQL waits for no disk`,
      },
    ];
  } finally {
    await first.stop();
    await second.stop();
    await postgres.stop();
  }
}

interface Part {
  readonly perSecond: number;
  /** Milliseconds of CPU a turn. */
  readonly bots: number;
  readonly database: number;
}

/** Turns alternate between these. */
function sideOf(bots: readonly Started[], people: Iterator<number, never>) {
  const [first] = bots;
  if (first === undefined) throw new TypeError('Somebody has to answer');
  let sent = 0;
  const send = (body: string) => {
    sent += 1;
    return (bots[sent % bots.length] ?? first).target.send(body);
  };
  const takers = Array.from({ length: 200 }, () => new WalkThrough({ ...first.target, send }, people));
  const used = () => bots.reduce((sum, { program }) => sum + program.usage().cpuMs, 0);
  return {
    async load(how: (takers: WalkThrough[]) => Promise<Load>): Promise<Part> {
      closeConnections();
      const [before, databaseBefore] = [used(), usageOfChildren('postgres').cpuMs];
      const { turns, seconds, wrong } = await how(takers);
      if (wrong.length > 0)
        throw new Error(`${wrong.length} wrong turns on PostgreSQL, the first: ${wrong[0]}`);
      const database = usageOfChildren('postgres').cpuMs - databaseBefore;
      return { perSecond: turns / seconds, bots: (used() - before) / turns, database: database / turns };
    },
  };
}
