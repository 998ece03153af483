import { describe, expect, it } from 'vitest';
import { ConfigError, serveConfig } from '../../src/config/config.ts';
import { certificateEnds, isConnectionString } from '../../src/config/telemetry-settings.ts';

const KEY = '11111111-2222-3333-4444-666666666666';
const to = (endpoint: string) => `InstrumentationKey=${KEY};IngestionEndpoint=${endpoint}`;

describe('a connection string', () => {
  it.each([
    to('https://uksouth-1.in.applicationinsights.azure.com/'),
    to('https://dc.services.visualstudio.com'),
    to('https://usgovvirginia-1.in.applicationinsights.azure.us/'),
    `${to('https://uksouth-1.in.applicationinsights.azure.com/')};LiveEndpoint=https://x.example/;ApplicationId=${KEY}`,
  ])('may be %s', (text) => {
    expect(isConnectionString(text)).toBe(true);
  });

  it.each([
    '',
    KEY,
    `InstrumentationKey=${KEY}`,
    'IngestionEndpoint=https://uksouth-1.in.applicationinsights.azure.com/',
    'InstrumentationKey=secret;IngestionEndpoint=https://uksouth-1.in.applicationinsights.azure.com/',
    to('http://uksouth-1.in.applicationinsights.azure.com/'),
    to('https://evil.example/'),
    to('https://applicationinsights.azure.com.evil.example/'),
    to('https://evil.example/?.applicationinsights.azure.com'),
    to('https://evil.example#.in.applicationinsights.azure.com'),
    to('https://a.in.applicationinsights.azure.com@evil.example/'),
    to('https://me@a.in.applicationinsights.azure.com/'),
    to('https://a.in.applicationinsights.azure.com:8443/'),
    to('https://a.in.applicationinsights.azure.com/elsewhere'),
    to('https://169.254.169.254/'),
  ])('cannot be %j', (text) => {
    expect(isConnectionString(text)).toBe(false);
  });
});

describe('settings for whoever watches', () => {
  const GUID = '11111111-2222-3333-4444-555555555555';
  const SERVE = {
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppId: GUID,
    MicrosoftAppTenantId: GUID,
    MicrosoftAppPassword: 'a secret of nobody',
    ALLOWED_TENANTS: GUID,
  };

  it('are none unless they are set', () => {
    const config = serveConfig(SERVE);
    expect([config.telemetry, config.credentialEnds]).toEqual([undefined, undefined]);
  });

  it.each([
    ['APPLICATIONINSIGHTS_CONNECTION_STRING', to('https://zyxmark.example/')],
    ['SECRET_EXPIRES', '31.3.2027'],
    ['SECRET_EXPIRES', '2027-02-30'],
  ])('are refused by name, without repeating them: %s=%s', (name, value) => {
    const read = () => serveConfig({ ...SERVE, [name]: value });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(new RegExp(`${name}: `));
    expect(read).not.toThrow(/zyxmark/);
  });

  it('take the day as Entra shows it', () => {
    expect(serveConfig({ ...SERVE, SECRET_EXPIRES: '2027-03-31' }).credentialEnds).toBe('2027-03-31');
  });
});

describe('a certificate beside its key', () => {
  // Made for this test, of nobody.
  const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBeDCCAR2gAwIBAgIUeUcQIM9T6K7ec6JnOlD9dG6yD5YwCgYIKoZIzj0EAwIw
ETEPMA0GA1UEAwwGbm9ib2R5MB4XDTI2MTEyMDA5MjY1N1oXDTI5MDUwODA5MjY1
N1owETEPMA0GA1UEAwwGbm9ib2R5MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
hZk5eCCLnrQORTuCXnD91mxeOu7D19pzVO0/T4tFRk7gfXBioRIHGx9j/tuv6y19
Q9x5DF056HhBlvCLf36QwKNTMFEwHQYDVR0OBBYEFJxoAUmh4mxuspyf7Uf89TNr
vHSIMB8GA1UdIwQYMBaAFJxoAUmh4mxuspyf7Uf89TNrvHSIMA8GA1UdEwEB/wQF
MAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAJn+DTnaeKNh/EDW4QzmlKlk6mcQ9Ly5
GWiKJR0HLFPLAiEA3kYgz3Jwd8gFdGezEWXnkAhCcMZmF+qBlB91fNA7Z+E=
-----END CERTIFICATE-----`;
  const PEM = `-----BEGIN PRIVATE KEY-----\nbm90aGluZw==\n-----END PRIVATE KEY-----\n${CERTIFICATE}`;

  it('says itself when it ends', () => {
    expect(certificateEnds(PEM)).toBe('2029-05-08');
  });

  it.each([undefined, '', 'nonsense', PEM.split('-----BEGIN CERT')[0], `${PEM.slice(0, 200)}-----END`])(
    'that cannot be read says nothing: %#',
    (pem) => {
      expect(certificateEnds(pem)).toBeUndefined();
    },
  );
});
