import { Webhook } from 'standardwebhooks';
import type { DeskEndpoint } from '../config/service-desk-settings.ts';

/** What a service desk said to an event. `reason` is a status or a code, never content. */
export type Posted =
  | { readonly kind: 'taken'; readonly reason: string; readonly answer: string }
  /** 410: it wants no more of them. */
  | { readonly kind: 'gone'; readonly reason: string }
  | { readonly kind: 'retry'; readonly reason: string; readonly afterMs?: number | undefined };

/** The specification asks for 15 to 30 seconds. */
const ANSWER_MS = 15_000;
/** A ticket's number and address; the rest of an answer is of no use. */
const MOST_BYTES = 16 * 1024;
const LONGEST_PAUSE_MS = 3_600_000;

/**
 * Posts an event as the Standard Webhooks specification says, signed for this moment. `id` is the same for each try. Redirects are
 * not followed: what is said of people goes to the address in the settings, and nowhere else. Never throws.
 */
export async function postEvent(
  { url, secret, header }: DeskEndpoint,
  id: string,
  body: string,
): Promise<Posted> {
  const now = new Date();
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        ...(header && { [header.name]: header.value }),
        'content-type': 'application/json',
        'user-agent': 'esr-access-bot',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(id, now, body),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const { status, ok } = response;
    const reason = String(status);
    if (ok) return { kind: 'taken', reason, answer: await firstOf(response.body) };
    await response.body?.cancel();
    if (status === 410) return { kind: 'gone', reason };
    return { kind: 'retry', reason, afterMs: pauseOf(response.headers.get('retry-after')) };
  } catch (error) {
    return { kind: 'retry', reason: codeOf(error) };
  }
}

/** The beginning of an answer; it was taken, whatever becomes of the rest. */
async function firstOf(body: ReadableStream<Uint8Array> | null): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    // Leaving the loop early ends the transfer.
    for await (const part of body ?? []) {
      size += part.length;
      if (size > MOST_BYTES) return '';
      parts.push(part);
    }
  } catch {
    return '';
  }
  return Buffer.concat(parts).toString('utf8');
}

function pauseOf(value: string | null): number | undefined {
  if (value === null || value === '') return undefined;
  const seconds = Number(value);
  const ms = Number.isNaN(seconds) ? Date.parse(value) - Date.now() : seconds * 1000;
  return Number.isNaN(ms) ? undefined : Math.min(LONGEST_PAUSE_MS, Math.max(0, ms));
}

/** `fetch` says only that it failed; its cause has the code. */
function codeOf(error: unknown): string {
  const { name, code, cause } = (error ?? {}) as {
    name?: unknown;
    code?: unknown;
    cause?: { code?: unknown };
  };
  if (name === 'TimeoutError') return 'ETIMEDOUT';
  const said = [cause?.code, code].find((one) => typeof one === 'string' && /^\w{1,60}$/.test(one));
  return typeof said === 'string' ? said : 'no answer';
}
