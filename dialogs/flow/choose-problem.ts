import { type CardData, words } from '../../src/cards/render.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import { isAsked } from '../../src/cases/case.ts';
import type { BranchId } from '../../src/guides/ids.ts';
import { mayWorkNow } from '../../src/guides/outcomes.ts';
import { speakTime } from '../../src/time/speak-time.ts';
import { CARD_PROMPT, type CardAnswer, type CardQuestion } from '../engine/card-prompt.ts';
import {
  coveredBranches,
  type DialogTurn,
  dialogTurn,
  knownGuide,
  problemsFor,
} from '../engine/conversation-state.ts';
import { WaterfallDialog, type WaterfallStepContext } from '../engine/sdk.ts';
import { learnerCases, openCases } from './about-cases.ts';

export const CHOOSE_PROBLEM = 'choose-problem';

/** The choice: a problem of the guide, a person, or the menu again. */
export type Choice = BranchId | 'human' | 'start-over' | 'change-trust' | OwnCaseChoice;

/** What a person wants with the case that they sent. */
type OwnCaseChoice = 'case-see' | 'case-add' | 'case-email' | 'learner-case';

/** The menu: a group of problems, then the problem. Shows only what the person's Trust's guide covers. */
export const chooseProblem = new WaterfallDialog<{ group?: string }>(CHOOSE_PROBLEM, [
  askGroup,
  askProblem,
  choose,
]);

async function askGroup(step: WaterfallStepContext) {
  const turn = dialogTurn(step);
  const groups = [...problemsFor(turn).groups]
    .map(([group, title]) => ({ group, title, problems: problemsOf(turn, group) }))
    .filter(({ problems }) => problems.length > 0);
  const question: CardQuestion = {
    card: 'welcome',
    data: {
      ...(await caseData(turn)),
      trust: words(knownGuide(turn)?.shortName ?? ''),
      choices: [
        ...commonest(turn),
        ...groups.map(({ group, title, problems }) => ({
          value: words(group),
          title: words(title),
          line: words(
            problems
              .slice(0, 3)
              .map((problem) => problem.title)
              .join(' · '),
          ),
        })),
      ],
      canChange: turn.deps.guides.size > 1 && knownGuide(turn) !== undefined,
    },
  };
  return step.beginDialog(CARD_PROMPT, question);
}

/** What most people come for: one press away. */
function commonest(turn: DialogTurn): CardData[] {
  const covered = coveredBranches(turn);
  return COMMONEST.filter((id) => covered.has(id)).map((id) => {
    const { title = '', line = '' } = problemsFor(turn).branches.get(id) ?? {};
    return { value: words(id), title: words(title), line: words(line) };
  });
}
export const COMMONEST: readonly BranchId[] = ['forgot-username-password', 'incorrect-details'];

async function askProblem(step: WaterfallStepContext) {
  const { value } = step.result as CardAnswer;
  const turn = dialogTurn(step);
  const problems = problemsOf(turn, value);
  if (problems.length === 0) return step.endDialog(value);
  const data: CardData = {
    group: words(problemsFor(turn).groups.get(value) ?? ''),
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
  const { groups, branches } = problemsFor(turn);
  if (!groups.has(group)) return [];
  const covered = coveredBranches(turn);
  return [...branches]
    .filter(([id, problem]) => problem.group === group && covered.has(id))
    .map(([id, problem]) => ({ id, ...problem }));
}

/** Their own open case comes before one that a trainer raised for them. */
async function caseData(turn: DialogTurn): Promise<CardData> {
  const [own, any] = await Promise.all([newestCase(turn), turn.deps.learners?.any()]);
  const theirs = own === undefined && any ? (await learnerCases(turn)).at(-1) : undefined;
  return {
    case: own ?? words(theirs === undefined ? '' : SENTENCES.trainerSent(theirs.reference)),
    isOwn: own !== undefined,
  };
}

/** A case the person sent, so they need not ask whether it arrived. */
async function newestCase(turn: DialogTurn) {
  const { deps, chat } = turn;
  const it = (await openCases(turn)).at(-1);
  if (it === undefined) return undefined;
  const { reference } = it;
  if (isAsked(it)) return words(SENTENCES.caseAsked(reference));
  if (it.state === 'resolved') {
    const asks = mayWorkNow(deps.guides.get(it.trust), it.resolution?.outcome ?? '');
    return words(SENTENCES.caseResolved(reference, asks));
  }
  const since = speakTime(it.requesters.find((one) => one.chat === chat)?.at ?? it.openedAt, deps.now());
  const isLinked = (await deps.linkedTeams()).has(it.trust);
  return words(isLinked ? SENTENCES.caseSince(reference, since) : SENTENCES.caseSaved(reference, since));
}
