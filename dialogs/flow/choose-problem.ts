import { type CardData, words } from '../../src/cards/render.ts';
import type { BranchId } from '../../src/guides/ids.ts';
import { CARD_PROMPT, type CardAnswer, type CardQuestion } from '../engine/card-prompt.ts';
import { coveredBranches, type DialogTurn, dialogTurn, knownGuide } from '../engine/conversation-state.ts';
import { WaterfallDialog, type WaterfallStepContext } from '../engine/sdk.ts';

export const CHOOSE_PROBLEM = 'choose-problem';

/** What was chosen: a problem of the guide, a person, or the menu again. */
export type Choice = BranchId | 'human' | 'start-over' | 'change-trust';

/** The menu: a group of problems, then the problem. Shows only what the person's Trust's guide covers. */
export const chooseProblem = new WaterfallDialog<{ group?: string }>(CHOOSE_PROBLEM, [
  askGroup,
  askProblem,
  choose,
]);

async function askGroup(step: WaterfallStepContext) {
  const turn = dialogTurn(step);
  const groups = [...turn.deps.problems.groups]
    .map(([group, title]) => ({ group, title, problems: problemsOf(turn, group) }))
    .filter(({ problems }) => problems.length > 0);
  const question: CardQuestion = {
    card: 'welcome',
    data: {
      trust: words(knownGuide(turn)?.shortName ?? ''),
      choices: groups.map(({ group, title, problems }) => ({
        value: words(group),
        title: words(title),
        line: words(
          problems
            .slice(0, 3)
            .map((problem) => problem.title)
            .join(' · '),
        ),
      })),
      canChange: turn.deps.guides.size > 1 && knownGuide(turn) !== undefined,
    },
  };
  return step.beginDialog(CARD_PROMPT, question);
}

async function askProblem(step: WaterfallStepContext) {
  const { value } = step.result as CardAnswer;
  const turn = dialogTurn(step);
  const problems = problemsOf(turn, value);
  if (problems.length === 0) return step.endDialog(value);
  const data: CardData = {
    group: words(turn.deps.problems.groups.get(value) ?? ''),
    choices: problems.map(({ id, title, line }) => ({
      value: words(id),
      title: words(title),
      line: words(line),
    })),
  };
  return step.beginDialog(CARD_PROMPT, { card: 'problems', data } satisfies CardQuestion);
}

async function choose(step: WaterfallStepContext) {
  const { value } = step.result as CardAnswer;
  return step.endDialog(value === 'back' ? 'start-over' : value);
}

function problemsOf(turn: DialogTurn, group: string) {
  const { groups, branches } = turn.deps.problems;
  if (!groups.has(group)) return [];
  const covered = coveredBranches(turn);
  return [...branches]
    .filter(([id, problem]) => problem.group === group && covered.has(id))
    .map(([id, problem]) => ({ id, ...problem }));
}
