import { describe, expect, it } from 'vitest';
import { ConfigError, type Environment, serveConfig } from '../../src/config/config.ts';

const TENANT = '11111111-2222-3333-4444-555555555555';
const APP = '99999999-8888-7777-6666-555555555555';
const SECRET = 'hunter2~Sup3rSecret';
const GOOD: Environment = {
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppId: APP,
  MicrosoftAppTenantId: TENANT,
  MicrosoftAppPassword: SECRET,
  ALLOWED_TENANTS: TENANT,
};
const CLOUD: Environment = {
  ToBotFromChannelOpenIdMetadataUrl: 'https://login.example/openid',
  ToBotFromChannelTokenIssuer: 'https://issuer.example',
  ToBotFromEmulatorOpenIdMetadataUrl: 'https://login.example/emulator',
  ToChannelFromBotLoginUrl: 'https://login.example/tenant',
  ToChannelFromBotOAuthScope: 'https://scope.example',
  OAuthUrl: 'https://token.example',
};

function problems(env: Environment): readonly string[] {
  try {
    serveConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems;
  }
}
/** The settings that are complained about. */
const named = (env: Environment) => problems(env).map((line) => line.split(':')[0]);

describe('production settings', () => {
  it('are complete with a secret, a certificate, or a managed identity', () => {
    expect(problems(GOOD)).toEqual([]);
    const { MicrosoftAppPassword: _, ...withoutSecret } = GOOD;
    const certificate = { CertificateThumbprint: 'AB', CertificatePrivateKey: '-----BEGIN' };
    expect(problems({ ...withoutSecret, ...certificate })).toEqual([]);
    expect(problems({ ...withoutSecret, MicrosoftAppType: 'UserAssignedMSI' })).toEqual([]);
  });

  it('are read as they are meant', () => {
    const config = serveConfig({
      ...GOOD,
      ALLOWED_TENANTS: ` ${TENANT.toUpperCase()} , AAAAAAAA-2222-3333-4444-555555555555,`,
      SERVICE_URL_HOSTS: 'SMBA.trafficmanager.net, other.example',
    });
    expect(config).toMatchObject({
      mode: 'serve',
      appId: APP,
      allowedTenants: [TENANT, 'aaaaaaaa-2222-3333-4444-555555555555'],
      serviceHosts: ['smba.trafficmanager.net', 'other.example'],
      tokenIssuer: 'https://api.botframework.com',
    });
    expect(config.sdk).toEqual({
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppId: APP,
      MicrosoftAppTenantId: TENANT,
      MicrosoftAppPassword: SECRET,
    });
    expect(serveConfig(GOOD).serviceHosts).toEqual(['smba.trafficmanager.net']);
  });

  it('that are missing are all named at once', () => {
    expect(named({}).sort()).toEqual([
      'ALLOWED_TENANTS',
      'MicrosoftAppId',
      'MicrosoftAppTenantId',
      'MicrosoftAppType',
    ]);
    expect(named({ MicrosoftAppType: 'SingleTenant', PORT: 'x', TRUSTS: 'nowhere' }).sort()).toEqual([
      'ALLOWED_TENANTS',
      'MicrosoftAppId',
      'MicrosoftAppPassword',
      'MicrosoftAppTenantId',
      'PORT',
      'TRUSTS',
    ]);
  });

  it.each(Object.keys(GOOD))('need %s, and blank is the same as missing', (name) => {
    const { [name]: _, ...rest } = GOOD;
    expect(named(rest)).toEqual([name]);
    expect(named({ ...rest, [name]: '   ' })).toEqual([name]);
  });

  const wrong: [string, Environment, string[]][] = [
    [
      'a misspelt type, which the SDK would take for MultiTenant',
      { MicrosoftAppType: 'SingelTenant' },
      ['MicrosoftAppType'],
    ],
    ['a multi-tenant type', { MicrosoftAppType: 'MultiTenant' }, ['MicrosoftAppType']],
    ['another way to write the type', { MicrosoftAppType: 'singletenant' }, ['MicrosoftAppType']],
    ['an app id that is none', { MicrosoftAppId: 'my-bot' }, ['MicrosoftAppId']],
    ['a tenant id that is none', { MicrosoftAppTenantId: 'nhs.net' }, ['MicrosoftAppTenantId']],
    ['allowed tenants that are none', { ALLOWED_TENANTS: `${TENANT},*` }, ['ALLOWED_TENANTS']],
    ['allowed tenants of commas only', { ALLOWED_TENANTS: ' , ,' }, ['ALLOWED_TENANTS']],
    ['a secret beside a managed identity', { MicrosoftAppType: 'UserAssignedMSI' }, ['MicrosoftAppPassword']],
    [
      'a secret and a certificate',
      { CertificateThumbprint: 'AB', CertificatePrivateKey: 'x' },
      ['MicrosoftAppPassword'],
    ],
    ['half a certificate', { CertificateThumbprint: 'AB' }, ['CertificatePrivateKey']],
    ['the other half', { CertificatePrivateKey: 'x' }, ['CertificatePrivateKey']],
    [
      'a channel service of the SDK’s own list',
      { ChannelService: 'https://botframework.azure.us' },
      ['ChannelService'],
    ],
    ['a caller id without its cloud', { CallerId: 'x' }, Object.keys(CLOUD)],
    [
      'a cloud without its issuer',
      { ...CLOUD, ToBotFromChannelTokenIssuer: '' },
      ['ToBotFromChannelTokenIssuer'],
    ],
    [
      'keys that come unencrypted',
      { ...CLOUD, ToBotFromChannelOpenIdMetadataUrl: 'http://login.example/x' },
      ['ToBotFromChannelOpenIdMetadataUrl'],
    ],
    [
      'tokens from no address',
      { ...CLOUD, ToChannelFromBotLoginUrl: 'login.example' },
      ['ToChannelFromBotLoginUrl'],
    ],
    [
      'certificates that nobody checks',
      { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
      ['NODE_TLS_REJECT_UNAUTHORIZED'],
    ],
    [
      'several at once',
      { MicrosoftAppId: 'x', CertificateThumbprint: 'AB', DATABASE_URL: 'mysql://x', DEFAULT_TRUST: 'x' },
      ['DATABASE_URL', 'DEFAULT_TRUST', 'MicrosoftAppId', 'CertificatePrivateKey'],
    ],
  ];

  it.each(wrong)('are refused with %s, each named once', (_, change, expected) => {
    expect(named({ ...GOOD, ...change })).toEqual(expected);
  });

  it.each(wrong)('say what to write instead of %s, and never a value that was given', (_, change) => {
    const env = { ...GOOD, ...change };
    for (const line of problems(env)) expect(line).toMatch(/\b(write|set|remove|needs|name|add)\b/);
    const said = problems(env).join('\n');
    const values = Object.values(change).filter((value) => value !== undefined && value.length > 3);
    for (const value of [SECRET, APP, ...values]) {
      if (value !== 'UserAssignedMSI') expect(said).not.toContain(value);
    }
  });

  it('take a whole cloud of their own, and pass it on', () => {
    const config = serveConfig({ ...GOOD, ...CLOUD, CallerId: 'x', ValidateAuthority: 'false' });
    expect(config.sdk).toMatchObject({ ...CLOUD, CallerId: 'x', ValidateAuthority: 'false' });
    expect(config.tokenIssuer).toBe('https://issuer.example');
  });

  it.each(['http://127.0.0.1:9999/openid', 'http://localhost:9999/openid'])(
    'take an authority on this machine as it is: %s',
    (url) => {
      expect(problems({ ...GOOD, ...CLOUD, ToBotFromChannelOpenIdMetadataUrl: url })).toEqual([]);
    },
  );

  it('pass nothing else on to the SDK', () => {
    const { sdk } = serveConfig({ ...GOOD, PATH: '/bin', NODE_ENV: 'production', OTHER: 'x', CallerId: ' ' });
    expect(sdk).not.toHaveProperty('PATH');
    expect(sdk).not.toHaveProperty('OTHER');
    expect(sdk).not.toHaveProperty('CallerId');
  });

  it.each(['development', 'test', 'production', 'trial'])('are needed whatever NODE_ENV says: %s', (mode) => {
    expect(named({ NODE_ENV: mode })).toContain('MicrosoftAppId');
  });
});
