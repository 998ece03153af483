import { WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs';
import { cardMessage } from '../src/cards/message.ts';
import { BRANCH_IDS, type BranchId } from '../src/guides/ids.ts';
import type { BranchEnd } from './branch.ts';
import { CHOOSE_PROBLEM, type Choice } from './choose-problem.ts';
import { CHOOSE_TRUST } from './choose-trust.ts';
import { ESCALATION } from './escalation.ts';
import { guideOf, talkTurn } from './talk.ts';

export const MAIN = 'main';

/** Where a conversation may begin other than at the menu. */
export interface MainOptions {
  /** The problem is known, for example from the person's own words. */
  readonly branch?: BranchId;
  /** Straight to the ESR Team. */
  readonly human?: boolean;
  readonly changeTrust?: boolean;
}

/** Finds the problem, walks the guide through it, and ends solved, referred, or handed to the ESR Team. */
export const main = new WaterfallDialog<MainOptions>(MAIN, [trust, problem, walk, finish]);

type MainStep = WaterfallStepContext<MainOptions>;

async function trust(step: MainStep) {
  const { talk, parts } = talkTurn(step.context);
  if (!step.options.changeTrust && (talk.trust !== undefined || parts.guides.size === 1)) return step.next();
  if (!step.options.changeTrust) {
    talk.trust = parts.defaultTrust;
    return step.next();
  }
  return step.beginDialog(CHOOSE_TRUST);
}

async function problem(step: MainStep) {
  const { branch, human } = step.options;
  if (human) return step.next('human' satisfies Choice);
  return branch === undefined ? step.beginDialog(CHOOSE_PROBLEM) : step.next(branch satisfies Choice);
}

async function walk(step: MainStep) {
  const choice = step.result as Choice;
  if (choice === 'human') return step.next('hand-over' satisfies BranchEnd);
  if (choice === 'change-trust') return step.replaceDialog(MAIN, { changeTrust: true } satisfies MainOptions);
  const branch = BRANCH_IDS.find((id) => id === choice);
  const turn = talkTurn(step.context);
  if (branch === undefined || guideOf(turn).branches[branch] === undefined) return step.replaceDialog(MAIN);
  Object.assign(turn.talk, { branch, guideVersion: guideOf(turn).version, trail: [], facts: {} });
  return step.beginDialog(branch);
}

async function finish(step: MainStep) {
  const end = step.result as BranchEnd;
  const { parts } = talkTurn(step.context);
  if (end === 'start-over') return step.replaceDialog(MAIN);
  if (end === 'hand-over') return step.replaceDialog(ESCALATION);
  if (end === 'solved')
    await step.context.sendActivity(cardMessage(parts.cards.render('solved', { nonce: '' })));
  if (end === 'referred')
    await step.context.sendActivity(cardMessage(parts.cards.render('referred', { nonce: '' })));
  return step.endDialog();
}
