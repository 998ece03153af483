import { readUpTo } from '../http/read-up-to.ts';

/** Why an attachment could not be had. */
export type NotFetched = 'too-large' | 'not-fetched' | 'no-time';

/** An attachment's location, and the credentials to get it. */
export interface AttachmentAddress {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A phone's photo has up to 8 MB, a screenshot one. */
export const MOST_PICTURE_BYTES = 10_000_000;

/**
 * Loads an attachment into memory, from that address only: redirects are not followed, and larger ones are not loaded. Never
 * throws; the error omits the address, which can carry its own permission.
 */
export async function fetchAttachment(
  address: AttachmentAddress,
  signal: AbortSignal,
  mostBytes = MOST_PICTURE_BYTES,
): Promise<Buffer | NotFetched> {
  try {
    const { ok, body, headers } = await fetch(address.url, {
      headers: address.headers,
      redirect: 'error',
      signal,
    });
    if (!ok || body === null) {
      await body?.cancel();
      return 'not-fetched';
    }
    if (Number(headers.get('content-length') ?? 0) > mostBytes) {
      await body.cancel();
      return 'too-large';
    }
    // The declared length may be wrong.
    return (await readUpTo(mostBytes, body)) ?? 'too-large';
  } catch {
    return signal.aborted ? 'no-time' : 'not-fetched';
  }
}
