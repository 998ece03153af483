import { words } from '../../src/cards/render.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import type { SecretKind } from '../../src/privacy/secrets/secrets.ts';
import { dialogTurn, say } from '../engine/conversation-state.ts';
import type { DialogContext } from '../engine/sdk.ts';

/** Warns kindly about a secret in a message; the message itself is not passed on. */
export function warnOfSecret(dc: DialogContext, kind: SecretKind): void {
  const [what, advice] = SENTENCES.secrets[kind];
  const data = { kind: words(what), advice: words(advice), nonce: '' };
  say(dc, dialogTurn(dc).deps.cards.render('secret', data));
}
