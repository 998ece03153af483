import { Webhook } from 'standardwebhooks';
import type { DeskEndpoint } from '../config/service-desk-settings.ts';
import { readUpTo } from '../http/read-up-to.ts';
import { pauseOf } from '../outbox/send-errors.ts';

/** A service desk's answer to an event. `reason` is a status or a code, never content. */
export type Posted =
  | { readonly kind: 'taken'; readonly reason: string; readonly answer: string }
  /** 410: it wants no more of them. */
  | { readonly kind: 'gone'; readonly reason: string }
  | { readonly kind: 'retry'; readonly reason: string; readonly afterMs?: number | undefined };

/** The specification asks for 15 to 30 seconds. */
const ANSWER_MS = 15_000;
/** A ticket's number and address have less; a longer answer is ignored. */
const MOST_BYTES = 16 * 1024;

/**
 * Posts an event as the Standard Webhooks specification says, signed for this moment. `id` is the same for each try. Redirects are
 * not followed: data about people goes to the address in the settings, and nowhere else. Never throws.
 */
export async function postEvent(
  { url, secrets, header }: DeskEndpoint,
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
        'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, now, body)).join(' '),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const { status, ok } = response;
    const reason = String(status);
    if (ok) {
      // The event was taken, whatever becomes of the answer's text.
      const answer = await readUpTo(MOST_BYTES, response.body).catch(() => undefined);
      return { kind: 'taken', reason, answer: answer?.toString('utf8') ?? '' };
    }
    await response.body?.cancel();
    if (status === 410) return { kind: 'gone', reason };
    return { kind: 'retry', reason, afterMs: pauseOf(response.headers.get('retry-after')) };
  } catch (error) {
    return { kind: 'retry', reason: codeOf(error) };
  }
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
