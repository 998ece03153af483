import type { Activity } from 'botbuilder';
import { readSaid, type Said } from '../../src/intake/message/said.ts';
import { restOf } from '../../src/privacy/secrets/rest.ts';
import { type SecretKind, takeOut } from '../../src/privacy/secrets/secrets.ts';
import { foldLookAlikes } from '../../src/text/look-alikes.ts';

/** What a person typed in the chat, without the secrets in it. */
export interface Typed extends Pick<Said, 'text' | 'attachments'> {
  /** The same without what announced a secret: "my password was". All of it where there was none. */
  readonly rest: string;
  /** The first of the secrets that were taken out. */
  readonly secret: SecretKind | undefined;
}

/** Several ask about the same message in a turn. */
const read = new WeakMap<object, Typed>();

/** The one way in which dialogs read a message. */
export function readTyped(activity: Activity): Typed {
  const known = read.get(activity);
  if (known !== undefined) return known;
  const { text: said, attachments } = readSaid(activity);
  const { text, secrets } = takeOut(foldLookAlikes(said));
  const secret = secrets[0]?.kind;
  const typed = { text, rest: secret === undefined ? text : restOf(text), attachments, secret };
  read.set(activity, typed);
  return typed;
}
