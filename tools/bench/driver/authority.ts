import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** The app and the directory that the measured bot is registered with. */
export const APP_ID = '6d1f3a52-8c1e-4b1f-9d3a-2f6f0c7f9a10';
export const TENANT = '1f0c9b7e-5a44-4a5e-8f55-3f7a5f0e2c31';
/** Near the limit of one tenant the bot answers otherwise: people are spread over so many that none is near its own. */
export const TENANTS = [
  TENANT,
  ...Array.from({ length: 299 }, (_, n) => TENANT.replace(/.{4}$/, String(n).padStart(4, '0'))),
];
const ISSUER = 'https://api.botframework.com';
const IDENTITY_SECRET = 'loopback';

/** Signs what Teams would sign, and gives the bot its own token, so that authentication is real and needs no network. */
export interface Authority {
  /** The bot's settings, and a managed identity's, that point here. */
  readonly env: Readonly<Record<string, string>>;
  /** An Authorization header as Teams sends it. `lifeSeconds` may be negative for one that has expired. */
  token(serviceUrl: string, lifeSeconds?: number): Promise<string>;
  close(): Promise<void>;
}

/** Listens on loopback: the OpenID metadata, the signing key, and a managed identity's token endpoint. */
export async function startAuthority(): Promise<Authority> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { modulusLength: 2048 });
  const key = { ...(await exportJWK(publicKey)), kid: 'bench', use: 'sig', endorsements: ['msteams'] };
  let signed = 0;

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://authority');
    const answers: Record<string, unknown> = {
      '/openid': { issuer: ISSUER, jwks_uri: `${base}/keys` },
      '/keys': { keys: [key] },
      '/identity': {
        access_token: 'loopback-token',
        expires_on: String(Math.floor(Date.now() / 1000) + 3600),
        resource: url.searchParams.get('resource'),
        token_type: 'Bearer',
      },
    };
    const answer = answers[url.pathname];
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    env: {
      MicrosoftAppType: 'UserAssignedMSI',
      MicrosoftAppId: APP_ID,
      MicrosoftAppTenantId: TENANT,
      ALLOWED_TENANTS: TENANTS.join(','),
      SERVICE_URL_HOSTS: '127.0.0.1',
      // One of these switches the SDK to settings of one's own: then it needs them all.
      ToBotFromChannelOpenIdMetadataUrl: `${base}/openid`,
      ToBotFromChannelTokenIssuer: ISSUER,
      ToBotFromEmulatorOpenIdMetadataUrl: `${base}/openid`,
      ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
      ToChannelFromBotOAuthScope: ISSUER,
      OAuthUrl: 'https://api.botframework.com',
      CallerId: 'urn:botframework:azure',
      ValidateAuthority: 'true',
      // Where an Azure App Service has its managed identity.
      IDENTITY_ENDPOINT: `${base}/identity`,
      IDENTITY_HEADER: IDENTITY_SECRET,
    },
    async token(serviceUrl, lifeSeconds = 3600) {
      const now = Math.floor(Date.now() / 1000);
      signed += 1;
      const token = await new SignJWT({ serviceurl: serviceUrl })
        .setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'JWT' })
        .setIssuer(ISSUER)
        .setAudience(APP_ID)
        .setNotBefore(now - 60)
        .setExpirationTime(now + lifeSeconds)
        // Otherwise two tokens of one second would be the same.
        .setJti(String(signed))
        .sign(privateKey);
      return `Bearer ${token}`;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
