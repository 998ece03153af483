import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAIN } from '../../shared/bot-process.ts';
import { newCertificateAuthority } from '../../shared/certificates.ts';
import { type Postgres, runOn, startPostgres } from '../../shared/postgres.ts';
import { useTls } from '../../shared/postgres-tls.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const TEST_HOSTS = pathToFileURL(resolve(import.meta.dirname, '../../support/test-hosts.ts')).href;

/** In every secret of this test. */
const MARK = 'Zyx9mark';
/** Where a secret has a shape of its own. */
const MARKED_KEY = 'abad1dea-0000-4000-8000-00000000feed';
const PASSWORD = `${MARK}-database`;
const TENANT = '11111111-2222-4333-8444-555555555555';

let folder: string;
let postgres: Postgres;
let port: string;
/** A managed identity's endpoint that gives no token, and says back what it was sent. */
let identity: Server;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'esr-bot-secrets-'));
  postgres = await startPostgres();
  const admin = await postgres.createDatabase();
  port = new URL(admin).port;
  await runOn(admin, `create role bot superuser login password '${PASSWORD}'`);
  const authority = newCertificateAuthority();
  writeFileSync(join(folder, 'ca.pem'), authority.certificate);
  await useTls(postgres, admin, authority.certify('db.test'));
  identity = createServer((request, response) => {
    response.writeHead(400, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: 'no', error_description: JSON.stringify(request.headers) }));
  });
  await new Promise<void>((done) => identity.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  await postgres.stop();
  identity.closeAllConnections();
  await new Promise((done) => identity.close(done));
  rmSync(folder, { recursive: true, force: true });
});

/** Every secret that the bot takes, marked; all are of the right shape. */
const secrets = () => ({
  DATABASE_URL: database(),
  METRICS_TOKEN: `${MARK}-metrics-token-of-the-bot`,
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppId: TENANT,
  MicrosoftAppTenantId: TENANT,
  MicrosoftAppPassword: `${MARK}~secret`,
  ALLOWED_TENANTS: TENANT,
  IDENTITY_ENDPOINT: `http://127.0.0.1:${(identity.address() as AddressInfo).port}/token`,
  IDENTITY_HEADER: `${MARK}-identity-header`,
  APPLICATIONINSIGHTS_CONNECTION_STRING: `InstrumentationKey=${MARKED_KEY};IngestionEndpoint=https://uksouth-1.in.applicationinsights.azure.com/`,
});
const database = ({ user = `bot:${PASSWORD}`, host = '127.0.0.1', path = '/test_1' } = {}) =>
  `postgres://${user}@${host}:${port}${path}`;

/** Runs a command as an operator does; all that it wrote, and how it ended. */
function run(
  args: readonly string[],
  settings: Record<string, string>,
): Promise<{ said: string; code: unknown }> {
  const env = { PATH: process.env.PATH, PORT: '0', NODE_OPTIONS: `--import ${TEST_HOSTS}`, ...settings };
  return new Promise((done) => {
    // A connection or timer that is left behind would keep it from ending.
    const options = { cwd: ROOT, env, timeout: 60_000 };
    execFile(process.execPath, [MAIN, ...args], options, (error, stdout, stderr) =>
      done({ said: stdout + stderr, code: error === null ? 0 : (error.code ?? error.signal) }),
    );
  });
}

const CERTIFICATE = {
  MicrosoftAppPassword: '',
  CertificateThumbprint: 'ab'.repeat(20),
  CertificatePrivateKey: `-----BEGIN PRIVATE KEY-----\n${MARK}\n-----END PRIVATE KEY-----\n`,
};

describe('a secret stays out of what is written', () => {
  const link = ['link', 'esneft', 'esr-team'];
  it.each<[string, string[], () => Record<string, string>, RegExp]>([
    [
      'an address that cannot be read',
      link,
      () => ({ DATABASE_URL: database({ user: `bot:12#${PASSWORD}` }) }),
      /DATABASE_URL: .*%23/,
    ],
    [
      'a host that is not there',
      ['privacy', 'export', 'a@nhs.net'],
      () => ({ DATABASE_URL: database({ host: 'db.invalid' }) }),
      /ENOTFOUND|EAI_AGAIN/,
    ],
    [
      'a sign-in that is refused',
      ['serve'],
      () => ({ DATABASE_URL: database({ user: `bot:${PASSWORD}-wrong` }) }),
      /28P01/,
    ],
    [
      'a certificate that is not trusted',
      link,
      () => ({ DATABASE_URL: database({ host: 'db.test' }) }),
      /UNABLE_TO_VERIFY_LEAF_SIGNATURE/,
    ],
    [
      'a managed identity that gets no token',
      ['doctor'],
      () => ({ DATABASE_URL: `${database({ user: 'bot', host: 'db.test' })}?sslrootcert=${folder}/ca.pem` }),
      /NO_IDENTITY_TOKEN/,
    ],
    [
      'settings that contradict each other',
      ['serve'],
      () => ({ METRICS_TOKEN: MARK, ...CERTIFICATE, CertificateThumbprint: '' }),
      /METRICS_TOKEN: .*\n.*CertificatePrivateKey: /,
    ],
    [
      'everything at once, looked at by the doctor',
      ['doctor', '--online'],
      () => ({ DATABASE_URL: database({ host: 'db.test' }), ...CERTIFICATE }),
      /PROBLEM database.*[\s\S]*PROBLEM credentials/,
    ],
  ])('when it fails for %s', async (_, args, settings, expected) => {
    const { said, code } = await run(args, { ...secrets(), ...settings() });
    expect(said).toMatch(expected);
    expect(said).not.toContain(MARK);
    expect(said).not.toContain(MARKED_KEY);
    expect(code).toBe(1);
  });
});

describe('a secret stays out of the list of processes', () => {
  it('for no command that operators are given has one in it', () => {
    const pages = ['docs/installing.md', 'docs/operating.md'];
    const guide = pages.map((page) => readFileSync(join(ROOT, page), 'utf8')).join('\n');
    const commands = [...guide.matchAll(/```sh\n(.*?)```/gs)].map((block) => block[1] ?? '').join('');
    expect(commands).toContain('pg_dump');
    expect(commands).not.toMatch(
      /\$\{?DATABASE_URL|:\/\/\S+:\S+@|--password|(Password|PrivateKey|TOKEN|PASSWORD)=/,
    );
  });

  it('for the bot starts no program but its own reader of pictures, nor a sign-in that would', async () => {
    const found: string[] = [];
    for await (const file of glob('{src,dialogs}/**/*.ts', { cwd: ROOT })) {
      const source = readFileSync(join(ROOT, file), 'utf8');
      if (/child_process|DefaultAzureCredential|(Cli|PowerShell)Credential/.test(source)) found.push(file);
    }
    expect(found).toEqual(['src/screens/screen-reader.ts']);
  });
});
