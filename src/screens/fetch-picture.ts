import type { NotRead } from './reading.ts';

/** Where a picture lies, and what has to be said to get it. */
export interface PictureAddress {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A phone's photo has up to 8 MB, a screenshot one. */
export const MOST_BYTES = 10_000_000;

/**
 * Gets a picture into memory, from that address and no other: a redirect is not followed. What is larger than it may be is
 * left where it is. Never throws; what went wrong says nothing of the address, which can carry its own permission.
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

/** What was promised of its length need not be so. */
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
