import {
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from '@azure/identity';
import type { ServeConfig } from '../config.ts';
import { type Finding, ok, problem } from './finding.ts';

const SCOPE = 'https://api.botframework.com/.default';
const KEYS = 'https://login.botframework.com/v1/.well-known/openidconfiguration';

/** Fetches what the bot itself fetches: a token to write to Teams, and the keys that Teams signs with. */
export async function checkOnline(config: ServeConfig): Promise<Finding[]> {
  return [await token(credential(config)), await keys()];
}

function credential({ sdk, appId }: ServeConfig): TokenCredential {
  const tenant = sdk.MicrosoftAppTenantId ?? '';
  if (sdk.MicrosoftAppType === 'UserAssignedMSI') return new ManagedIdentityCredential({ clientId: appId });
  return sdk.MicrosoftAppPassword !== undefined
    ? new ClientSecretCredential(tenant, appId, sdk.MicrosoftAppPassword)
    : new ClientCertificateCredential(tenant, appId, { certificate: sdk.CertificatePrivateKey ?? '' });
}

async function token(from: TokenCredential): Promise<Finding> {
  try {
    await from.getToken(SCOPE);
    return ok('credentials', 'Entra ID gave a token for the Bot Framework');
  } catch (error) {
    // Entra's number alone: the rest of its message names ids.
    const { name, message } = error as Error;
    const code = /AADSTS(\d+)/.exec(message)?.[1];
    return problem(
      'credentials',
      `no token (${code === undefined ? name : `AADSTS${code}`})`,
      MENDS[Number(code)] ?? OTHERWISE,
    );
  }
}

const OTHERWISE =
  'Check app id, tenant id and secret; for a managed identity, that it is assigned to this machine.';
const MENDS: Readonly<Record<number, string>> = {
  7000215: 'The secret is wrong: set its value, not its id.',
  7000222: 'The secret has run out: make a new one and set it (docs/operating.md, "Rotate the secret").',
  700016: 'This tenant does not know the app id: check MicrosoftAppId and MicrosoftAppTenantId.',
  90002: 'There is no such tenant: check MicrosoftAppTenantId.',
};

async function keys(): Promise<Finding> {
  const said = await fetch(KEYS, { signal: AbortSignal.timeout(10_000) }).then(
    (response) => response.status,
    () => 'no answer',
  );
  return said === 200
    ? ok('network', "Microsoft's signing keys can be fetched")
    : problem(
        'network',
        `Microsoft's signing keys cannot be fetched (${said})`,
        'Let this machine reach login.botframework.com, login.microsoftonline.com and smba.trafficmanager.net on port 443.',
      );
}
