// The parts of botbuilder-dialogs that are used here, each from its own file: the package's front page also loads prompts
// that understand dates and numbers in many languages, for a fifth of a second at start and 20 MB.

export {
  Dialog,
  type DialogInstance,
  DialogReason,
  type DialogTurnResult,
  DialogTurnStatus,
} from 'botbuilder-dialogs/lib/dialog.js';
export { DialogContext, type DialogState } from 'botbuilder-dialogs/lib/dialogContext.js';
export { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
export { WaterfallDialog } from 'botbuilder-dialogs/lib/waterfallDialog.js';
export type { WaterfallStepContext } from 'botbuilder-dialogs/lib/waterfallStepContext.js';
