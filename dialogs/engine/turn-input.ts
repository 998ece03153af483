import { z } from 'zod';
import type { Said } from '../../src/intake/message/said.ts';
import { restOf } from '../../src/privacy/secrets/rest.ts';
import { type SecretKind, takeOut } from '../../src/privacy/secrets/secrets.ts';
import { foldLookAlikes } from '../../src/text/look-alikes.ts';

const Text = z.string().max(4000);

/** What our own cards send back. Inputs come merged into the data, as text. */
const PressData = z
  .object({ answer: z.string().max(200), nonce: z.string().max(60) })
  .catchall(
    z.union([Text, z.number().transform(String), z.boolean().transform(String), z.null()]).catch(null),
  );

/** A press of a card that answers a question in a dialog. */
export interface CardPress {
  readonly answer: string;
  readonly nonce: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** What a person typed in the chat, without the secrets in it. */
export interface Typed extends Pick<Said, 'text' | 'attachments' | 'hasForwarded'> {
  /** The same without what announced a secret: "my password was". All of it where there was none. */
  readonly rest: string;
  /** The first of the secrets that were taken out. */
  readonly secret: SecretKind | undefined;
}

/** A turn's input, read once. */
export interface TurnInput {
  /** Something came from the person in a message: typed, or pressed in a client without Action.Execute. */
  readonly isMessage: boolean;
  /** A button was pressed. */
  readonly isPress: boolean;
  /** The press; undefined where its data is not of a dialog's card. */
  readonly press: CardPress | undefined;
  readonly typed: Typed;
}

/** Reads a turn for the dialogs. */
export function readInput(turn: {
  readonly isMessage: boolean;
  readonly said: Said;
  readonly pressed: unknown;
}): TurnInput {
  const { isMessage, pressed } = turn;
  return {
    isMessage,
    isPress: pressed !== undefined,
    press: readPress(pressed),
    typed: readTyped(turn.said),
  };
}

function readTyped({ text: said, attachments, hasForwarded }: Said): Typed {
  const { text, secrets } = takeOut(foldLookAlikes(said));
  const secret = secrets[0]?.kind;
  return { text, rest: secret === undefined ? text : restOf(text), attachments, secret, hasForwarded };
}

function readPress(data: unknown): CardPress | undefined {
  const parsed = PressData.safeParse(data);
  if (!parsed.success) return undefined;
  const { answer, nonce, ...rest } = parsed.data;
  const inputs = Object.fromEntries(
    Object.entries(rest).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value.trim()]] : [])),
  );
  return { answer, nonce, inputs };
}
