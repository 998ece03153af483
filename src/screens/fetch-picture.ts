import type { NotRead } from './reading.ts';

/** A picture's location, and the credentials to get it. */
export interface PictureAddress {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A phone's photo has up to 8 MB, a screenshot one. */
export const MOST_BYTES = 10_000_000;

/**
 * Loads a picture into memory, from that address only: redirects are not followed, and larger pictures are not loaded. Never
 * throws; the error omits the address, which can carry its own permission.
 */
export async function fetchPicture(address: PictureAddress, signal: AbortSignal): Promise<Buffer | NotRead> {
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
    if (Number(headers.get('content-length') ?? 0) > MOST_BYTES) {
      await body.cancel();
      return 'too-large';
    }
    return await collect(body);
  } catch {
    return signal.aborted ? 'no-time' : 'not-fetched';
  }
}

/** The declared length may be wrong. */
async function collect(body: ReadableStream<Uint8Array>): Promise<Buffer | NotRead> {
  const parts: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop early ends the transfer.
  for await (const part of body) {
    size += part.length;
    if (size > MOST_BYTES) return 'too-large';
    parts.push(part);
  }
  return Buffer.concat(parts);
}
