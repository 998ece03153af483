import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDatabaseUrl } from '../../src/config/database-url.ts';

const SECRET = 'Zq8hidden';
const problem = (url: string) => {
  const read = readDatabaseUrl(url);
  return 'problem' in read ? read.problem : '';
};

describe('DATABASE_URL', () => {
  it('names a file, or a server with user, password and database', () => {
    expect(readDatabaseUrl('sqlite:data/bot.db')).toEqual({ kind: 'sqlite', file: 'data/bot.db' });
    expect(readDatabaseUrl('postgres://esr%20bot:p%40ss%2Fw%25rd@db.example:6432/esr')).toEqual({
      kind: 'postgres',
      host: 'db.example',
      port: 6432,
      user: 'esr bot',
      password: 'p@ss/w%rd',
      database: 'esr',
      local: false,
      tls: true,
      rootCertificates: undefined,
    });
    expect(readDatabaseUrl('postgresql://db.example/esr')).toMatchObject({
      port: 5432,
      user: undefined,
      password: undefined,
    });
  });

  it('as the deployment in Azure writes it has no password, and asks for checked TLS', () => {
    const bicep = readFileSync(resolve('infra/azure.bicep'), 'utf8');
    const written = /DATABASE_URL: '(.*)'/.exec(bicep)?.[1] ?? '';
    const url = written
      .replace(/\$\{[\w.]+host\}/, 'esr.postgres.database.azure.com')
      .replace(/\$\{.*?\}/g, 'esr');
    expect(readDatabaseUrl(url)).toMatchObject({
      host: 'esr.postgres.database.azure.com',
      user: 'esr',
      password: undefined,
      local: false,
      tls: true,
    });
    expect(bicep).toContain('AZURE_CLIENT_ID: identity.properties.clientId');
  });

  it.each([
    ['postgres://bot@db.example/esr', true],
    ['postgres://bot@db.example/esr?sslmode=verify-full', true],
    ['postgres://bot@10.0.0.4/esr', true],
    ['postgres://bot@localhost.example/esr', true],
    ['postgres://bot@127.0.0.1.example/esr', true],
    ['postgres://bot@[fd00::1]/esr', true],
    ['postgres://bot@localhost/esr', false],
    ['postgres://bot@127.0.0.1:5433/esr', false],
    ['postgres://bot@[::1]/esr', false],
    ['postgres://bot@localhost/esr?sslmode=disable', false],
    ['postgres://bot@localhost/esr?sslmode=verify-full', true],
    ['postgres://bot@localhost/esr?sslrootcert=/etc/ca.pem', true],
    ['postgres:///esr?host=/run/postgresql', false],
  ])('%s is spoken to over checked TLS: %s', (url, tls) => {
    expect(readDatabaseUrl(url)).toMatchObject({ tls });
  });

  it.each(['disable', 'allow', 'prefer', 'require', 'verify-ca', 'no-verify', 'VERIFY-FULL', ''])(
    'cannot ask for less towards another machine: sslmode=%s',
    (mode) => {
      expect(problem(`postgres://bot@db.example/esr?sslmode=${mode}`)).toContain('verify-full');
    },
  );

  it.each([
    ['nothing that it knows', `mysql://bot:${SECRET}@host/db`],
    ['no file', 'sqlite:'],
    ['a # in the password', `postgres://bot:12#${SECRET}@host/db`],
    ['a # in a longer password', `postgres://bot:pa#${SECRET}@host/db`],
    ['a / in the password', `postgres://bot:12/${SECRET}@host/db`],
    ['a ? in the password', `postgres://bot:12?${SECRET}@host/db`],
    ['a % in the password', `postgres://bot:100%${SECRET}@host/db`],
    ['a way round the check', `postgres://bot:${SECRET}@host/db?uselibpqcompat=true&sslmode=verify-full`],
    ['another way round it', `postgres://bot:${SECRET}@host/db?ssl=no-verify`],
    ['another host after the ?', `postgres://bot:${SECRET}@localhost/db?host=evil.example`],
  ])('is refused with %s, without repeating it', (_, url) => {
    expect(problem(url)).toMatch(/\b(write|remove)\b/);
    expect(problem(url)).not.toContain(SECRET);
  });
});
