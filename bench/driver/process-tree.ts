import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts a process's time in hundredths of a second. */
const TICK_MS = 10;

/** What a process and its children used so far. */
export interface Usage {
  /** On a core, user and system together, in milliseconds. */
  readonly cpuMs: number;
  /** Resident memory, in megabytes. */
  readonly rssMb: number;
  readonly voluntarySwitches: number;
}

/** Reads /proc; a process that has ended counts as nothing. */
export function usageOf(pid: number): Usage {
  const usages = treeOf(pid).map(readOne);
  return {
    cpuMs: sum(usages.map((one) => one.cpuMs)),
    rssMb: sum(usages.map((one) => one.rssMb)),
    voluntarySwitches: sum(usages.map((one) => one.voluntarySwitches)),
  };
}

function treeOf(pid: number): number[] {
  try {
    const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
    return [pid, ...children.flatMap(treeOf)];
  } catch {
    return [];
  }
}

function readOne(pid: number): Usage {
  try {
    // The name, in brackets, may hold spaces: the numbers come after it.
    const numbers = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number);
    const [user = 0, system = 0] = numbers.slice(11, 13);
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    return {
      cpuMs: (user + system) * TICK_MS,
      rssMb: field('VmRSS') / 1024,
      voluntarySwitches: field('voluntary_ctxt_switches'),
    };
  } catch {
    return { cpuMs: 0, rssMb: 0, voluntarySwitches: 0 };
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
