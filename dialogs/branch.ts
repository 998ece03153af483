import { type DialogContext, DialogReason, type DialogTurnResult, WaterfallDialog } from 'botbuilder-dialogs';
import type { BranchId } from '../src/guides/ids.ts';
import type { CardAnswer } from './card-prompt.ts';
import type { Step } from './steps.ts';
import { guideOf, talkTurn } from './talk.ts';
import { Walk } from './walk.ts';

/** How a branch ended, for the dialog that started it. */
export type BranchEnd = 'solved' | 'referred' | 'hand-over' | 'start-over';

/** The indexes of the steps that were shown, so that "Back" finds the one before. */
interface WalkState {
  shown?: number[];
}

/**
 * One problem of the guides as a waterfall. Each step asks the person's Trust's guide for its words; a step the guide does
 * not have, or that does not apply to what was answered, is passed over.
 */
export class BranchDialog extends WaterfallDialog {
  readonly branch: BranchId;
  readonly walked: readonly Step[];

  constructor(branch: BranchId, steps: readonly Step[]) {
    super(branch);
    this.branch = branch;
    this.walked = steps;
    for (const [index, step] of steps.entries()) {
      this.addStep(async (context) => {
        const walk = new Walk(context, branch, steps);
        if (!step.applies(walk)) return context.next();
        const values = context.values as WalkState;
        if (step.waits) values.shown = [...(values.shown ?? []), index];
        return step.show(walk);
      });
    }
    // After the last step nothing has worked: a person is next.
    this.addStep((context) => context.endDialog('hand-over' satisfies BranchEnd));
  }

  /** A card of this branch was answered: the step that showed it says what that means. */
  override async resumeDialog(
    dc: DialogContext,
    reason: DialogReason,
    result?: unknown,
  ): Promise<DialogTurnResult> {
    const state = dc.activeDialog?.state as { stepIndex: number; values: WalkState };
    const step = this.walked[state.stepIndex];
    const answer = result as CardAnswer | undefined;
    if (reason !== DialogReason.endCalled || answer === undefined || step === undefined) {
      return super.resumeDialog(dc, reason, result);
    }
    if (answer.value === 'back') return this.#back(dc, state.values);
    const walk = new Walk(dc, this.branch, this.walked);
    walk.remember(step.name, answer);
    const end = await step.answered(walk, answer);
    if (end === 'again') return this.runStep(dc, state.stepIndex, reason);
    return end === undefined ? super.resumeDialog(dc, reason) : dc.endDialog(end);
  }

  /** To the card before this one; from the first card, to the choice of problems. */
  async #back(dc: DialogContext, values: WalkState): Promise<DialogTurnResult> {
    const shown = values.shown ?? [];
    const before = shown.at(-2);
    values.shown = shown.slice(0, -2);
    talkTurn(dc.context).talk.trail.pop();
    if (before === undefined) return dc.endDialog('start-over' satisfies BranchEnd);
    return this.runStep(dc, before, DialogReason.nextCalled);
  }
}

/** One branch of the guides: its id, and its steps in the order a helpful colleague would try them. */
export function branch(id: BranchId, steps: readonly Step[]): BranchDialog {
  return new BranchDialog(id, steps);
}

/** Whether the person's Trust's guide speaks of this problem. */
export function isCovered(dc: Pick<DialogContext, 'context'>, id: BranchId): boolean {
  return guideOf(talkTurn(dc.context)).branches[id] !== undefined;
}
