import type { Card } from '../../src/cards/render.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import { DOWN } from '../../src/cases/incidents.ts';
import { asksWhetherDown } from '../../src/intake/message/outage.ts';
import { shift } from '../../src/time/clock.ts';
import { promptState } from '../engine/card-prompt.ts';
import { dialogTurn, knownGuide, say } from '../engine/conversation-state.ts';
import type { DialogContext } from '../engine/sdk.ts';
import { askAgain, MENUS, restart } from './free-text.ts';
import { holdsNotice, noticeCard } from './notice.ts';

/** This few people may each have a separate problem. */
const FEW = 3;

/** "Is ESR down?": the notice there is, or that there is none, with how many reported something and what to check. */
export async function answerWhetherDown(dc: DialogContext, text: string): Promise<boolean> {
  if (!asksWhetherDown(text)) return false;
  const turn = dialogTurn(dc);
  const { deps } = turn;
  const trust = knownGuide(turn)?.trust;
  if (trust === undefined) {
    await restart(dc, { typed: text });
    return true;
  }
  turn.reported.push({ trust, problem: DOWN });
  const notice = await deps.notices?.current(trust);
  if (notice !== undefined) {
    turn.conversation.noticeShown = `${notice.id} ${notice.setAt}`;
    const open = promptState(dc.activeDialog)?.card;
    // The step's card begins with the notice when it is shown again.
    if (open !== undefined && !MENUS.includes(open) && holdsNotice(open)) await askAgain(dc);
    else await answer(dc, noticeCard(deps.cards, notice, deps.now()));
    return true;
  }
  const people = (await deps.reportedSince?.(trust, shift(deps.now(), { hours: -1 }))) ?? 0;
  await answer(
    dc,
    [
      SENTENCES.noNotice,
      ...(people > FEW ? [SENTENCES.reportedLately(people)] : []),
      SENTENCES.checkFirst,
    ].join(' '),
  );
  return true;
}

/** The answer, and the open question again; a menu is so tall that it would push the answer off the screen, and stays above. */
async function answer(dc: DialogContext, said: Card | string): Promise<void> {
  const open = promptState(dc.activeDialog)?.card;
  if (dc.activeDialog === undefined) await askAgain(dc);
  say(dc, said);
  if (open !== undefined && !MENUS.includes(open)) await askAgain(dc);
}
