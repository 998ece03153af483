import { SENTENCES } from '../../src/cards/sentences.ts';
import type { BranchId } from '../../src/guides/ids.ts';
import type { ScreenMessage } from '../../src/screens/messages.ts';
import type { ConversationState, DialogTurn } from '../engine/conversation-state.ts';

/** A message read on a person's screen, as it travels with the problem that it led to. */
export interface ScreenSaid extends Pick<ScreenMessage, 'says' | 'verbatim'> {
  /** They were asked whether it is this one. */
  readonly confirmed: boolean;
}

/** The step of the trail that holds the screen's message, before the steps tried. */
export const SCREEN_STEP = 'screen';

/** What was read, as the ESR Team sees it. */
export const lineOf = ({ verbatim, says }: Pick<ScreenMessage, 'says' | 'verbatim'>): string =>
  (verbatim ? SENTENCES.screenSaid : SENTENCES.screenShowed)(says);

/** The problem's trail begins with what the screen said; of several screens, the newest. */
export function rememberScreen({ conversation, deps }: DialogTurn, branch: BranchId, said: ScreenSaid): void {
  forgetScreen(conversation);
  const entry = {
    branch,
    step: SCREEN_STEP,
    answer: 'read',
    shown: lineOf(said),
    answered: said.confirmed ? SENTENCES.fromPictureConfirmed : SENTENCES.fromPicture,
    at: deps.now(),
  };
  conversation.trail = [entry, ...conversation.trail];
}

export function forgetScreen(conversation: ConversationState): void {
  conversation.trail = conversation.trail.filter(({ step }) => step !== SCREEN_STEP);
}
