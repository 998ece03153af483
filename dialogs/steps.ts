import type { DialogTurnResult } from 'botbuilder-dialogs';
import type { BranchEnd } from './branch.ts';
import type { CardAnswer } from './card-prompt.ts';
import type { Walk } from './walk.ts';

/** What an answer leads to: the end of the branch, the same step again, or (undefined) the next step. */
export type StepResult = BranchEnd | 'again' | undefined;

/** A condition with a name, for the picture of the branch and for tests. */
export interface Condition {
  readonly label: string;
  test(walk: Walk): boolean;
}

/** One thing to try, or one thing to ask. */
export interface Step {
  readonly kind: 'advise' | 'tell' | 'refer' | 'hand-over' | 'ask';
  /** Its key under the branch's `steps` in a guide, and in the trail. */
  readonly name: string;
  readonly when?: Condition | undefined;
  /** Whether it shows a card and waits for the answer. */
  readonly waits: boolean;
  applies(walk: Walk): boolean;
  show(walk: Walk): Promise<DialogTurnResult>;
  answered(walk: Walk, answer: CardAnswer): StepResult | Promise<StepResult>;
}

/** Passed over unless the guide has words for it and its condition holds. */
const applies = (name: string, when?: Condition) => (walk: Walk) =>
  walk.words(name) !== undefined && (when?.test(walk) ?? true);

const showWords = (card: string, name: string) => (walk: Walk) => {
  const step = walk.words(name);
  if (step === undefined) throw new TypeError(`The guide has no words for ${walk.branch}.${name}`);
  return walk.ask({ card, data: { ...walk.data(step), ...walk.progress(name) } });
};

/** One thing to try; then "Did that work?" */
export function advise(name: string, when?: Condition): Step {
  return {
    kind: 'advise',
    name,
    when,
    waits: true,
    applies: applies(name, when),
    show: showWords('advise', name),
    answered: (_, answer) => {
      if (answer.value === 'worked') return 'solved';
      return answer.value === 'human' ? 'hand-over' : undefined;
    },
  };
}

/** Something to know or to do on the way; then "Carry on". */
export function tell(name: string, when?: Condition): Step {
  return {
    kind: 'tell',
    name,
    when,
    waits: true,
    applies: applies(name, when),
    show: showWords('tell', name),
    answered: (_, answer) => {
      if (answer.value === 'solved') return 'solved';
      return answer.value === 'human' ? 'hand-over' : undefined;
    },
  };
}

/** Somebody else can help with this, and the ESR Team cannot: who, and how to reach them. */
export function refer(name: string, when?: Condition): Step {
  return {
    kind: 'refer',
    name,
    when,
    waits: true,
    applies: applies(name, when),
    show: showWords('refer', name),
    answered: (_, answer) => (answer.value === 'human' ? 'hand-over' : 'referred'),
  };
}

/** Why this goes to the ESR Team now; then the details they need. */
export function handOver(name: string, when?: Condition): Step {
  return {
    kind: 'hand-over',
    name,
    when,
    waits: true,
    applies: applies(name, when),
    show: showWords('hand-over', name),
    answered: (_, answer) => (answer.value === 'solved' ? 'solved' : 'hand-over'),
  };
}

/** A question of our own (a card `ask-…`): what is learned from its answer steers the steps that follow. */
export function ask(
  name: string,
  // biome-ignore lint/suspicious/noConfusingVoidType: most answers only teach something
  learn: (walk: Walk, answer: CardAnswer) => StepResult | void,
  when?: Condition,
): Step {
  return {
    kind: 'ask',
    name,
    when,
    waits: true,
    applies: (walk) => when?.test(walk) ?? true,
    show: (walk) => walk.ask({ card: `ask-${name}`, data: walk.askData() }),
    answered: (walk, answer) => (answer.value === 'human' ? 'hand-over' : (learn(walk, answer) ?? undefined)),
  };
}

/** Holds when an earlier step of the branch was answered with one of these. */
export function answered(step: string, ...values: readonly string[]): Condition {
  return {
    label: `${step}: ${values.join(' or ')}`,
    test: (walk) => values.includes(walk.answer(step) ?? ''),
  };
}
