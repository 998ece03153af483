import { LONGEST_SAID } from '../../src/cases/given.ts';
import { BRANCH_ENDS } from '../../src/cases/reports.ts';
import type { BranchId } from '../../src/guides/ids.ts';
import {
  type ConversationState,
  dialogTurn,
  guideOf,
  knownGuide,
  say,
} from '../engine/conversation-state.ts';
import { WaterfallDialog, type WaterfallStepContext } from '../engine/sdk.ts';
import type { BranchEnd } from '../engine/step-types.ts';
import { CHOOSE_PROBLEM, type Choice } from './choose-problem.ts';
import { forgetProblem, forgetProblemOnly } from './forget-old-conversation.ts';
import { NOT_COVERED } from './not-covered.ts';
import { REACH_TEAM } from './reach-team.ts';
import { rememberScreen, SCREEN_STEP, type ScreenSaid } from './screen-said.ts';

export const MAIN = 'main';

/** Where a conversation may begin other than at the menu. */
export interface MainOptions {
  /** The problem is known, for example from the person's own words. */
  readonly branch?: BranchId;
  /** What a picture of their screen said about it. */
  readonly screen?: ScreenSaid;
  /** The typed words that led here, sent with the case. */
  readonly said?: string;
  /** Straight to the ESR Team. */
  readonly human?: boolean;
  readonly changeTrust?: boolean;
  /** Typed before the organisation was known: read again once it is. */
  readonly typed?: string;
  /** What a picture may mean, offered once the organisation is known: the options of that dialog. */
  readonly choice?: object;
}

/** Finds the problem, leads through its guide, and ends solved, referred, or handed to the ESR Team. */
export const main = new WaterfallDialog<MainOptions>(MAIN, [trust, problem, branch, finish]);

type MainStep = WaterfallStepContext<MainOptions>;

/** Kept between the steps of one run. */
interface WalkValues {
  walked?: boolean;
}

/** Asks which Trust's guide to follow, unless that is known: from a username, an earlier choice, or because there is only one. */
async function trust(step: MainStep) {
  const isKnown = knownGuide(dialogTurn(step)) !== undefined;
  return step.options.changeTrust || !isKnown ? step.beginDialog('choose-trust', step.options) : step.next();
}

async function problem(step: MainStep) {
  const { branch, human, choice } = step.options;
  if (choice !== undefined) return step.replaceDialog('clarify', choice);
  // At the menu a new problem begins, however the person came there.
  const { conversation } = dialogTurn(step);
  if (branch === undefined && !human) forgetProblem(conversation);
  keepWords(conversation, step.options.said);
  if (human) return step.next('human' satisfies Choice);
  return branch === undefined ? step.beginDialog(CHOOSE_PROBLEM) : step.next(branch satisfies Choice);
}

async function branch(step: MainStep) {
  const choice = step.result as Choice;
  const turn = dialogTurn(step);
  const branch = turn.deps.problems.branches.has(choice) ? choice : undefined;
  if (choice === 'change-trust') return step.replaceDialog(MAIN, { changeTrust: true } satisfies MainOptions);
  const asks = /^case-(.+)$/.exec(choice)?.[1];
  if (choice === 'learner-case') return step.replaceDialog(choice);
  if (asks !== undefined) return step.replaceDialog('own-case', { asks });
  if (branch === undefined && choice !== 'human') return step.replaceDialog(MAIN);
  const guide = guideOf(turn);
  if (branch === undefined) return step.next('hand-over' satisfies BranchEnd);
  // What was typed before any problem was chosen is about this one.
  const { branch: before } = turn.conversation;
  if (before !== undefined && before !== branch) forgetProblemOnly(turn.conversation);
  Object.assign(turn.conversation, { branch, guideVersion: guide.version, facts: {} });
  keepWords(turn.conversation, step.options.said);
  const { screen } = step.options;
  if (screen !== undefined) rememberScreen(turn, branch, screen);
  turn.reported.push({ trust: guide.trust, problem: branch });
  if (guide.branches[branch] === undefined) return step.replaceDialog(NOT_COVERED);
  (step.values as WalkValues).walked = true;
  return step.beginDialog(branch);
}

async function finish(step: MainStep) {
  const end = step.result as BranchEnd;
  if (end === 'hand-over') reportAgain(step);
  if ((step.values as WalkValues).walked) countBranchEnd(step, end);
  const { deps, conversation } = dialogTurn(step);
  switch (end) {
    case 'back':
      return step.replaceDialog(MAIN);
    case 'change-trust':
      return step.replaceDialog(MAIN, { changeTrust: true } satisfies MainOptions);
    case 'hand-over':
      return step.replaceDialog(REACH_TEAM);
    default: {
      const card = end === 'worked' ? 'solved' : end;
      forgetProblem(conversation);
      say(step, deps.cards.render(card, { nonce: '' }));
      return step.endDialog();
    }
  }
}

/** A person who asks for the ESR Team still has the problem. */
function reportAgain(step: MainStep): void {
  const turn = dialogTurn(step);
  const { branch: problem } = turn.conversation;
  const trust = knownGuide(turn)?.trust;
  if (problem !== undefined && trust !== undefined) turn.reported.push({ trust, problem });
}

/** Keeps what a person typed for the ESR Team. A word or two add nothing to the problem's name. */
export function keepWords(conversation: ConversationState, said = ''): void {
  if (said.split(/\s+/).length >= 3) keepAll(conversation, said);
}

/** Keeps what was meant for the ESR Team, however short. */
export function keepAll(conversation: ConversationState, said: string): void {
  const { words = '' } = conversation.entered;
  if (words.includes(said)) return;
  conversation.entered = {
    ...conversation.entered,
    words: [words, said].filter(Boolean).join('\n').slice(0, LONGEST_SAID),
  };
}

/** For the ESR Team's report: what the guide solves, and where it leaves people. */
function countBranchEnd(step: MainStep, end: BranchEnd): void {
  const turn = dialogTurn(step);
  const { branch, trail } = turn.conversation;
  const ended = BRANCH_ENDS.find((known) => known === (end === 'worked' ? 'solved' : end));
  const guide = knownGuide(turn);
  if (branch === undefined || ended === undefined || guide === undefined) return;
  const last = trail.findLast(({ branch: id, step: name }) => id === branch && name !== SCREEN_STEP);
  // Among steps shown together, it is not known where they stopped.
  const at = last === undefined || last.answer === 'listed' ? '' : last.step;
  turn.conversation.feedback = { trust: guide.trust, branch, step: at };
  turn.ended.push({ ...turn.conversation.feedback, ended });
}
