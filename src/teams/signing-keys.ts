import { createPublicKey } from 'node:crypto';
import type { IOpenIdMetadataKey } from 'botframework-connector/lib/auth/openIdMetadata.js';
import { z } from 'zod';
import { isSafeUrl } from '../config/sdk-settings.ts';
import { readUpTo } from '../http/read-up-to.ts';

/** The keys that sign Teams' tokens cannot be fetched, so it is not known whether a token is good. */
export class SigningKeysError extends Error {
  readonly code = 'SIGNING_KEYS_UNAVAILABLE';
}

/** For the two documents together, with all of their bytes. */
const FETCH_MS = 5000;
/** Room for hundreds of keys with their certificates. */
const MAX_BYTES = 1024 * 1024;
/** Microsoft: fetch them at least once a day. */
const REFRESH_AFTER_MS = 24 * 60 * 60_000;
/** How long the last good keys are used while no newer ones can be fetched: over a bank holiday weekend. */
const USED_FOR_MS = 5 * 24 * 60 * 60_000;
/** The minimum time between fetches, whichever key is asked for; shorter while there are none to use. */
const FETCH_AGAIN_MS = { withKeys: 60_000, withoutKeys: 5000 };

const Metadata = z.object({ jwks_uri: z.string() });
const Keys = z.object({ keys: z.array(z.unknown()).max(1000) });
const Key = z.object({
  kty: z.literal('RSA'),
  kid: z.string().min(1),
  n: z.string(),
  e: z.string(),
  /** The channels that a token signed with it may come from. The SDK accepts only a list. */
  endorsements: z.array(z.string()).nullish(),
});

export interface SigningKeysDeps {
  /** Address of the OpenID metadata that names the keys' address. */
  readonly url: string;
  /** Told about each failed fetch: at most twelve times a minute. */
  readonly failed?: (error: unknown) => void;
  /** Milliseconds that only go forward. */
  readonly clock?: () => number;
}

/**
 * The public keys that Teams' tokens are signed with, in place of the SDK's own cache of them, which has no limit of time
 * or size, fetches once for each token while none is there, and keeps whatever came. What a token must be like is the SDK's.
 */
export class SigningKeys {
  readonly #deps: SigningKeysDeps;
  #keys: ReadonlyMap<string, IOpenIdMetadataKey> | undefined;
  #fetchedAt = Number.NEGATIVE_INFINITY;
  #fetching: Promise<void> | undefined;
  #triedAt = Number.NEGATIVE_INFINITY;
  #failingSince: string | undefined;

  constructor(deps: SigningKeysDeps) {
    this.#deps = deps;
  }

  /** Since when they cannot be fetched. Undefined while they can. A call makes another try due. */
  failingSince(): string | undefined {
    if (this.#failingSince !== undefined) this.#refresh().catch(() => undefined);
    return this.#failingSince;
  }

  /** The key of this id; null when there is none. Throws SigningKeysError. The SDK calls it for each token it checks. */
  async getKey(id: string): Promise<IOpenIdMetadataKey | null> {
    const age = this.#now() - this.#fetchedAt;
    if (age > USED_FOR_MS) await this.#refresh();
    else if (age > REFRESH_AFTER_MS) {
      const refreshed = this.#refresh().catch(() => undefined);
      // No waiting while the server is known to be down.
      if (this.#failingSince === undefined) await refreshed;
    }
    const known = this.#keys?.get(id);
    if (known !== undefined) return known;
    await this.#refresh();
    return this.#keys?.get(id) ?? null;
  }

  #now(): number {
    return (this.#deps.clock ?? (() => performance.now()))();
  }

  /** Fetches one at a time and not too often; too soon after the last fetch, the result is that one's. */
  #refresh(): Promise<void> {
    if (this.#fetching !== undefined) return this.#fetching;
    const { withKeys, withoutKeys } = FETCH_AGAIN_MS;
    if (this.#now() - this.#triedAt < (this.#keys === undefined ? withoutKeys : withKeys)) {
      return this.#failingSince === undefined
        ? Promise.resolve()
        : Promise.reject(new SigningKeysError('the signing keys could not be fetched a moment ago'));
    }
    this.#fetching = this.#fetch().finally(() => {
      this.#triedAt = this.#now();
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  async #fetch(): Promise<void> {
    try {
      this.#keys = await fetchKeys(this.#deps.url);
      this.#fetchedAt = this.#now();
      this.#failingSince = undefined;
    } catch (error) {
      this.#failingSince ??= new Date().toISOString();
      this.#deps.failed?.(error);
      throw new SigningKeysError('the signing keys could not be fetched', { cause: error });
    }
  }
}

async function fetchKeys(url: string): Promise<ReadonlyMap<string, IOpenIdMetadataKey>> {
  const signal = AbortSignal.timeout(FETCH_MS);
  const { jwks_uri } = Metadata.parse(await fetchJson(url, signal));
  const { keys } = Keys.parse(await fetchJson(jwks_uri, signal));
  const usable = new Map(keys.flatMap(readKey).reverse());
  if (usable.size === 0) throw new SigningKeysError('none of the published keys can be used');
  return usable;
}

/** By its id; nothing where it cannot be used, so that one broken key does not take the others with it. */
function readKey(it: unknown): [string, IOpenIdMetadataKey][] {
  const read = Key.safeParse(it);
  if (!read.success) return [];
  const { kid, kty, n, e, endorsements } = read.data;
  try {
    const key = createPublicKey({ key: { kty, n, e }, format: 'jwk' });
    if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < 2048) return [];
    const pem = key.export({ type: 'spki', format: 'pem' }).toString();
    return [[kid, { key: pem, ...(endorsements && { endorsements }) }]];
  } catch {
    return [];
  }
}

async function fetchJson(url: string, signal: AbortSignal): Promise<unknown> {
  if (!isSafeUrl(url)) throw new SigningKeysError('an address of signing keys is not https');
  const response = await fetch(url, { signal, headers: { accept: 'application/json' } });
  if (!response.ok || !isSafeUrl(response.url)) {
    await response.body?.cancel();
    throw new SigningKeysError(`the server of signing keys answered ${response.status}`);
  }
  const content = await readUpTo(MAX_BYTES, response.body);
  if (content === undefined) throw new SigningKeysError('the document of signing keys is too large');
  return JSON.parse(content.toString('utf8'));
}
