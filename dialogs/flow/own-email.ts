import { fieldProblem } from '../../src/cards/field-problems.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import type { Case } from '../../src/cases/case.ts';
import { givenBy, sameAddress } from '../../src/cases/given.ts';
import { isSameReport } from '../../src/cases/sharing.ts';
import { readTypedEmail } from '../../src/intake/fields/typed-fields.ts';
import type { CardAnswer } from '../engine/card-prompt.ts';
import { dialogTurn, say } from '../engine/conversation-state.ts';
import type { DialogTurnResult, WaterfallStepContext } from '../engine/sdk.ts';
import { casesChanged } from './about-cases.ts';

/** Gives the case another address, unless it is the one that it has. */
export async function correctEmail(
  step: WaterfallStepContext<{ readonly text?: string }>,
  it: Case,
  typed: string,
  again: (wrong: string) => Promise<DialogTurnResult>,
) {
  const turn = dialogTurn(step);
  const { value: email, issues } = readTypedEmail(typed);
  const issue = issues.find(({ blocking }) => blocking);
  const isOnlyDoubtful = issue?.code === 'email-invalid-domain-typo';
  // An address that only looks mistyped counts as right when sent again unchanged.
  if (issue !== undefined && !(isOnlyDoubtful && step.options.text === typed)) {
    const problem = fieldProblem(issue.code, issue.suggestion);
    return again(isOnlyDoubtful ? `${problem} ${SENTENCES.rightAsItIs}` : problem);
  }
  const by = { person: turn.person, chat: turn.chat };
  const mine = it.requesters.find((one) => isSameReport(one, by));
  const before = mine && givenBy(it, mine)?.details.correctEmail;
  if (before !== undefined && email !== undefined && sameAddress(before) === sameAddress(email)) {
    say(step, SENTENCES.emailIsThere(it.reference));
    turn.shows.push(it);
    return step.endDialog();
  }
  casesChanged(turn);
  const { nonce } = step.result as CardAnswer;
  const done = await turn.deps.caseService.correct(it.reference, { correctEmail: email }, by, `own:${nonce}`);
  turn.conversation.entered = { ...turn.conversation.entered, correctEmail: email };
  const reopened = it.state === 'resolved' && done?.reference === it.reference;
  const became = { replaced: before !== undefined, reopened };
  say(step, done === undefined ? SENTENCES.noOpenCase : SENTENCES.emailChanged(done.reference, became));
  turn.shows.push(done ?? it);
  return step.endDialog();
}
