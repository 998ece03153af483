import { words } from '../../src/cards/render.ts';
import type { SecretKind } from '../../src/privacy/secrets/secrets.ts';
import { dialogTurn, say } from '../engine/conversation-state.ts';
import type { DialogContext } from '../engine/sdk.ts';

const KINDS: Readonly<Record<SecretKind, { kind: string; advice: string }>> = {
  password: { kind: 'a password', advice: 'If it is a real one, please change it: others may have seen it.' },
  pin: {
    kind: 'a PIN or passcode',
    advice: 'If it is a real one, please change it: others may have seen it.',
  },
  'date-of-birth': { kind: 'a date of birth', advice: 'Nobody here needs it.' },
  'national-insurance': { kind: 'a National Insurance number', advice: 'Nobody here needs it.' },
  'personal-number': {
    kind: 'an NHS number, passport, licence or bank account number',
    advice: 'Nobody here needs it.',
  },
  'security-answer': { kind: 'a security answer', advice: 'Nobody here needs it.' },
};

/** Warns kindly about a secret in a message; the message itself goes no further than this. */
export async function warnOfSecret(dc: DialogContext, kind: SecretKind): Promise<void> {
  const said = KINDS[kind];
  const data = { kind: words(said.kind), advice: words(said.advice), nonce: '' };
  say(dc, dialogTurn(dc).deps.cards.render('secret', data));
}
