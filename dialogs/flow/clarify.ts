import { type CardData, words } from '../../src/cards/render.ts';
import { contactLine } from '../../src/guides/contacts.ts';
import type { BranchId } from '../../src/guides/ids.ts';
import type { TopicId } from '../../src/understanding/wordings.ts';
import { CARD_PROMPT, type CardAnswer, type CardQuestion } from '../engine/card-prompt.ts';
import {
  coveredBranches,
  type DialogTurn,
  dialogTurn,
  knownGuide,
  problemsFor,
  say,
} from '../engine/conversation-state.ts';
import { WaterfallDialog, type WaterfallStepContext } from '../engine/sdk.ts';
import { MAIN, type MainOptions } from './main.ts';
import type { ScreenSaid } from './screen-said.ts';

export const CLARIFY = 'clarify';

export interface ClarifyOptions {
  /**
   * `clarify` offers what a message may mean; `no-pictures` the messages ESR is known to show, `screen-may-say` those and
   * the one that a picture seems to show.
   */
  readonly card: 'clarify' | 'no-pictures' | 'screen-may-say';
  /** Branches and topics, likeliest first. */
  readonly ids: readonly (BranchId | TopicId)[];
  /** The reading of a picture, and the problem it belongs to. */
  readonly screen?: ScreenSaid & { readonly branch: BranchId };
  /** Their typed words, sent with the case. */
  readonly said?: string;
  /** Why a picture is of no help. */
  readonly why?: string;
}

/** Asks which of a few problems was meant, and starts it. */
export const clarify = new WaterfallDialog<ClarifyOptions>(CLARIFY, [askWhich, goThere]);

async function askWhich(step: WaterfallStepContext<ClarifyOptions>) {
  const turn = dialogTurn(step);
  const { offers } = turn.deps;
  const problems = problemsFor(turn);
  const covered = coveredBranches(turn);
  const { card, why = '', screen } = step.options;
  // The ESR Team has a button of its own on each of these cards.
  const choices = step.options.ids.filter(isNoPerson).flatMap((id): CardData[] => {
    // What people say in words can be what their guide lacks, and is then said to be so.
    if (card !== 'clarify' && problems.branches.has(id) && !covered.has(id)) return [];
    const offer = problems.branches.get(id as BranchId) ?? offers().get(id as TopicId);
    return offer === undefined
      ? []
      : [{ value: words(id), title: words(offer.title), line: words(offer.line) }];
  });
  const data = {
    choices,
    why: words(why),
    says: words(screen?.says ?? ''),
    verbatim: screen?.verbatim ?? false,
  };
  const question: CardQuestion = { card, data };
  return step.beginDialog(CARD_PROMPT, question);
}

const isNoPerson = (id: string) => id !== 'human' && id !== 'escalate';

async function goThere(step: WaterfallStepContext<ClarifyOptions>) {
  const { value } = step.result as CardAnswer;
  const { screen, said } = step.options;
  const options: MainOptions = said === undefined ? {} : { said };
  if (dialogTurn(step).deps.problems.branches.has(value)) {
    return step.replaceDialog(MAIN, {
      ...options,
      branch: value,
      ...(screen?.branch === value && { screen }),
    });
  }
  if (!isNoPerson(value)) {
    return step.replaceDialog(MAIN, { ...options, human: true });
  }
  const answer = answerTo(dialogTurn(step), value as TopicId);
  if (answer !== undefined) say(step, answer);
  else notPlaced(dialogTurn(step), said);
  // With none of these, their words still go along.
  return step.replaceDialog(MAIN, answer === undefined ? options : {});
}

/** Words that found no problem, or the wrong one: kept where the Trust's guide says so, as far as they may be. */
export function notPlaced(turn: DialogTurn, said: string | undefined): void {
  const guide = knownGuide(turn);
  const reduced = said && guide?.learns ? turn.deps.unplaced?.(said) : undefined;
  if (guide !== undefined && reduced !== undefined) turn.unplaced.push({ trust: guide.trust, ...reduced });
}

/** The answer to a topic, with where to go if the Trust's guide says so. */
export function answerTo(turn: DialogTurn, topic: TopicId): string | undefined {
  const answer = turn.deps.answers.get(topic);
  const guide = knownGuide(turn);
  const contact = guide?.contacts[guide.elsewhere?.[topic] ?? ''];
  const where = contact === undefined ? '' : ` ${contactLine(contact)}`;
  return answer && `${answer.text}${where}`;
}
