import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import { AppCredentials } from 'botframework-connector';
import { managedIdentity } from '../config/managed-identity.ts';

/** What Entra's error numbers mean for operations. */
const FIXES: Readonly<Record<string, string>> = {
  AADSTS7000215: "The secret is wrong: set MicrosoftAppPassword to the secret's value, not its id.",
  AADSTS7000222:
    'The secret has run out: make a new one and set it (docs/operating.md, "Rotate the secret").',
  AADSTS700027: 'The certificate is not the one that is registered: register it, or correct both settings.',
  AADSTS700016: 'This tenant does not know the app id: check MicrosoftAppId and MicrosoftAppTenantId.',
  AADSTS90002: 'There is no such tenant: check MicrosoftAppTenantId.',
  AADSTS900023: 'There is no such tenant: check MicrosoftAppTenantId.',
};
const OTHERWISE =
  'Check MicrosoftAppId, MicrosoftAppTenantId and the secret or certificate, and that this machine can reach login.microsoftonline.com on port 443.';

/**
 * The bot got no token to write to Teams with; says what to do. Its code is Entra's own number where it gave one. The
 * cause may hold what must not be shown.
 */
export class SignInError extends Error {
  readonly code: string;
  constructor(cause: unknown) {
    const { code, message } = cause instanceof Error ? (cause as Error & { code?: unknown }) : {};
    const entra = /AADSTS\d+/.exec(message ?? '')?.[0];
    const identity = code === 'NO_IDENTITY_TOKEN' ? message : undefined;
    super(identity ?? FIXES[entra ?? ''] ?? OTHERWISE, { cause });
    this.code = entra ?? (identity === undefined ? 'SIGN_IN_FAILED' : 'NO_IDENTITY_TOKEN');
  }
}

type Settings = Readonly<Record<string, string>>;
type Identity = ReturnType<typeof managedIdentity>;
type Arguments = Parameters<ConfigurationServiceClientCredentialFactory['createCredentials']>;

/** The bot's own sign-in to Teams, with a secret or certificate as the SDK does it. Its tokens fail with SignInError. */
export class BotCredentials extends ConfigurationServiceClientCredentialFactory {
  readonly #identity: Identity | undefined;

  constructor(settings: Settings) {
    super(settings);
    if (settings.MicrosoftAppType === 'UserAssignedMSI')
      this.#identity = managedIdentity(settings.MicrosoftAppId);
  }

  override async createCredentials(...args: Arguments): Promise<AppCredentials> {
    const [appId, audience] = args;
    const credentials =
      this.#identity === undefined
        ? ((await super.createCredentials(...args)) as AppCredentials)
        : new ManagedIdentityCredentials(appId, audience, this.#identity);
    const getToken = credentials.getToken.bind(credentials);
    credentials.getToken = async (force) => {
      try {
        return await getToken(force);
      } catch (error) {
        throw new SignInError(error);
      }
    };
    return credentials;
  }
}

/** The SDK's own would try every way to sign in that a developer's machine may have, and start programs for it. */
class ManagedIdentityCredentials extends AppCredentials {
  readonly #identity: Identity;

  constructor(appId: string, audience: string, identity: Identity) {
    super(appId, undefined, audience);
    this.#identity = identity;
  }

  protected override async refreshToken() {
    const { token, expiresOnTimestamp } = await this.#identity(`${this.oAuthScope}/.default`);
    return { accessToken: token, expiresOn: new Date(expiresOnTimestamp) };
  }
}
