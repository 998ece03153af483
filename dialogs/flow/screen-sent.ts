import { words } from '../../src/cards/render.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import type { BranchId } from '../../src/guides/ids.ts';
import type { ScreenMessage } from '../../src/screens/messages.ts';
import { coveredBranches, type DialogTurn, dialogTurn, say, titleOf } from '../engine/conversation-state.ts';
import type { DialogContext } from '../engine/sdk.ts';
import { ESCALATION } from './escalation.ts';
import { askAgain, MESSAGES_ESR_SHOWS, offerChoice, restart } from './free-text.ts';
import { rememberScreen, type ScreenSaid } from './screen-said.ts';

/** A known message was read on a picture: starts its problem when it is certain, else asks whether it is this one. */
export async function screenSays(
  dc: DialogContext,
  { certainty, says, verbatim, branch }: ScreenMessage,
  typed: string,
): Promise<void> {
  const turn = dialogTurn(dc);
  const byWords = meantBy(turn, typed);
  const isCertain = certainty === 'certain' || byWords === branch;
  const said = { says, verbatim, confirmed: !isCertain };
  if (dc.stack.some(({ id }) => id === ESCALATION)) {
    // The form stays open; certain findings are added, and shown before sending.
    if (isCertain) rememberScreen(turn, turn.conversation.branch ?? branch, said);
    say(dc, isCertain ? SENTENCES.screenGoesAlong(says) : SENTENCES.typeScreen);
    return askAgain(dc);
  }
  if (!isCertain) return askWhether(dc, branch, byWords, said);
  if (turn.conversation.branch === branch && dc.stack.some(({ id }) => id === branch)) {
    rememberScreen(turn, branch, said);
    say(dc, SENTENCES.sameScreen(says));
    return askAgain(dc);
  }
  const problem = words(titleOf(turn, branch));
  say(dc, turn.deps.cards.render('screen-says', { says: words(says), verbatim, problem, nonce: '' }));
  turn.conversation.alternatives = others(turn, branch, byWords);
  return restart(dc, { branch, screen: said });
}

/** The problem typed with the picture, if clear. */
function meantBy(turn: DialogTurn, typed: string): BranchId | undefined {
  if (typed === '') return undefined;
  const meant = turn.deps.understand(typed, coveredBranches(turn));
  return meant.kind === 'branch' ? meant.id : undefined;
}

async function askWhether(
  dc: DialogContext,
  branch: BranchId,
  byWords: BranchId | undefined,
  said: ScreenSaid,
): Promise<void> {
  const ids = [branch, ...others(dialogTurn(dc), branch, byWords)];
  return offerChoice(dc, { card: 'screen-may-say', ids: ids.slice(0, 4), screen: { ...said, branch } });
}

function others(turn: DialogTurn, branch: BranchId, byWords: BranchId | undefined): BranchId[] {
  const covered = coveredBranches(turn);
  const all = [...(byWords === undefined ? [] : [byWords]), ...MESSAGES_ESR_SHOWS];
  return [...new Set(all)].filter((id) => id !== branch && covered.has(id)).slice(0, 4);
}
