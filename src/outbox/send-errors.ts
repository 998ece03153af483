/** What a failed call to Teams means for the delivery. */
export type SendProblem =
  /** Passing: try again, not before `afterMs` where Teams said so. */
  | { readonly kind: 'retry'; readonly reason: string; readonly afterMs?: number | undefined }
  /** The card's message is gone: post a new one. */
  | { readonly kind: 'post-anew'; readonly reason: string }
  /** Not before the bot is in the chat (again), or the person writes to it. */
  | { readonly kind: 'wait-for-install'; readonly reason: string }
  /** Never: the chat no longer exists. */
  | { readonly kind: 'gone'; readonly reason: string }
  /** Never in this form: Teams does not take what it says. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Our own credentials are wrong, or the bot is switched off: operations must act; it is tried again slowly. */
  | { readonly kind: 'operations'; readonly reason: string };

/** The longest pause that `Retry-After` may ask for: longer ones come from a wrong clock, here or there. */
export const LONGEST_PAUSE_MS = 3_600_000;

/** We do not write to that chat's service URL. */
const NOT_ALLOWED = 'SERVICE_URL_NOT_ALLOWED';

const PASSING = new Set([408, 412, 429, 500, 502, 503, 504]);

/** Sorts an error of the connector by Teams' rules. The reason names status and code, never content. */
export function sendProblem(error: unknown): SendProblem {
  const { status, code, retryAfterMs } = describe(error);
  const reason = [status ?? 'no answer', code].filter(Boolean).join(' ');
  if (code === NOT_ALLOWED) return { kind: 'operations', reason: NOT_ALLOWED };
  if (status === undefined || PASSING.has(status)) return { kind: 'retry', reason, afterMs: retryAfterMs };
  if (status === 404)
    return { kind: code === 'ActivityNotFoundInConversation' ? 'post-anew' : 'gone', reason };
  if (status === 403)
    return { kind: code === 'BotDisabledByAdmin' ? 'operations' : 'wait-for-install', reason };
  return { kind: status >= 400 && status < 500 && status !== 401 ? 'refused' : 'operations', reason };
}

/** Whether Teams was asked too often. */
export const isTooMany = (error: unknown): boolean => describe(error).status === 429;

/** The wait after this try, in milliseconds: doubles each time, with jitter. */
export const backoff = (attempts: number, { first, most }: { first: number; most: number }) =>
  Math.min(most, first * 2 ** (attempts - 1)) * (0.5 + Math.random() / 2);

interface RestErrorLike {
  statusCode?: unknown;
  code?: unknown;
  body?: unknown;
  response?: { status?: unknown; bodyAsText?: unknown; headers?: { get(name: string): string | undefined } };
}

function describe(error: unknown): {
  status?: number;
  code?: string | undefined;
  retryAfterMs?: number | undefined;
} {
  const { statusCode, response, body, code } = (error ?? {}) as RestErrorLike;
  const status = typeof statusCode === 'number' ? statusCode : response?.status;
  if (typeof status !== 'number') return { code: typeof code === 'string' ? named(code) : undefined };
  return {
    status,
    code: errorCode(body ?? response?.bodyAsText),
    retryAfterMs: pauseOf(response?.headers?.get('retry-after')),
  };
}

/** Teams puts the code in `error.code`, and at times a whole JSON error inside `error.message`, with a `subCode`. */
function errorCode(body: unknown): string | undefined {
  const parsed = typeof body === 'string' ? json(body) : body;
  const { error = parsed } = (parsed ?? {}) as { error?: unknown };
  const { code, subCode, message } = (error ?? {}) as Record<string, unknown>;
  const inner = typeof message === 'string' && message.startsWith('{') ? errorCode(message) : undefined;
  return inner ?? named([subCode, code].find((one) => typeof one === 'string'));
}

/** Codes are names. Other text may be personal, so it is neither logged nor used as a metric's label. */
const named = (code: string | undefined) =>
  code === undefined || /^[\w.]{1,60}$/.test(code) ? code : 'other';

/** A `Retry-After` header, in seconds or as a date, as milliseconds from now. */
export function pauseOf(value: string | null | undefined): number | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  const seconds = Number(value);
  const ms = !Number.isNaN(seconds) ? seconds * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.min(LONGEST_PAUSE_MS, Math.max(0, ms));
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
