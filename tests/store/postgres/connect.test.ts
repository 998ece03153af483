import '../../support/test-hosts.ts';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkDatabase } from '../../../src/commands/doctor/check-database.ts';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { inspectDatabase } from '../../../src/store/inspect.ts';
import { newCertificateAuthority } from '../../shared/certificates.ts';
import { type Postgres, runOn, startPostgres } from '../../shared/postgres.ts';
import { useTls } from '../../shared/postgres-tls.ts';
import { eventually } from '../../support/eventually.ts';
import { fakeIdentityEndpoint, identityToken } from '../../support/identity-endpoint.ts';

const NOW = '2026-11-20T10:00:00.000Z';

let postgres: Postgres;
let admin: string;
let folder: string;
const opened: Database[] = [];
const open = async (url: string, identity?: string) => {
  const database = await openDatabase(url, identity);
  opened.push(database);
  return database;
};

const authority = newCertificateAuthority();
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'esr-bot-connect-'));
  writeFileSync(join(folder, 'ca.pem'), authority.certificate);
  writeFileSync(join(folder, 'no-ca.pem'), 'no certificate');
  postgres = await startPostgres();
  admin = await postgres.createDatabase();
  await useTls(postgres, admin, authority.certify('db.test'));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()));
  vi.unstubAllEnvs();
  nock.cleanAll();
});
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The address of the database as from another machine. */
function elsewhere({ host = 'db.test', user = 'postgres', ca = 'ca.pem', password = true } = {}): string {
  const url = new URL(admin);
  url.hostname = host;
  url.username = user;
  if (!password) url.password = '';
  if (ca !== '') url.search = `?sslmode=verify-full&sslrootcert=${join(folder, ca)}`;
  return url.href;
}

const refusal = async (url: string) => {
  const error = await open(url).then(
    () => undefined,
    (caught: unknown) => caught as Error & { code: string },
  );
  expect(error?.message).not.toContain(new URL(admin).password);
  return error;
};

describe('PostgreSQL on another machine', () => {
  it('is spoken to over TLS when its certificate is from an authority that is trusted', async () => {
    const { db } = await open(elsewhere());
    const { rows } = await sql<{ ssl: boolean }>`
      select ssl from pg_stat_ssl where pid = pg_backend_pid()`.execute(db);
    expect(rows).toEqual([{ ssl: true }]);
    expect(await inspectDatabase(elsewhere(), NOW)).toMatchObject({ kind: 'postgres', pending: [] });
  });

  it.each([
    ['comes from an authority nobody trusts', { ca: '' }, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'sslrootcert'],
    [
      'is for another name',
      { host: 'other.test' },
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'as the certificate names it',
    ],
    ['is to be checked by a file that is not there', { ca: 'gone.pem' }, 'ENOENT', 'sslrootcert'],
    ['is to be checked by a file without one', { ca: 'no-ca.pem' }, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'PEM'],
  ])(
    'is refused when its certificate %s, by bot and doctor alike, with the fix',
    async (_, how, code, fix) => {
      expect(await refusal(elsewhere(how))).toMatchObject({
        code: 'DATABASE_CONNECT',
        message: expect.stringMatching(new RegExp(`${code}.*${fix}`)),
      });
      expect(await checkDatabase(elsewhere(how), ['esneft'], NOW)).toMatchObject([
        { level: 'problem', what: expect.stringContaining(code), fix: expect.stringContaining(fix) },
      ]);
    },
  );

  it('is refused with a bad certificate even where Node is told to take any', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    expect(await refusal(elsewhere({ ca: '' }))).toMatchObject({ code: 'DATABASE_CONNECT' });
  });

  it('is refused without TLS', async () => {
    await useTls(postgres, admin);
    try {
      const refused = await refusal(elsewhere({ ca: '' }));
      expect(refused).toMatchObject({ message: expect.stringMatching(/NO_TLS.*ssl = on/) });
    } finally {
      await useTls(postgres, admin, authority.certify('db.test'));
    }
  });

  it('says when it refuses the sign-in, or has no such database', async () => {
    const wrong = elsewhere().replace(new URL(admin).password, 'Wr0ng-pass');
    expect((await refusal(wrong))?.message).toMatch(/28P01.*user and password/);
    expect((await refusal(wrong))?.message).not.toContain('Wr0ng');
    expect((await refusal(elsewhere().replace('/test_1', '/none')))?.message).toMatch(/3D000.*createdb/);
  });
});

describe('PostgreSQL without a password, in Azure', () => {
  /** Another identity for each test: the library keeps tokens for the life of the process. */
  let clientId: string;
  beforeEach(() => {
    clientId = randomUUID();
  });
  const setPassword = (text: string) => runOn(admin, `alter role "esr-bot" password '${text}'`);
  const URL_OF_BOT = () => elsewhere({ user: 'esr-bot', password: false });

  beforeAll(async () => {
    await runOn(admin, 'create role "esr-bot" superuser login');
  });

  it('is signed in to with a token of the managed identity, fetched once for all connections', async () => {
    await setPassword('token.of-day.1');
    const { asked } = fakeIdentityEndpoint(() => identityToken('token.of-day.1', 86_400));
    const { db } = await open(URL_OF_BOT(), clientId);
    const who = () => sql<{ current_user: string }>`select current_user, pg_sleep(0)`.execute(db);
    const answers = await Promise.all(Array.from({ length: 5 }, who));
    expect(answers.map(({ rows }) => rows[0]?.current_user)).toEqual(Array(5).fill('esr-bot'));
    expect(asked).toMatchObject([
      { resource: 'https://ossrdbms-aad.database.windows.net', client_id: clientId },
    ]);
    expect(await inspectDatabase(URL_OF_BOT(), NOW, clientId)).toMatchObject({ pending: [] });
  });

  it('gets a new token for a new connection once the old one is near its end', async () => {
    await setPassword('token.of-hour.1');
    let current = 'token.of-hour.1';
    fakeIdentityEndpoint(() => identityToken(current, 60));
    const { db } = await open(URL_OF_BOT(), clientId);
    await db.transaction().execute(async (tx) => {
      // This connection goes on as it is; the one beside it is new.
      current = 'token.of-hour.2';
      await setPassword('token.of-hour.2');
      expect(await sql`select 1`.execute(db)).toBeDefined();
      expect(await sql`select 1`.execute(tx)).toBeDefined();
    });
  });

  it('says what to do when Azure gives no token, and leaves no connection behind', async () => {
    fakeIdentityEndpoint(() => [400, { error: 'invalid_request', error_description: 'Identity not found' }]);
    const sockets = () => process.getActiveResourcesInfo().filter((one) => one === 'TCPSocketWrap').length;
    const before = sockets();
    const refused = await open(URL_OF_BOT(), clientId).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'DATABASE_CONNECT',
      message: expect.stringMatching(/NO_IDENTITY_TOKEN.*AZURE_CLIENT_ID/),
    });
    expect(await checkDatabase(URL_OF_BOT(), ['esneft'], NOW, clientId)).toMatchObject([
      { level: 'problem', what: expect.stringContaining('NO_IDENTITY_TOKEN') },
    ]);
    await eventually(() => expect(sockets()).toBeLessThanOrEqual(before));
  });

  it('on this machine is left to PostgreSQL itself: no token goes there', async () => {
    const { asked } = fakeIdentityEndpoint(() => identityToken('token', 86_400));
    const here = new URL(admin);
    here.password = '';
    await expect(open(here.href, clientId)).rejects.toThrow();
    expect(asked).toEqual([]);
  });
});
