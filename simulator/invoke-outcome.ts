import { adaptiveCardType, type Card, isRecord } from './activity.ts';
import type { Delivery } from './bot-endpoint.ts';

/** What a person sees after pressing a button. */
export type Outcome =
  | { kind: 'card'; card: Card }
  | { kind: 'message'; text: string }
  | { kind: 'error'; code: string; text: string }
  | { kind: 'none' };

const wentWrong = 'Something went wrong. Please try again.';
const unreachable = 'Unable to reach app. Please try again.';

/** Reads the answer to an Action.Execute as a Teams client does. */
export function outcomeOf({ status, body }: Delivery): Outcome {
  if (status !== 200) return { kind: 'error', code: String(status), text: unreachable };
  // To an empty answer too.
  if (!isRecord(body) || body.value === '') return { kind: 'error', code: 'empty', text: unreachable };
  const { statusCode, type, value } = body;
  if (statusCode === 200 && type === adaptiveCardType && isRecord(value))
    return { kind: 'card', card: value };
  if (statusCode === 200 && type === 'application/vnd.microsoft.activity.message') {
    return { kind: 'message', text: String(value) };
  }
  const code = isRecord(value) && typeof value.code === 'string' ? value.code : String(statusCode);
  return { kind: 'error', code, text: wentWrong };
}

/** Reads the answer to an Action.Submit: only a failure shows. */
export function submitOutcome({ status }: Delivery): Outcome {
  if (status >= 200 && status < 300) return { kind: 'none' };
  return { kind: 'error', code: String(status), text: wentWrong };
}
