// The parts of botbuilder-dialogs that are used here, each from its own file: the package's front page also loads prompts
// that understand dates and numbers in many languages, for a fifth of a second at start and 20 MB.
import { createRequire } from 'node:module';
import type { DialogsComponentRegistration } from 'botbuilder-dialogs/lib/dialogsComponentRegistration.js';

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
 * The SDK registers its memory scopes anew for every step of every dialog, although only the first time has an effect. Here
 * there is one registration, made once.
 */
function registerOnce(): void {
  const registrations = createRequire(import.meta.url)(
    'botbuilder-dialogs/lib/dialogsComponentRegistration.js',
  ) as { DialogsComponentRegistration: new () => DialogsComponentRegistration };
  const registration = new registrations.DialogsComponentRegistration();
  registrations.DialogsComponentRegistration = class {
    constructor() {
      // biome-ignore lint/correctness/noConstructorReturn: what callers make with `new` is to be the one that is there
      return registration;
    }
  } as never;
}
registerOnce();
