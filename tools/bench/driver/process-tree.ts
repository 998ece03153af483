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
  return total(treeOf(pid).map(readOne));
}

/** What those children of this process that run this program used so far. */
export function usageOfChildren(program: string): Usage {
  const [own = 0, ...descendants] = treeOf(process.pid);
  const named = descendants.filter((pid) => own !== pid && nameOf(pid) === program).map(readOne);
  return total(named);
}

function nameOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
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
    // Its own time, and that of children that have ended.
    const time = sum(numbers.slice(11, 15));
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    return {
      cpuMs: time * TICK_MS,
      rssMb: field('VmRSS') / 1024,
      voluntarySwitches: field('voluntary_ctxt_switches'),
    };
  } catch {
    return { cpuMs: 0, rssMb: 0, voluntarySwitches: 0 };
  }
}

/** Several together. */
export function total(usages: readonly Usage[]): Usage {
  return {
    cpuMs: sum(usages.map((one) => one.cpuMs)),
    rssMb: sum(usages.map((one) => one.rssMb)),
    voluntarySwitches: sum(usages.map((one) => one.voluntarySwitches)),
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
