import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jwtVerify } from 'jose';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkOnline } from '../../src/commands/doctor/check-online.ts';
import { serveConfig } from '../../src/config/config.ts';
import { errorFields } from '../../src/logging/error-fields.ts';
import { sendProblem } from '../../src/outbox/send-errors.ts';
import { TeamsAdapter } from '../../src/teams/adapter.ts';
import { SignInError } from '../../src/teams/credentials.ts';
import { entraRefusal, entraToken, fakeEntra } from '../support/entra.ts';
import { fakeIdentityEndpoint, identityToken } from '../support/identity-endpoint.ts';

const TENANT = '11111111-2222-4333-8444-555555555555';
const SECRET = 'Zq8~hidden.Value';
const SCOPE = 'https://api.botframework.com/.default';

/** A Teams that keeps what it was sent. */
let teams: Server;
let received: (string | undefined)[];
/** Another for each test: the SDK keeps tokens for the life of the process. */
let appId: string;

beforeEach(async () => {
  appId = randomUUID();
  received = [];
  teams = createServer((request, response) => {
    received.push(request.headers.authorization);
    response.setHeader('content-type', 'application/json').end('{"id":"1"}');
  });
  await new Promise<void>((resolve) => teams.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  nock.cleanAll();
  teams.closeAllConnections();
  await new Promise((resolve) => teams.close(resolve));
});

const config = (more: Record<string, string>) =>
  serveConfig({
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppId: appId,
    MicrosoftAppTenantId: TENANT,
    ALLOWED_TENANTS: TENANT,
    SERVICE_URL_HOSTS: '127.0.0.1',
    ...more,
  });

/** What the bot does when it writes to a chat by itself. */
const write = (more: Record<string, string>) =>
  new TeamsAdapter(config(more)).write(
    {
      id: 'chat',
      serviceUrl: `http://127.0.0.1:${(teams.address() as AddressInfo).port}/`,
      tenantId: TENANT,
      bot: { id: `28:${appId}`, name: 'Bot' },
    },
    async (turn) => {
      await turn.reply('Hello');
    },
  );
const failed = (more: Record<string, string>) =>
  write(more).then(
    () => undefined,
    (error: unknown) => error,
  );

describe('the bot signs in to write to Teams', () => {
  it('with a secret', async () => {
    const { asked } = fakeEntra(TENANT, (form) =>
      form.get('client_secret') === SECRET ? entraToken('by-secret') : entraRefusal(7000215),
    );
    await write({ MicrosoftAppPassword: SECRET });
    await write({ MicrosoftAppPassword: SECRET });
    expect(received).toEqual(['Bearer by-secret', 'Bearer by-secret']);
    expect(asked.map((form) => [form.get('client_id'), form.get('scope')])).toEqual([[appId, SCOPE]]);
  });

  it('with a certificate: its key signs who the bot is, and does not leave this machine', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const thumbprint = createHash('sha1').update('the certificate').digest('hex');
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const { asked } = fakeEntra(TENANT, () => entraToken('by-certificate'));
    const settings = { CertificateThumbprint: thumbprint, CertificatePrivateKey: key };
    await write(settings);
    expect(received).toEqual(['Bearer by-certificate']);
    const assertion = asked[0]?.get('client_assertion') ?? '';
    const { payload, protectedHeader } = await jwtVerify(assertion, publicKey, {
      subject: appId,
      // It is signed for the nearest second, which may be to come.
      clockTolerance: 2,
    });
    expect(payload.aud).toContain(TENANT);
    expect(Buffer.from(String(protectedHeader.x5t), 'base64url').toString('hex')).toBe(thumbprint);
    nock('https://login.botframework.com')
      .get(/openid/)
      .reply(200, {});
    expect(await checkOnline(config(settings))).toMatchObject([{ level: 'ok' }, { level: 'ok' }]);
  });

  it('as a managed identity, without a secret', async () => {
    const { asked } = fakeIdentityEndpoint(() => identityToken('by-identity', 86_400));
    await write({ MicrosoftAppType: 'UserAssignedMSI' });
    await write({ MicrosoftAppType: 'UserAssignedMSI' });
    expect(received).toEqual(['Bearer by-identity', 'Bearer by-identity']);
    expect(asked).toMatchObject([{ client_id: appId, resource: 'https://api.botframework.com' }]);
  });
});

describe('a sign-in that fails', () => {
  const logged = (error: unknown) => JSON.stringify([errorFields(error), sendProblem(error)]);

  it.each([
    [7000215, /its id/],
    [7000222, /Rotate the secret/],
    [700016, /MicrosoftAppId/],
    [90002, /MicrosoftAppTenantId/],
    [50196, /Check/],
  ])('with AADSTS%i says what to do, is logged by that number, and is tried again', async (number, fix) => {
    fakeEntra(TENANT, () => entraRefusal(number));
    const error = await failed({ MicrosoftAppPassword: SECRET });
    expect(error).toBeInstanceOf(SignInError);
    expect(error).toMatchObject({ code: `AADSTS${number}`, message: expect.stringMatching(fix) });
    expect(sendProblem(error)).toMatchObject({ kind: 'retry', reason: `no answer AADSTS${number}` });
    expect(logged(error)).not.toContain(SECRET);
    expect(received).toEqual([]);
  });

  it('for want of a managed identity says so, to the log and to the doctor', async () => {
    fakeIdentityEndpoint(() => [400, { error: 'invalid_request', error_description: 'Identity not found' }]);
    const error = await failed({ MicrosoftAppType: 'UserAssignedMSI' });
    expect(error).toMatchObject({ code: 'NO_IDENTITY_TOKEN', message: expect.stringContaining('assigned') });
    nock('https://login.botframework.com')
      .get(/openid/)
      .reply(200, {});
    expect(await checkOnline(config({ MicrosoftAppType: 'UserAssignedMSI' }))).toMatchObject([
      { level: 'problem', what: expect.stringContaining('NO_IDENTITY_TOKEN') },
      { level: 'ok' },
    ]);
  });

  it('with a key that is none never repeats it', async () => {
    fakeEntra(TENANT, () => entraToken('never'));
    const settings = {
      CertificateThumbprint: 'ab'.repeat(20),
      CertificatePrivateKey: `-----BEGIN PRIVATE KEY-----\n${SECRET}\n-----END PRIVATE KEY-----\n`,
    };
    const error = await failed(settings);
    expect(error).toMatchObject({ code: 'SIGN_IN_FAILED', message: expect.stringContaining('certificate') });
    expect(logged(error)).not.toContain('hidden');
  });

  it('is over as soon as what was wrong is right', async () => {
    let right = false;
    fakeEntra(TENANT, () => (right ? entraToken('at-last') : entraRefusal(7000215)));
    const adapter = { MicrosoftAppPassword: SECRET };
    expect(await failed(adapter)).toBeInstanceOf(SignInError);
    right = true;
    await write(adapter);
    expect(received).toEqual(['Bearer at-last']);
  });
});
