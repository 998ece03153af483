import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ground } from './contenders.ts';
import type { Finding } from './scale/finding.ts';
import { forgedRequests } from './scale/forged.ts';
import { fullDatabase } from './scale/full-database.ts';
import { liveHeap } from './scale/live-heap.ts';
import { manyChats } from './scale/many-chats.ts';
import { morning } from './scale/morning.ts';
import { twoProcesses } from './scale/two-processes.ts';

/** With much of everything: each part has a name, for `--scale`. They need a few GB of disk for a while. */
export const SCALE_PARTS = ['heap', 'forged', 'two', 'chats', 'fill', 'rush'] as const;
export type ScalePart = (typeof SCALE_PARTS)[number];

/** The morning runs this many times faster than real time, unless real time is requested. */
const HURRY = 5;

/** The findings, part by part. `realTime` runs the morning in its real ten minutes. */
export async function scale(
  ground: Ground,
  deps: readonly ScalePart[],
  { realTime = false }: { realTime?: boolean },
): Promise<Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'esr-scale-'));
  const run: Record<ScalePart, () => Promise<Finding | readonly Finding[]>> = {
    heap: () => liveHeap(ground, folder),
    forged: () => forgedRequests(ground, folder),
    two: () => twoProcesses(ground),
    chats: () => manyChats(ground, folder),
    fill: () => fullDatabase(ground, folder),
    rush: () => morning(ground, realTime ? 1 : HURRY),
  };
  const findings: Finding[] = [];
  try {
    for (const part of deps) {
      console.error(`  ${part} ...`);
      findings.push(...[await run[part]().catch((error: unknown) => brokeOff(part, error))].flat());
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return findings;
}

/** What the others found is not lost with it. */
const brokeOff = (part: ScalePart, error: unknown): Finding => ({
  what: `the part "${part}"`,
  wanted: 'to come to its end',
  seen: error instanceof Error ? error.message : String(error),
  met: false,
  how: 'it broke off',
});
