import type { ConversationState } from '../../dialogs/engine/conversation-state.ts';
import type { Step } from '../../dialogs/engine/step-types.ts';
import { BRANCHES } from '../../dialogs/flow/branches.ts';
import type { Cards } from '../../src/cards/render.ts';
import type { BranchId } from '../../src/guides/ids.ts';

/** The cards that end a conversation. */
const ENDS = ['solved', 'referred', 'done'];

/**
 * Where a conversation stands, read from what is stored of it: "reset-link-expired.still-valid" inside a branch, the
 * card's name ("welcome", "details") outside, and the ending card's name when it is over.
 */
export function placeOf(conversation: ConversationState, lastCard: unknown, cards: Cards): string {
  const [below, prompt] = conversation.dialogs.dialogStack.slice(-2);
  if (below === undefined) {
    const shown = JSON.stringify(lastCard);
    return ENDS.find((name) => JSON.stringify(cards.render(name, { nonce: '' })) === shown) ?? 'nowhere';
  }
  const open = openStep(below);
  return open === undefined ? String((prompt ?? below).state?.card) : `${open.branch}.${open.step.name}`;
}

interface OpenStep {
  readonly branch: BranchId;
  readonly step: Step;
}

/** The step that each branch on the stack stands at, from the branch that began to the one being walked. */
export function openSteps({ dialogs }: Pick<ConversationState, 'dialogs'>): OpenStep[] {
  return dialogs.dialogStack.flatMap((instance) => openStep(instance) ?? []);
}

function openStep(instance: ConversationState['dialogs']['dialogStack'][number]): OpenStep | undefined {
  const dialog = BRANCHES.find(({ id }) => id === instance.id);
  const step = dialog?.walked[(instance.state as { stepIndex: number }).stepIndex];
  return dialog && step && { branch: dialog.branch, step };
}
