import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JWTPayload } from 'jose';
import nock from 'nock';
import { createTeams, type Teams } from '../../simulator/teams.ts';
import { type App, type AppOptions, startApp } from '../../src/app.ts';
import { serveConfig } from '../../src/config/config.ts';
import { type Authority, ISSUER, startAuthority } from './authority.ts';
import { TIME_FOR_A_TURN } from './bot.ts';
import { contentOf } from './content.ts';
import { METRICS_TOKEN } from './metrics.ts';

const APP_ID = '99999999-8888-7777-6666-555555555555';
const TENANT = '11111111-2222-3333-4444-555555555555';
const LOGIN = 'https://login.microsoftonline.com';

/** The bot as in production, with a local authority and a Teams that holds valid tokens. */
export interface Served {
  readonly app: App;
  readonly teams: Teams;
  readonly authority: Authority;
  /** How many tokens for its own calls the bot asked the login for. */
  readonly logins: number;
  /** Claims of a good token for this Teams. */
  claims(overrides?: JWTPayload): JWTPayload;
  close(): Promise<void>;
}

/** Starts it; close it when done. Outbound tokens come from a login that is faked at the network. */
export async function startServed(
  settings: Record<string, string> = {},
  options: AppOptions = {},
): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'esr-bot-served-'));
  const authority = await startAuthority();
  let logins = 0;
  fakeLogin(() => {
    logins += 1;
  });
  const teams = await createTeams({
    botAppId: APP_ID,
    timeoutMs: TIME_FOR_A_TURN,
    authorization: async () => `Bearer ${await authority.sign(claims())}`,
  });
  const claims = (overrides: JWTPayload = {}): JWTPayload => {
    const now = Math.floor(Date.now() / 1000);
    const times = { nbf: now - 60, exp: now + 3600 };
    return { iss: ISSUER, aud: APP_ID, serviceurl: teams.serviceUrl, ...times, ...overrides };
  };
  const config = serveConfig({
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATABASE_URL: `sqlite:${join(folder, 'bot.db')}`,
    METRICS_TOKEN,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppId: APP_ID,
    MicrosoftAppTenantId: TENANT,
    MicrosoftAppPassword: 'a secret of nobody',
    ALLOWED_TENANTS: teams.cast.people.amara.tenantId,
    SERVICE_URL_HOSTS: '127.0.0.1',
    ToBotFromChannelOpenIdMetadataUrl: authority.metadataUrl,
    ToBotFromChannelTokenIssuer: ISSUER,
    ToBotFromEmulatorOpenIdMetadataUrl: authority.metadataUrl,
    ToChannelFromBotLoginUrl: `${LOGIN}/${TENANT}`,
    ToChannelFromBotOAuthScope: ISSUER,
    OAuthUrl: 'https://token.botframework.com',
    ...settings,
  });
  const app = await startApp(config, {
    content: contentOf(config),
    replyWithinMs: TIME_FOR_A_TURN,
    ...options,
  });
  // Its self-test, before chats are linked.
  await app.poll();
  teams.botUrl = `http://127.0.0.1:${app.port}/api/messages`;
  return {
    app,
    teams,
    authority,
    get logins() {
      return logins;
    },
    claims,
    async close() {
      await app.close();
      await teams.close();
      await authority.close();
      nock.cleanAll();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function fakeLogin(onLogin: () => void): void {
  nock(LOGIN)
    .persist()
    .get(/openid-configuration/)
    .reply(200, {
      issuer: `${LOGIN}/${TENANT}/v2.0`,
      token_endpoint: `${LOGIN}/${TENANT}/oauth2/v2.0/token`,
      authorization_endpoint: `${LOGIN}/${TENANT}/oauth2/v2.0/authorize`,
      jwks_uri: `${LOGIN}/${TENANT}/discovery/v2.0/keys`,
    })
    .post(/oauth2\/v2\.0\/token/)
    .reply(200, () => {
      onLogin();
      return { token_type: 'Bearer', expires_in: 3600, access_token: 'outbound-token' };
    });
}
