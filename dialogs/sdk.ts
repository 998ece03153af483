// The parts of botbuilder-dialogs that are used here, each from its own file: the package's front page also loads prompts
// that understand dates and numbers in many languages, for a fifth of a second at start and 20 MB.
import { createRequire } from 'node:module';

export {
  Dialog,
  type DialogInstance,
  DialogReason,
  type DialogTurnResult,
  DialogTurnStatus,
} from 'botbuilder-dialogs/lib/dialog.js';
export type { DialogContext, DialogState } from 'botbuilder-dialogs/lib/dialogContext.js';
export { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
export { WaterfallDialog } from 'botbuilder-dialogs/lib/waterfallDialog.js';
export type { WaterfallStepContext } from 'botbuilder-dialogs/lib/waterfallStepContext.js';

/**
 * The SDK gives every step of every dialog a memory with scopes and paths (`turn.activity`), for dialogs that are written as
 * data. Those here keep what they know in the talk, so the steps get one that remembers nothing: a twentieth of what a turn
 * puts on the heap, and 3 % of its time.
 */
class NoMemory {
  setValue(): void {
    // Nobody asks for it.
  }
  getValue(): undefined {
    return undefined;
  }
}

const memory = createRequire(import.meta.url)('botbuilder-dialogs/lib/memory/dialogStateManager.js') as {
  DialogStateManager: unknown;
};
memory.DialogStateManager = NoMemory;
