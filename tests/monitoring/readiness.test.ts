import nock from 'nock';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReadinessCheck, type ReadinessDeps } from '../../src/monitoring/readiness.ts';
import { LinkHealthStore } from '../../src/store/chats/link-health.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { missingMigrations } from '../../src/store/migrations/applied.ts';
import { DeliveryStore } from '../../src/store/outbox/delivery-store.ts';
import { entraRefusal, entraToken, fakeEntra } from '../support/entra.ts';
import type { Json } from '../support/json.ts';
import { readFigures } from '../support/metrics.ts';
import { startServed } from '../support/serve.ts';

let database: Database;
const lines: string[] = [];
beforeEach(async () => {
  database = await openDatabase('sqlite::memory:');
  lines.length = 0;
});
afterEach(() => database.close());

const check = (deps: Partial<ReadinessDeps> = {}) =>
  new ReadinessCheck({
    deliveries: new DeliveryStore(database),
    links: new LinkHealthStore(database),
    missingMigrations: () => missingMigrations(database),
    signIn: async () => undefined,
    log: pino({ base: null }, { write: (line) => void lines.push(line) }),
    now: () => '2026-11-20T10:00:00.000Z',
    ...deps,
  });
const codeOnly = (code: string) =>
  Object.assign(new Error('client secret SECRET-7391 of app 1234 has run out'), { code });

describe('readiness', () => {
  it('has no problem and no warning where there is none', async () => {
    expect(await check().look()).toEqual({ problems: {}, warnings: [], undelivered: 0, chats: [] });
  });

  it('looks once for all who ask at the same time, and again for the next', async () => {
    let looks = 0;
    const readiness = check({
      async signIn() {
        looks += 1;
      },
    });
    await Promise.all(Array.from({ length: 50 }, () => readiness.look()));
    expect(looks).toBe(1);
    await readiness.look();
    expect(looks).toBe(2);
  });

  it('names the migrations that the database lost under the running bot', async () => {
    await database.db
      .withTables<{ kysely_migration: { name: string } }>()
      .deleteFrom('kysely_migration')
      .where('name', '=', '006-watch')
      .execute();
    expect((await check().look()).problems).toEqual({ migrations: 'missing: 006-watch' });
  });

  it('says that the bot cannot sign in, by code, without what the error says, and leaves Entra ID in peace', async () => {
    let tries = 0;
    const readiness = check({
      async signIn() {
        tries += 1;
        throw codeOnly('AADSTS7000222');
      },
    });
    expect((await readiness.look()).problems).toEqual({ credentials: 'no token (AADSTS7000222)' });
    expect((await readiness.look()).problems).toEqual({ credentials: 'no token (AADSTS7000222)' });
    expect(tries).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines.join()).not.toContain('SECRET-7391');
  });

  it('says both when the database is gone and the bot cannot sign in', async () => {
    const readiness = check({
      missingMigrations: () => Promise.reject(codeOnly('ECONNREFUSED')),
      signIn: () => Promise.reject(codeOnly('SIGN_IN_FAILED')),
    });
    expect(Object.keys((await readiness.look()).problems)).toEqual(['database', 'credentials']);
  });

  it.each(['2026-12-20', '2026-11-20', '2026-11-01'])(
    'warns of a secret that ends on %s',
    async (credentialEnds) => {
      const found = await check({ credentialEnds }).look();
      const warnings = [{ about: 'credential-ends', on: credentialEnds }];
      expect(found).toMatchObject({ problems: {}, warnings, credentialEnds });
    },
  );

  it('does not warn of a secret that has more than 30 days left', async () => {
    const found = await check({ credentialEnds: '2026-12-21' }).look();
    expect(found).toMatchObject({ warnings: [], credentialEnds: '2026-12-21' });
  });
});

describe('/readyz in production', () => {
  const TENANT = '11111111-2222-3333-4444-555555555555';
  /** The SDK keeps tokens by app id, for all bots of a process. */
  const another = (app: number) => ({ MicrosoftAppId: `99999999-8888-7777-6666-00000000000${app}` });
  const ask = async (port: number) => {
    const { status, text } = await readFigures(port, '/readyz');
    return { status, body: JSON.parse(text) as Json };
  };

  it('is ready with a token, and asks for no second one', async () => {
    const served = await startServed({ ...another(0), SECRET_EXPIRES: '2999-12-31' });
    try {
      expect(await ask(served.app.port)).toMatchObject({
        status: 200,
        body: { status: 'ready', details: { credentialEnds: '2999-12-31' } },
      });
      for (let more = 0; more < 5; more += 1) await ask(served.app.port);
      expect(served.logins).toBe(1);
    } finally {
      await served.close();
    }
  });

  it('is not ready when Entra ID refuses the secret, and says Entra’s number and nothing else', async () => {
    const served = await startServed(another(1));
    nock.cleanAll();
    const entra = fakeEntra(TENANT, () => entraRefusal(7000222));
    try {
      const { status, body } = await ask(served.app.port);
      expect({ status, problems: body.problems }).toEqual({ status: 503, problems: ['credentials'] });
      expect(body.details).toMatchObject({ problems: { credentials: 'no token (AADSTS7000222)' } });
      expect(JSON.stringify(body)).not.toMatch(/secret of nobody|Trace ID|11111111/);
      const asked = entra.asked.length;
      await ask(served.app.port);
      expect(entra.asked).toHaveLength(asked);
    } finally {
      await served.close();
    }
  });

  it('is ready all the while that Entra ID is out, as long as the bot has a token', async () => {
    const served = await startServed(another(2));
    nock.cleanAll();
    let out = false;
    fakeEntra(TENANT, () => (out ? [503, {}] : entraToken('outbound-token')));
    try {
      expect((await ask(served.app.port)).status).toBe(200);
      out = true;
      expect((await ask(served.app.port)).status).toBe(200);
    } finally {
      await served.close();
    }
  });
});
