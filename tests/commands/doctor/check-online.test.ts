import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';
import { checkOnline } from '../../../src/commands/doctor/check-online.ts';
import type { Finding } from '../../../src/commands/doctor/finding.ts';
import { serveConfig } from '../../../src/config/config.ts';

const TENANT = '66666666-7777-4888-9999-aaaaaaaaaaaa';
const wrong = (findings: readonly Finding[]) => findings.filter((one) => one.level !== 'ok');

describe('looking online', () => {
  const LOGIN = 'https://login.microsoftonline.com';
  afterEach(() => nock.cleanAll());

  const config = () =>
    serveConfig({
      DATABASE_URL: 'sqlite:never-opened.db',
      TRUSTS: 'esneft',
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppId: '11111111-2222-4333-8444-555555555555',
      MicrosoftAppTenantId: TENANT,
      MicrosoftAppPassword: 'a secret',
      ALLOWED_TENANTS: TENANT,
    });
  const entra = (status: number, body: object) => {
    nock(LOGIN)
      .get(/.*/)
      .optionally()
      .times(9)
      .reply(200, {
        token_endpoint: `${LOGIN}/${TENANT}/oauth2/v2.0/token`,
        authorization_endpoint: `${LOGIN}/a`,
        issuer: `${LOGIN}/${TENANT}/v2.0`,
        jwks_uri: `${LOGIN}/k`,
        tenant_discovery_endpoint: `${LOGIN}/${TENANT}/v2.0/.well-known/openid-configuration`,
        metadata: [],
      });
    nock(LOGIN)
      .post(/oauth2\/v2\.0\/token/)
      .reply(status, body);
  };
  const keys = () =>
    nock('https://login.botframework.com').get('/v1/.well-known/openidconfiguration').reply(200, {});

  it('gets a token and the keys', async () => {
    entra(200, { token_type: 'Bearer', expires_in: 3600, access_token: 'a.b.c' });
    keys();
    expect(wrong(await checkOnline(config()))).toEqual([]);
  });

  it('says that the secret has run out, by Entra’s own number', async () => {
    entra(401, {
      error: 'invalid_client',
      error_description: 'AADSTS7000222: expired',
      error_codes: [7000222],
    });
    keys();
    expect(wrong(await checkOnline(config()))).toMatchObject([
      { level: 'problem', what: expect.stringContaining('AADSTS7000222') },
    ]);
  });

  it('says which hosts must be reachable when none is', async () => {
    entra(200, { token_type: 'Bearer', expires_in: 3600, access_token: 'a.b.c' });
    expect(wrong(await checkOnline(config()))).toMatchObject([
      { about: 'network', fix: expect.stringContaining('login.botframework.com') },
    ]);
  });
});
