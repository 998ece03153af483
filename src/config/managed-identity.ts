import { createRequire } from 'node:module';
import type { AccessToken, ManagedIdentityCredential } from '@azure/identity';

/** Azure's endpoint is on this machine: it answers immediately, or does not exist. Shorter than a connect timeout. */
const MOST_MS = 8000;

/** Azure gave no token for this machine's managed identity; says what to do. The cause may be confidential. */
class IdentityError extends Error {
  readonly code = 'NO_IDENTITY_TOKEN';
  constructor(options: ErrorOptions) {
    super(
      'Azure gave no token. Check that the managed identity is assigned to this machine or web app, and that AZURE_CLIENT_ID (or MicrosoftAppId) is its client id.',
      options,
    );
  }
}

/**
 * The managed identity with this client id, or without one the machine's own. The library keeps each token until shortly
 * before its end. The function takes a scope, waits for an answer for so many milliseconds, and throws IdentityError.
 */
export function managedIdentity(
  clientId?: string,
  mostMs = MOST_MS,
): (scope: string) => Promise<AccessToken> {
  let loaded: ManagedIdentityCredential | undefined;
  return async (scope) => {
    loaded ??= load(clientId);
    const credential = loaded;
    const timer = setTimeout(() => abort(credential), mostMs);
    try {
      return await credential.getToken(scope);
    } catch (cause) {
      throw new IdentityError({ cause });
    } finally {
      clearTimeout(timer);
    }
  };
}

/** The library takes an abort signal and does not pass it on; where no endpoint answers, a process would not end. */
const abort = (credential: ManagedIdentityCredential) =>
  (credential as unknown as Hidden).identityClient.abortRequests();

/** The part of the credential that its types hide. */
interface Hidden {
  readonly identityClient: { abortRequests(): void };
}

/**
 * Loaded when a token is first needed: only deployments in Azure do. With `require`, as the SDK loads it: the same library
 * as modules is 250 files more.
 */
function load(clientId: string | undefined): ManagedIdentityCredential {
  const azure = createRequire(import.meta.url)('@azure/identity') as typeof import('@azure/identity');
  return new azure.ManagedIdentityCredential(clientId === undefined ? {} : { clientId });
}
