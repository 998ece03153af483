import type { CardData } from '../../src/cards/render.ts';
import type { Guide, GuideStep } from '../../src/guides/guide.ts';
import type { BranchId } from '../../src/guides/ids.ts';
import type { CardAnswer, CardQuestion } from './card-prompt.ts';
import type { ConversationState, DialogTurn } from './conversation-state.ts';
import type { DialogTurnResult } from './sdk.ts';

/**
 * How a branch ended, for its caller. `worked`: the advice did; `solved`: the person is in; `done`: there is nothing more to do
 * now; `back`: they went back before its first card.
 */
export type BranchEnd = 'worked' | 'solved' | 'done' | 'referred' | 'hand-over' | 'back' | 'change-trust';

/** Invalid typed input: the question is shown again with it and with what to write instead. */
export interface InvalidInput {
  /** A code that `fieldProblem` has words for. */
  readonly problem: string;
  readonly typed: string;
  readonly suggestion?: string | undefined;
}

/** What an answer means, where that is not the answer itself: a typed time as an instant, a username in its usual form. */
export interface Meaning {
  readonly means: string;
  readonly said?: string;
}

/** Another problem of the guide is next. */
interface LeadOn {
  readonly leadOn: BranchId;
}

/** What an answer leads to; undefined for the next step. */
export type StepOutcome = BranchEnd | LeadOn | Meaning | InvalidInput | CheckBack | undefined;

/** The person is asked again at this time. */
interface CheckBack {
  readonly checkBack: string;
}

/** A branch's view of the conversation: the guide's words, the answers so far, and the card prompt. */
export interface BranchContext {
  readonly branch: BranchId;
  readonly turn: DialogTurn;
  readonly conversation: ConversationState;
  readonly guide: Guide;
  readonly now: string;
  /** Whether the person's Trust's guide speaks of this problem. */
  covers(branch: BranchId): boolean;
  /** The guide's words for a step of this branch; undefined where this Trust's guide has none. */
  words(step: string): GuideStep | undefined;
  /** The answer given to a step of this branch, if it was asked. */
  answer(step: string): string | undefined;
  /** Whether no later step of the branch applies. */
  isLast(name: string): boolean;
  /** What the card of a step in the guide's words shows. Throws TypeError where the guide has no words for it. */
  stepData(name: string): CardData;
  /** The card of a question of our own; with `invalid` again, in place of the one just answered. */
  question(name: string, shows?: CardData, invalid?: InvalidInput): CardQuestion;
  ask(question: CardQuestion): Promise<DialogTurnResult>;
}

/** A condition with a name, for the picture of the branch and for tests. */
export interface Condition {
  readonly label: string;
  test(branch: BranchContext): boolean;
}

export interface StepOptions {
  /** Passed over unless this holds. */
  readonly when?: Condition;
  /** The fact of the guide without which this is never shown. */
  readonly needs?: string;
  /** A common problem at this step: links to it, if the guide has it. */
  readonly aside?: BranchId;
  /** The aside is not a problem, but tells how to do the step. */
  readonly asideIsHow?: boolean;
  /** The question under a step to try: whether it worked, whether the email has arrived, or whether that was all they needed. */
  readonly asks?: 'worked' | 'arrived' | 'needed';
  /** Nothing is left to try after this: it ends here, kindly. */
  readonly ends?: boolean;
  /** When it is worth asking again, as an instant: "Ask me again at 3:40pm today" is offered while that is ahead. */
  checkBack?(branch: BranchContext): string | undefined;
  /** The person may belong to another organisation: "Change organisation" is offered. */
  readonly changeTrust?: boolean;
}

/** One thing to try, or one thing to ask. */
export interface Step extends StepOptions {
  readonly kind: 'advise' | 'tell' | 'lead-on' | 'refer' | 'hand-over' | 'ask';
  /** Its key under the branch's `steps` in a guide, and in the trail. */
  readonly name: string;
  /** The problem that starts from here. */
  readonly leadsTo?: BranchId;
  applies(branch: BranchContext): boolean;
  show(branch: BranchContext, invalid?: InvalidInput): Promise<DialogTurnResult>;
  answered(branch: BranchContext, answer: CardAnswer): StepOutcome;
}
