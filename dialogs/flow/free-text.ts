import { words } from '../../src/cards/render.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import type { BranchId } from '../../src/guides/ids.ts';
import { REMOVED } from '../../src/privacy/secrets/secrets.ts';
import { isBareReply } from '../../src/understanding/bare-reply.ts';
import type { Match } from '../../src/understanding/decide.ts';
import type { Meaning, TopicId } from '../../src/understanding/wordings.ts';
import { promptState } from '../engine/card-prompt.ts';
import {
  coveredBranches,
  type DialogTurn,
  dialogTurn,
  knownGuide,
  say,
  titleOf,
} from '../engine/conversation-state.ts';
import type { DialogContext } from '../engine/sdk.ts';
import { refreshLearnerCase } from './about-cases.ts';
import { COMMONEST } from './choose-problem.ts';
import { answerTo, CLARIFY, type ClarifyOptions, notPlaced } from './clarify.ts';
import { withoutOwnDetails } from './detected-details.ts';
import { forgetProblem } from './forget-old-conversation.ts';
import { keepWords, MAIN, type MainOptions } from './main.ts';
import { forgetScreen } from './screen-said.ts';
import { WELCOME_BACK } from './welcome-back.ts';

/** Finds the problem in a person's own words, and starts it; says so kindly when nothing fits. */
export async function understand(dc: DialogContext, text: string): Promise<void> {
  const turn = dialogTurn(dc);
  if (isBareReply(text)) return answerTopic(dc, 'bare-answer');
  const meant = turn.deps.understand(text, coveredBranches(turn));
  const own = idsOf(meant).includes(TRAINER) ? withoutOwnDetails(turn, text) : undefined;
  if (own !== undefined) return offerChoice(dc, { card: 'clarify', ids: ownProblems(turn, own), said: text });
  const isProblem = meant.kind !== 'topic' && meant.kind !== 'none';
  if (isProblem && knownGuide(turn) === undefined) return restart(dc, { typed: text });
  switch (meant.kind) {
    case 'branch':
      say(dc, turn.deps.cards.render('understood', { problem: words(titleOf(turn, meant.id)), nonce: '' }));
      turn.conversation.alternatives = alternatives(meant.id, turn.deps.rank(text));
      return restart(dc, { branch: meant.id, said: text });
    case 'choose':
      return offerChoice(dc, { card: 'clarify', ids: meant.ids, said: text });
    case 'not-covered':
      return restart(dc, { branch: meant.id, said: text });
    case 'topic':
      return answerTopic(dc, meant.id);
    case 'none':
      say(dc, SENTENCES.notUnderstood);
      notPlaced(turn, text);
      await askAgain(dc);
      return keepWords(turn.conversation, text);
  }
}

/**
 * Trainers send usernames and addresses, and so do people who need help themselves. Those who give their own are offered their own
 * problem first.
 */
function ownProblems(turn: DialogTurn, withoutDetails: string): readonly (BranchId | TopicId)[] {
  const covered = coveredBranches(turn);
  const meant = idsOf(turn.deps.understand(withoutDetails, covered));
  const problems = meant.filter((id) => turn.deps.problems.branches.has(id));
  return [...(problems.length === 0 ? COMMONEST.filter((id) => covered.has(id)) : problems), TRAINER];
}
const TRAINER: TopicId = 'epic-trainer';

const idsOf = (meant: Match): readonly (BranchId | TopicId)[] =>
  meant.kind === 'choose' ? meant.ids : meant.kind === 'none' ? [] : [meant.id];

/**
 * Interprets a message by what remains after a secret was removed. If that says too little, or a problem is in progress and the
 * rest names no other, repeats the open question.
 */
export async function understandRest(dc: DialogContext, redacted: string, rest: string): Promise<void> {
  const turn = dialogTurn(dc);
  const alone = turn.deps.understand(rest, coveredBranches(turn));
  const saysAlone = alone.kind === 'branch' || alone.kind === 'not-covered';
  if (saysAlone && /\s/.test(rest)) return understand(dc, rest);
  const open = promptState(dc.activeDialog)?.card;
  const atMenu = open === undefined || MENUS.includes(open);
  const clauses = atMenu
    ? redacted
    : redacted
        .split(CLAUSES)
        .filter((clause) => !clause.includes(REMOVED))
        .join(', ');
  const plain = clauses.replaceAll(REMOVED, ' ').trim();
  const words = plain.split(/\s+/).length;
  const { kind } = turn.deps.understand(withoutOwnDetails(turn, plain) ?? plain, coveredBranches(turn));
  const says =
    kind === 'branch' || kind === 'not-covered' || (kind === 'choose' && atMenu && words >= MANY_WORDS);
  return says && words >= FEW_WORDS ? understand(dc, plain) : askAgain(dc);
}

/** "My PIN is" and "born on the" say nothing of a problem. */
const FEW_WORDS = 4;
const MANY_WORDS = 6;
const CLAUSES = /[.,;:!?\n]+|\b(?:and|but|it says)\b/i;
/** The cards of menus: no problem is in progress there. */
export const MENUS: readonly string[] = ['welcome', 'problems', 'choose-trust', 'no-guide'];

/** "Not this?": the other problems that the last message may have meant. */
export async function offerAlternatives(dc: DialogContext): Promise<void> {
  const { conversation } = dialogTurn(dc);
  const { alternatives: ids = [] } = conversation;
  forgetScreen(conversation);
  const main = dc.stack.find(({ id }) => id === MAIN)?.state.options as MainOptions | undefined;
  notPlaced(dialogTurn(dc), main?.said);
  return ids.length === 0 ? restart(dc) : offerChoice(dc, { card: 'clarify', ids });
}

/** A picture came that says nothing: the messages ESR is known to show are offered, after a line about why. */
export async function pictureSent(dc: DialogContext, why: string): Promise<void> {
  const covered = coveredBranches(dialogTurn(dc));
  const ids = MESSAGES_ESR_SHOWS.filter((id) => covered.has(id));
  return offerChoice(dc, { card: 'no-pictures', ids, why });
}

/** The problems that begin with a message on the screen. */
export const MESSAGES_ESR_SHOWS: readonly BranchId[] = [
  'incorrect-details',
  'details-dont-match',
  'account-locked',
  'smartcard-not-linked',
  'smartcard-software-error',
  'reset-link-expired',
];

async function answerTopic(dc: DialogContext, topic: TopicId): Promise<void> {
  const turn = dialogTurn(dc);
  // The menu's line about their case may have changed.
  if (topic === 'greeting' && promptState(dc.activeDialog)?.card === 'welcome') return restart(dc);
  if (topic === 'escalate') return restart(dc, { human: true });
  const answer = answerTo(turn, topic);
  const toMenu = turn.deps.answers.get(topic)?.next === 'menu';
  if (answer !== undefined && !toMenu) say(dc, answer);
  return topic === 'greeting' && isBack(turn) ? askWhetherTheSame(dc) : askAgain(dc);
}

/** Away long enough to have come back for something else. */
function isBack({ conversation, deps }: DialogTurn): boolean {
  const away = Date.parse(deps.now()) - Date.parse(conversation.lastAt ?? deps.now());
  return conversation.branch !== undefined && away > BACK_AFTER_MS;
}
const BACK_AFTER_MS = 3_600_000;

async function askWhetherTheSame(dc: DialogContext): Promise<void> {
  if (dc.activeDialog === undefined) return restart(dc);
  await dc.beginDialog(WELCOME_BACK);
}

/** Repeats the open question; the menu if there was none. */
export async function askAgain(dc: DialogContext): Promise<void> {
  await refreshLearnerCase(dc);
  if (dc.activeDialog === undefined) await restart(dc);
  else await dc.repromptDialog();
}

export async function offerChoice(dc: DialogContext, options: ClarifyOptions): Promise<void> {
  const turn = dialogTurn(dc);
  const { conversation } = turn;
  const { branch } = conversation;
  if (knownGuide(turn) === undefined) return restart(dc, { choice: options });
  // Their words are not about the problem before. With no problem before, what they typed so far is about this one.
  if (options.card === 'clarify' && branch !== undefined && !options.ids.includes(branch))
    forgetProblem(conversation);
  keepWords(conversation, options.said);
  if (dc.activeDialog !== undefined) await dc.cancelAllDialogs();
  await dc.beginDialog(CLARIFY, options);
}

/** Restarts at the menu, without an earlier problem, or where the options say. Keeps entered values. */
export async function restart(dc: DialogContext, options: MainOptions = {}): Promise<void> {
  if (dc.activeDialog !== undefined) await dc.cancelAllDialogs();
  await dc.beginDialog(MAIN, options);
}

function alternatives(
  meant: BranchId,
  ranked: readonly { readonly meaning: Pick<Meaning, 'kind' | 'id'> }[],
): BranchId[] {
  return ranked
    .flatMap(({ meaning: { kind, id } }) => (kind === 'branch' && id !== meant ? [id] : []))
    .slice(0, 4);
}
