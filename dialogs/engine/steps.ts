import type { CardData } from '../../src/cards/render.ts';
import type { BranchId } from '../../src/guides/ids.ts';
import { REMOVED } from '../../src/privacy/secrets/secrets.ts';
import { foldLookAlikes } from '../../src/text/look-alikes.ts';
import type {
  BranchContext,
  Condition,
  InvalidInput,
  Meaning,
  Step,
  StepOptions,
  StepOutcome,
} from './step-types.ts';

/** One thing to try, and the question under it: "Did that work?", unless its options ask another. */
export const advise = (name: string, options: StepOptions = {}): Step => guided('advise', name, options);

/** Something to know or to do on the way; then "Carry on". */
export const tell = (name: string, options: StepOptions = {}): Step => guided('tell', name, options);

/** Others can help with this, and the ESR Team cannot: who, and how to reach them. */
export const refer = (name: string, options: StepOptions = {}): Step => guided('refer', name, options);

/** Why this goes to the ESR Team now; then the details they need. */
export const handOver = (name: string, options: StepOptions = {}): Step => guided('hand-over', name, options);

/** The next problem starts from here, if the person wants help. */
export const leadOn = (name: string, leadsTo: BranchId, options: StepOptions = {}): Step =>
  guided('lead-on', name, options, leadsTo);

/** A step in the guide's words, on the card of its kind. */
function guided(kind: Step['kind'], name: string, options: StepOptions, leadsTo?: BranchId): Step {
  const { when, aside, ends } = options;
  return {
    ...options,
    kind,
    name,
    ...(leadsTo && { leadsTo }),
    applies: (branch) =>
      branch.words(name) !== undefined &&
      (leadsTo === undefined || branch.covers(leadsTo)) &&
      (when?.test(branch) ?? true),
    show: (branch) => branch.ask({ card: kind, data: branch.stepData(name) }),
    answered: (branch, { value }) => {
      switch (value) {
        case 'human':
          return 'hand-over';
        case 'worked':
          // They asked a question; nothing was fixed by it.
          return options.asks === 'needed' ? 'done' : value;
        case 'solved':
        case 'referred':
        case 'change-trust':
          return value;
        case 'aside':
          return aside === undefined ? undefined : { leadOn: aside };
        case 'check-back': {
          const at = options.checkBack?.(branch);
          return at === undefined ? undefined : { checkBack: at };
        }
        case 'show':
          return leadsTo === undefined ? undefined : { leadOn: leadsTo };
        // "Carry on", "Not yet" or "No, thanks": the next step, unless this is where it ends.
        default:
          return ends || (kind === 'lead-on' && branch.isLast(name)) ? 'done' : undefined;
      }
    },
  };
}

export interface Question {
  readonly when?: Condition;
  /** What its card shows of the guide's numbers and of the conversation. */
  shows?(branch: BranchContext): CardData;
  /** What a pressed answer leads to or means. */
  chosen?(branch: BranchContext, value: string): StepOutcome;
  /** What a typed answer means, or why it is invalid. */
  typed?(branch: BranchContext, text: string): Meaning | Omit<InvalidInput, 'typed'>;
}

/** A question of our own (a card `ask-…`): its answer steers the steps that follow. */
export function ask(name: string, question: Question = {}): Step {
  const { when, shows, chosen, typed } = question;
  return {
    kind: 'ask',
    name,
    ...(when && { when }),
    applies: (branch) => when?.test(branch) ?? true,
    show: (branch, invalid) => branch.ask(branch.question(name, shows?.(branch), invalid)),
    answered(branch, { value, inputs }) {
      if (value === 'human') return 'hand-over';
      if (value !== 'typed') return chosen?.(branch, value);
      const text = foldLookAlikes(inputs.typed ?? '').slice(0, LONGEST_TYPED);
      if (text.includes(REMOVED)) return { problem: 'secret', typed: '' };
      const read = typed?.(branch, text) ?? { problem: 'unreadable' };
      return 'problem' in read ? { ...read, typed: text } : { said: text, ...read };
    },
  };
}

const LONGEST_TYPED = 60;

/** Holds when the step was answered with one of these. */
export function answered(step: string, ...values: readonly string[]): Condition {
  return {
    label: `${step}: ${values.join(' or ')}`,
    test: (branch) => values.includes(branch.answer(step) ?? ''),
  };
}

/** Holds where the guide has words for one of these steps of the branch. */
export function guideHas(...steps: readonly string[]): Condition {
  return {
    label: `the guide has ${steps.join(' or ')}`,
    test: (branch) => steps.some((step) => branch.words(step) !== undefined),
  };
}
