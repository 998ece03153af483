import type { BranchContext, Step } from './step-types.ts';

/**
 * The steps that can be shown together from this one on, as indexes: what is to be read or done, up to the first whose answer
 * decides how it goes on. Several things to try may follow one another, where the same question is asked of each and none depends
 * on how the one before went.
 */
export function stepsTogether(steps: readonly Step[], from: number, branch: BranchContext): number[] {
  const together: number[] = [];
  let tried: Step | undefined;
  for (const [index, step] of steps.entries()) {
    if (index < from) continue;
    if (tried !== undefined && step.when !== undefined) break;
    if (!step.applies(branch)) continue;
    if (!isInstruction(step)) break;
    if (tried !== undefined && (step.kind !== 'advise' || step.asks !== tried.asks)) break;
    if (step.kind === 'advise') tried = step;
    together.push(index);
  }
  return together;
}

/** Of fewer, a list saves no press. */
export const WORTH_A_LIST = 3;

/** Not a step at which the problem may end, or that may turn out to be for another organisation. */
const isInstruction = ({ kind, ends, changeTrust, asks }: Step) =>
  (kind === 'tell' || kind === 'advise') && !ends && !changeTrust && asks !== 'needed';
