import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ground } from './contenders.ts';
import type { Finding } from './scale/finding.ts';
import { forgedRequests } from './scale/forged.ts';
import { fullDatabase } from './scale/full-database.ts';
import { liveHeap } from './scale/live-heap.ts';
import { manyChats } from './scale/many-chats.ts';
import { NATION, nation } from './scale/nation.ts';

/** With much of everything: each part has a name, for `--scale`. */
export const SCALE_PARTS = ['heap', 'forged', 'chats', 'fill', 'nation'] as const;
/** All but the one that needs several GB of disk, and minutes to fill them. */
export const USUAL_PARTS = SCALE_PARTS.filter((part) => part !== 'fill');
export type ScalePart = (typeof SCALE_PARTS)[number];

/** The findings, part by part. `realTime` runs the nation's morning in its real half hour. */
export async function scale(
  ground: Ground,
  deps: readonly ScalePart[],
  { realTime = false }: { realTime?: boolean },
): Promise<Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'esr-scale-'));
  const run: Record<ScalePart, () => Promise<Finding | readonly Finding[]>> = {
    heap: () => liveHeap(ground, folder),
    forged: () => forgedRequests(ground, folder),
    chats: () => manyChats(ground, folder),
    fill: () => fullDatabase(ground, folder),
    nation: () => nation(ground, folder, realTime ? { ...NATION, hurry: 1 } : NATION),
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
