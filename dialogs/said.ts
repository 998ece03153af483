import type { Activity } from 'botbuilder';
import { type SecretKind, takeOut } from '../src/privacy/secrets.ts';

/** What a person typed in the chat, without the secrets in it. */
export interface Said {
  readonly text: string;
  /** The first of the secrets that were taken out. */
  readonly secret: SecretKind | undefined;
}

/** Several ask about the same message in a turn. */
const read = new WeakMap<object, Said>();

/** The one way in which dialogs read a message's text. */
export function readSaid(activity: Pick<Activity, 'text'>): Said {
  const known = read.get(activity);
  if (known !== undefined) return known;
  const { text, secrets } = takeOut(activity.text?.trim() ?? '');
  const said = { text, secret: secrets[0]?.kind };
  read.set(activity, said);
  return said;
}
