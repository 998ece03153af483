import type { BranchContext, Step } from './step-types.ts';

/**
 * The indexes of the steps that one card can show from this one on: things to read or do, up to the first step whose answer
 * decides what comes next. Several things to try may follow one another, if each asks the same question and none depends on the
 * one before.
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

/** A list of fewer steps saves no press. */
export const WORTH_A_LIST = 3;

/** Whether a step only instructs: the problem cannot end there, nor change organisation. */
const isInstruction = ({ kind, ends, changeTrust, asks }: Step) =>
  (kind === 'tell' || kind === 'advise') && !ends && !changeTrust && asks !== 'needed';
