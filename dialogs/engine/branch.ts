import type { ChatFact } from '../../src/guides/fill-facts.ts';
import type { BranchId } from '../../src/guides/ids.ts';
import { WaterfallContext } from './branch-context.ts';
import type { CardAnswer } from './card-prompt.ts';
import { type DialogContext, DialogReason, type DialogTurnResult, WaterfallDialog } from './sdk.ts';
import { stepsTogether } from './step-list.ts';
import type { BranchContext, BranchEnd, InvalidInput, Step, StepOutcome } from './step-types.ts';
import { handOver, refer } from './steps.ts';

/** A problem already in progress further down the stack: it restarts from its first step. */
interface Restart {
  readonly restart: BranchId;
}

interface BranchState {
  stepIndex: number;
  values: {
    /** The indexes of the steps that were shown, so that "Back" finds the one before. */
    shown?: number[];
    /** The person asked for all the steps that can be shown together. */
    asList?: boolean;
    /** The indexes of the steps on the open card, where it shows several. */
    list?: number[];
    /** The names of all steps as they were then: what an index means. */
    steps?: string[];
  };
}

/** Facts derived from the current answers, for the guide's text. */
type WorkOut = (branch: BranchContext) => Partial<Record<ChatFact, string>>;

/**
 * One problem of the guides as a waterfall. Each step takes its words from the guide of the person's Trust; a step missing
 * there, or not applicable after earlier answers, is skipped. A branch that leads to another starts it on top of itself, so
 * that "Back" returns here.
 */
export class BranchDialog extends WaterfallDialog {
  readonly branch: BranchId;
  readonly walked: readonly Step[];
  readonly #workOut: WorkOut;
  readonly #names: readonly string[];

  constructor(branch: BranchId, steps: readonly Step[], workOut: WorkOut) {
    super(branch);
    this.branch = branch;
    this.walked = steps;
    this.#workOut = workOut;
    this.#names = steps.map((step) => step.name);
    for (const [index, step] of steps.entries()) {
      this.addStep(async (context) =>
        step.applies(this.#branch(context)) ? this.#show(context, index) : context.next(),
      );
    }
    // After the last step nothing has worked: a person is next.
    this.addStep((context) => context.endDialog('hand-over' satisfies BranchEnd));
  }

  override beginDialog(dc: DialogContext, options?: object): Promise<DialogTurnResult> {
    this.#branch(dc).begin();
    return super.beginDialog(dc, options);
  }

  /** Whether the steps are still those that a person in the middle of this branch began with. */
  isSameAs(state: unknown): boolean {
    const { steps } = (state as BranchState | undefined)?.values ?? {};
    return JSON.stringify(steps) === JSON.stringify(this.#names);
  }

  /** A card of this branch was answered, or a branch it led on to has ended. */
  override async resumeDialog(
    dc: DialogContext,
    reason: DialogReason,
    result?: unknown,
  ): Promise<DialogTurnResult> {
    const step = this.walked[stateOf(dc).stepIndex];
    if (reason !== DialogReason.endCalled || result === undefined || step === undefined) {
      return super.resumeDialog(dc, reason, result);
    }
    return isAnswer(result)
      ? this.#answered(dc, step, result)
      : this.#returned(dc, step, result as BranchEnd | Restart);
  }

  #branch(dc: DialogContext, inPlace = false): WaterfallContext {
    return new WaterfallContext(dc, this.branch, this.walked, inPlace);
  }

  async #show(
    dc: DialogContext,
    index: number,
    invalid?: InvalidInput,
    inPlace = false,
  ): Promise<DialogTurnResult> {
    const state = stateOf(dc);
    state.stepIndex = index;
    state.values.steps = [...this.#names];
    if (state.values.shown?.at(-1) !== index) state.values.shown = [...(state.values.shown ?? []), index];
    const branch = this.#branch(dc, inPlace);
    branch.learn(this.#workOut(branch));
    const list = state.values.asList ? stepsTogether(this.walked, index, branch) : [];
    delete state.values.list;
    if (list.length > 1) {
      state.values.list = list;
      return branch.ask({ card: 'steps', data: branch.listData(this.#stepsAt(list)) });
    }
    const step = this.walked[index];
    return step === undefined ? dc.endDialog() : step.show(branch, invalid);
  }

  #stepsAt(indexes: readonly number[]): Step[] {
    return indexes.flatMap((index) => this.walked[index] ?? []);
  }

  async #answered(dc: DialogContext, step: Step, answer: CardAnswer): Promise<DialogTurnResult> {
    const { stepIndex, values } = stateOf(dc);
    if (answer.value === 'all' || (values.list !== undefined && answer.value === 'back')) {
      values.asList = answer.value === 'all';
      return this.#show(dc, stepIndex, undefined, true);
    }
    if (values.list !== undefined) return this.#answeredList(dc, values.list, answer);
    if (answer.value === 'back') return this.#back(dc);
    const branch = this.#branch(dc);
    const outcome = step.answered(branch, answer);
    if (typeof outcome === 'object' && 'problem' in outcome) {
      return this.#show(dc, stateOf(dc).stepIndex, outcome);
    }
    if (typeof outcome === 'object' && 'checkBack' in outcome) return branch.checkBack(outcome.checkBack);
    branch.remember(step.name, answer, outcome);
    return this.#goOn(dc, outcome);
  }

  /** One answer to several steps: to the last of them, or the one where something else happened. */
  async #answeredList(
    dc: DialogContext,
    list: readonly number[],
    answer: CardAnswer,
  ): Promise<DialogTurnResult> {
    const branch = this.#branch(dc);
    const [value = '', name] = answer.value.split(' ');
    const upTo =
      name === undefined ? list.length : this.#stepsAt(list).findIndex((one) => one.name === name) + 1;
    const steps = this.#stepsAt(list.slice(0, upTo));
    const step = steps.at(-1);
    if (value === 'check-back') {
      const at = steps.map((one) => one.checkBack?.(branch)).find((one) => one !== undefined);
      return at === undefined ? dc.endDialog() : branch.checkBack(at);
    }
    const outcome = step?.answered(branch, { ...answer, value });
    branch.rememberList(steps, { ...answer, value });
    stateOf(dc).stepIndex = list[upTo - 1] ?? 0;
    delete stateOf(dc).values.list;
    return this.#goOn(dc, outcome);
  }

  #goOn(dc: DialogContext, outcome: StepOutcome): Promise<DialogTurnResult> {
    if (typeof outcome === 'string') return dc.endDialog(outcome);
    if (outcome !== undefined && 'leadOn' in outcome) return this.#leadOn(dc, outcome.leadOn);
    return super.resumeDialog(dc, DialogReason.nextCalled);
  }

  #leadOn(dc: DialogContext, branch: BranchId): Promise<DialogTurnResult> {
    if (branch === this.branch) return this.#restart(dc);
    const isWalked = dc.stack.some((instance) => instance.id === branch);
    return isWalked ? dc.endDialog({ restart: branch } satisfies Restart) : dc.beginDialog(branch);
  }

  #returned(dc: DialogContext, step: Step, end: BranchEnd | Restart): Promise<DialogTurnResult> {
    const branch = this.#branch(dc);
    if (end === 'back') {
      branch.resume();
      branch.forget(step.name);
      return this.#show(dc, stateOf(dc).stepIndex);
    }
    if (typeof end === 'object') return end.restart === this.branch ? this.#restart(dc) : dc.endDialog(end);
    // The obstacle to this step is gone; the remaining steps still apply.
    if (end === 'worked' && step.kind === 'tell') {
      branch.resume();
      return super.resumeDialog(dc, DialogReason.nextCalled);
    }
    return dc.endDialog(end);
  }

  #restart(dc: DialogContext): Promise<DialogTurnResult> {
    this.#branch(dc).begin();
    return this.runStep(dc, 0, DialogReason.nextCalled);
  }

  /** Goes back to the card before this one; from the first card, to what led here. */
  async #back(dc: DialogContext): Promise<DialogTurnResult> {
    const { values } = stateOf(dc);
    const before = values.shown?.at(-2);
    values.shown = values.shown?.slice(0, -2) ?? [];
    if (before === undefined) return dc.endDialog('back' satisfies BranchEnd);
    this.#branch(dc).forget(...this.walked.slice(before).map(({ name }) => name));
    return this.#show(dc, before);
  }
}

const stateOf = (dc: DialogContext) => dc.activeDialog?.state as BranchState;

const isAnswer = (result: unknown): result is CardAnswer =>
  typeof result === 'object' && result !== null && 'nonce' in result;

/**
 * One branch of the guides: its id, its steps in the order a helpful colleague would try them, and the facts derived from the
 * answers for the guide's `{{when.x}}` and `{{said.x}}`.
 */
export function branch(id: BranchId, steps: readonly Step[], workOut: WorkOut = () => ({})): BranchDialog {
  return new BranchDialog(id, withEnds(steps), workOut);
}

/** Every guide can end every problem as its page does: with whom to contact, or with the ESR Team. */
function withEnds(steps: readonly Step[]): readonly Step[] {
  const own = steps.at(-1)?.name === 'hand-over' ? steps.slice(0, -1) : steps;
  const last = own.length < steps.length ? steps.slice(-1) : [handOver('hand-over')];
  return [...own.map((step, index) => onlyIfItMatters(step, own.slice(index))), refer('contact'), ...last];
}

/** Skips a question where no later step that the guide has depends on an answer. */
function onlyIfItMatters(step: Step, later: readonly Step[]): Step {
  if (step.kind !== 'ask' || step.when !== undefined) return step;
  const applies = (branch: BranchContext) =>
    later.some(({ when, name }) => when !== undefined && branch.words(name) !== undefined);
  return { ...step, applies };
}
