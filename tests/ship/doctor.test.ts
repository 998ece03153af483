import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newLinkCode } from '../../src/bot/linking/link-codes.ts';
import { checkDatabase } from '../../src/commands/doctor/check-database.ts';
import { examine, printReport } from '../../src/commands/doctor/doctor.ts';
import type { Finding } from '../../src/commands/doctor/finding.ts';
import { type ChatRole, ChatStore } from '../../src/store/chats/chat-store.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { newPostgresDatabase } from '../support/new-database.ts';

const NOW = '2026-11-20T10:00:00.000Z';
const TENANT = '66666666-7777-4888-9999-aaaaaaaaaaaa';
const SECRET = 'Zq8~hidden.Value_of-the-secret';

let folder: string;
let url: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'esr-doctor-'));
  url = `sqlite:${join(folder, 'bot.db')}`;
});
afterEach(() => rmSync(folder, { recursive: true }));

const settings = (more: Record<string, string> = {}) => ({
  DATABASE_URL: url,
  TRUSTS: 'esneft',
  WORKING_HOURS: '08:00-17:00',
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppId: '11111111-2222-4333-8444-555555555555',
  MicrosoftAppTenantId: TENANT,
  MicrosoftAppPassword: SECRET,
  ALLOWED_TENANTS: TENANT,
  ...more,
});

/** A database as the bot leaves it, with these chats linked. */
async function deployment(roles: readonly ChatRole[], change?: (database: Database) => Promise<unknown>) {
  const database = await openDatabase(url);
  const chats = new ChatStore(database, () => NOW);
  for (const role of roles) {
    const code = await newLinkCode(chats, { trust: 'esneft', role }, NOW);
    await chats.link(code, `19:${role}@thread.v2`, 'operator');
  }
  await change?.(database);
  await database.close();
}

const deliver =
  (state: 'pending' | 'paused' | 'failed', reason: string | null, due: string | null, key: string) =>
  (database: Database) =>
    database.db
      .insertInto('outbox')
      .values({
        kind: 'message',
        name: 'x',
        trust: 'esneft',
        key,
        state,
        last_error: reason,
        run_at: due,
        conversation_id: '19:a',
        created_at: NOW,
        reference: null,
        role: null,
        mention: null,
        payload: null,
        activity_id: null,
        lock_token: null,
      } as never)
      .execute();

/** What is wrong, but for the contacts that the published guides leave without an address: they are looked at below. */
const wrong = (findings: readonly Finding[]) =>
  findings.filter((one) => one.level !== 'ok' && one.about !== 'contacts');
const about = (findings: readonly Finding[]) => wrong(findings).map((one) => `${one.level} ${one.about}`);
const poll = (more?: Record<string, string>, args: string[] = []) => examine(args, NOW, settings(more));

describe('a deployment that works', () => {
  it('has nothing to fix', async () => {
    await deployment(['esr-team', 'escalation']);
    const report = await poll();
    expect([wrong(report.findings), report.healthy]).toEqual([[], true]);
  });

  it('is healthy with a warning when there are no trainers', async () => {
    await deployment(['esr-team']);
    const report = await poll();
    expect([about(report.findings), report.healthy]).toEqual([['warning chats'], true]);
  });

  it('is not changed by looking', async () => {
    await deployment([]);
    const before = readFileSync(join(folder, 'bot.db'));
    await poll();
    expect(readFileSync(join(folder, 'bot.db')).equals(before)).toBe(true);
  });
});

describe('settings and credentials', () => {
  it('that are missing are named one by one, and the rest is still looked at', async () => {
    await deployment(['esr-team', 'escalation']);
    const { findings } = await examine([], NOW, {
      DATABASE_URL: url,
      TRUSTS: 'esneft',
      WORKING_HOURS: '08:00-17:00',
    });
    const named = wrong(findings).map((one) => one.what.split(' ')[0]);
    expect(named).toEqual(['MicrosoftAppType', 'MicrosoftAppId', 'MicrosoftAppTenantId', 'ALLOWED_TENANTS']);
    expect(findings).toContainEqual(expect.objectContaining({ level: 'ok', about: 'chats' }));
  });

  it('are not asked for in a trial', async () => {
    await deployment(['esr-team', 'escalation']);
    const report = await examine(['--trial'], NOW, { DATABASE_URL: url, TRUSTS: 'esneft' });
    expect(report.healthy).toBe(true);
  });

  it.each([
    ['a secret’s id', { MicrosoftAppPassword: '0f0f0f0f-1111-4222-8333-444444444444' }],
    ['a secret with a space', { MicrosoftAppPassword: `${SECRET} ` }],
    [
      'a thumbprint with colons',
      {
        MicrosoftAppPassword: '',
        CertificateThumbprint: 'AA:BB',
        CertificatePrivateKey: '-----BEGIN PRIVATE KEY-----\nx',
      },
    ],
    [
      'a key without line breaks',
      {
        MicrosoftAppPassword: '',
        CertificateThumbprint: 'a'.repeat(40),
        CertificatePrivateKey: '-----BEGIN PRIVATE KEY----- x',
      },
    ],
  ])('of the wrong shape are seen: %s', async (_, more) => {
    await deployment(['esr-team', 'escalation']);
    expect(about((await poll(more)).findings)).toEqual(['problem credentials']);
  });

  it('that let the bot send its credentials elsewhere are pointed at', async () => {
    await deployment(['esr-team', 'escalation']);
    expect(about((await poll({ SERVICE_URL_HOSTS: 'evil-trafficmanager.net' })).findings)).toEqual([
      'warning settings',
    ]);
  });

  it('are never printed, nor is a password in the address of the database', async () => {
    const report = await poll({
      DATABASE_URL: 'postgres://bot:pa55word@127.0.0.1:1/esr',
      MicrosoftAppPassword: `${SECRET} `,
    });
    expect(printReport(report)).not.toMatch(/hidden|pa55word/);
  });
});

describe('a database', () => {
  it('that is not there yet is not made, and cannot say whose chats are linked: TRUSTS is looked at itself', async () => {
    expect(about((await poll()).findings)).toEqual(['problem database']);
    expect((await poll({ TRUSTS: '' })).findings).toContainEqual(
      expect.objectContaining({
        level: 'warning',
        fix: expect.stringContaining('serve only yours: TRUSTS='),
      }),
    );
    expect(() => readFileSync(join(folder, 'bot.db'))).toThrow('ENOENT');
  });

  it('that cannot be reached is said with its code', async () => {
    const findings = await checkDatabase('postgres://bot@127.0.0.1:1/esr', ['esneft'], NOW);
    expect(findings).toMatchObject([{ level: 'problem', what: expect.stringContaining('ECONNREFUSED') }]);
  });

  it('that is no database, or damaged, is a problem', async () => {
    writeFileSync(join(folder, 'bot.db'), 'not a database, but long enough to look like one', {
      mode: 0o600,
    });
    expect(about((await poll()).findings)).toEqual(['problem database']);
  });

  it('whose pages were overwritten is a problem', async () => {
    await deployment(['esr-team', 'escalation']);
    const bytes = readFileSync(join(folder, 'bot.db'));
    bytes.fill(7, 8192, bytes.length - 4096);
    writeFileSync(join(folder, 'bot.db'), bytes);
    expect(about((await poll()).findings)).toContain('problem database');
  });

  it('that others can read is a problem, or its side files', async () => {
    await deployment(['esr-team', 'escalation']);
    chmodSync(join(folder, 'bot.db'), 0o644);
    expect(about((await poll()).findings)).toEqual(['problem database']);
    chmodSync(join(folder, 'bot.db'), 0o600);
    const database = await openDatabase(url);
    chmodSync(join(folder, 'bot.db-wal'), 0o640);
    expect(about((await poll()).findings)).toEqual(['problem database']);
    await database.close();
  });

  it('of a newer version is a problem', async () => {
    await deployment([], (database) =>
      database.db
        .withTables<{ kysely_migration: { name: string; timestamp: string } }>()
        .insertInto('kysely_migration')
        .values({ name: '999-later', timestamp: NOW })
        .execute(),
    );
    expect(wrong((await poll()).findings)).toMatchObject([
      { level: 'problem', about: 'migrations', what: expect.stringContaining('999-later') },
    ]);
  });

  it('of an older version is a warning: the bot brings it up to date', async () => {
    writeFileSync(join(folder, 'bot.db'), '', { mode: 0o600 });
    const report = await poll();
    expect([about(report.findings), report.healthy]).toEqual([['warning migrations'], true]);
  });
});

describe('a PostgreSQL database', () => {
  it('is looked at like an SQLite one, over a connection that cannot write', async () => {
    url = await newPostgresDatabase();
    expect(about((await poll()).findings)).toEqual(['warning migrations']);
    await deployment(['esr-team', 'escalation'], deliver('failed', '404 ConversationNotFound', null, 'a'));
    expect(about((await poll()).findings)).toEqual(['problem deliveries']);
  });
});

describe('linked chats and deliveries', () => {
  it('without an ESR Team chat are a problem, with the command that fixes it', async () => {
    await deployment(['escalation']);
    expect(wrong((await poll()).findings)).toMatchObject([
      { level: 'problem', fix: expect.stringContaining('npm run link -- esneft esr-team') },
    ]);
  });

  it('of several Trusts, of which some have no ESR Team chat, may be served by mistake: how to serve only those that have', async () => {
    await deployment(['esr-team', 'escalation']);
    const findings = wrong((await poll({ TRUSTS: 'esneft,south-tees,yas' })).findings);
    const problems = findings.filter(({ level }) => level === 'problem');
    expect(problems).toMatchObject([
      {
        what: expect.stringContaining('south-tees'),
        fix: expect.stringMatching(/serve only yours: TRUSTS=esneft$/),
      },
      {
        what: expect.stringContaining('yas'),
        fix: expect.stringMatching(/serve only yours: TRUSTS=esneft$/),
      },
    ]);
  });

  it('of a Trust that is not served are a warning', async () => {
    await deployment(['esr-team', 'escalation']);
    const findings = await checkDatabase(url, ['yas'], NOW);
    expect(wrong(findings).map((one) => one.what.split(' ')[0])).toEqual(['yas', 'yas', 'a']);
  });

  it('that failed, wait, or are overdue are counted by reason', async () => {
    await deployment(['esr-team', 'escalation'], async (database) => {
      await deliver('failed', '404 ConversationNotFound', null, 'a')(database);
      await deliver('failed', '404 ConversationNotFound', null, 'b')(database);
      await deliver('failed', '401 Unauthorized', null, 'c')(database);
      await deliver('paused', '403 BotNotInConversationRoster', null, 'd')(database);
      await deliver('pending', null, '2026-11-20T09:00:00.000Z', 'e')(database);
      await deliver('pending', null, '2026-11-20T09:59:00.000Z', 'f')(database);
    });
    const said = wrong((await poll()).findings).map((one) => `${one.level}: ${one.what}`);
    expect(said.sort()).toEqual([
      'problem: 1 could not be delivered (401 Unauthorized)',
      'problem: 1 due for more than 15 minutes',
      'problem: 2 could not be delivered (404 ConversationNotFound)',
      'warning: 1 waiting until the bot is in the chat again (403 BotNotInConversationRoster)',
    ]);
  });

  it('whose error holds more than a status and a code do not bring it along', async () => {
    await deployment(
      ['esr-team', 'escalation'],
      deliver('failed', '500 {"message":"amara@nhs.net"}', null, 'a'),
    );
    expect(printReport(await poll())).not.toContain('amara');
  });
});
