import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkEnvironment } from '../../../src/commands/doctor/check-environment.ts';
import { examine, printReport } from '../../../src/commands/doctor/doctor.ts';
import type { Finding } from '../../../src/commands/doctor/finding.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const NOW = '2026-11-20T10:00:00.000Z';
/** What a Trust would write into env/.env.prod; the toolkit takes the shell's before the file's. */
const FILLED = {
  TRUSTS: 'esneft',
  WORKING_HOURS: '08:30-16:30',
  ALLOWED_TENANTS: '66666666-7777-4888-9999-aaaaaaaaaaaa',
  OPERATIONS_EMAIL: 'it@example.nhs.uk',
  RESOURCE_SUFFIX: 'esneft1',
  DEVELOPER_NAME: 'Example Trust',
  WEBSITE_URL: 'https://example.nhs.uk/esr',
  PRIVACY_URL: 'https://example.nhs.uk/esr/privacy',
  TERMS_URL: 'https://example.nhs.uk/esr/terms',
};
const look = (shell: Record<string, string>, name = 'prod') => examine(['--env', name], NOW, shell);
const said = (findings: readonly Finding[]) =>
  findings.filter(({ level, about }) => level !== 'ok' && about !== 'contacts').map(({ what }) => what);

describe('the doctor with --env, before anything is deployed', () => {
  it('names each line of the file that is empty, in its order', async () => {
    const { findings, healthy } = await look({});
    expect(healthy).toBe(false);
    expect(said(findings)).toEqual(
      ['TRUSTS', 'WORKING_HOURS', 'ALLOWED_TENANTS', 'OPERATIONS_EMAIL', 'RESOURCE_SUFFIX']
        .concat(['DEVELOPER_NAME', 'WEBSITE_URL', 'PRIVACY_URL', 'TERMS_URL'])
        .map((name) => `${name} is empty`),
    );
  });

  it('says whom to serve, with the true ids, where TRUSTS is empty or has them all', async () => {
    const { TRUSTS: _, ...rest } = FILLED;
    const ids = 'esneft (or south-tees, trust-382, trust-427, yas)';
    expect((await look(rest)).findings).toMatchObject([
      { level: 'problem', about: 'env/.env.prod', fix: `Serve only yours: TRUSTS=${ids}.` },
    ]);
    const { findings } = await look({ ...FILLED, TRUSTS: 'yas,esneft,south-tees,trust-382,trust-427' });
    expect(findings).toContainEqual(
      expect.objectContaining({
        level: 'warning',
        fix: `If that is a mistake, serve only yours: TRUSTS=${ids}`,
      }),
    );
  });

  it('has nothing to say of a file that is filled in, and names the next step', async () => {
    const report = await look(FILLED);
    expect([said(report.findings), report.healthy]).toEqual([[], true]);
    expect(report.verdict).toContain('atk provision --env prod');
  });

  it.each([
    ['TRUSTS', 'esneft,nowhere'],
    ['WORKING_HOURS', '8 to 5'],
    ['ALLOWED_TENANTS', 'nhs.net'],
    ['PURGE_AFTER_DAYS', '0'],
    ['OFFER_HELP', 'maybe'],
    ['OPERATIONS_EMAIL', 'it'],
    ['RESOURCE_SUFFIX', 'ESNEFT-1'],
    ['DEVELOPER_NAME', 'x'.repeat(33)],
    ['PRIVACY_URL', 'http://example.nhs.uk'],
  ])('says that %s cannot be %s', async (name, value) => {
    const { findings, healthy } = await look({ ...FILLED, [name]: value });
    expect([said(findings), healthy]).toEqual([[expect.stringMatching(`^${name} is .*wrong`)], false]);
  });

  it('knows only the environments that are deployed', async () => {
    for (const name of ['nowhere', 'local', '../env/.env.prod'])
      expect((await look(FILLED, name)).findings).toMatchObject([
        { level: 'problem', fix: 'Choose one of dev, prod.' },
      ]);
  });

  it('says what it takes where it is asked for something else', async () => {
    await expect(examine(['--enb', 'prod'], NOW, {})).rejects.toThrow('doctor -- --env prod');
    await expect(examine(['--env'], NOW, {})).rejects.toThrow('doctor -- --env prod');
  });
});

describe('a setting in the file that nothing passes on', () => {
  const top = mkdtempSync(join(tmpdir(), 'esr-environment-'));
  afterAll(() => rmSync(top, { recursive: true }));

  it('is named, as it would not reach the bot; a secret above all, and never printed', () => {
    for (const folder of ['env', 'infra', 'appPackage'])
      cpSync(join(ROOT, folder), join(top, folder), { recursive: true });
    const lines = Object.entries({ ...FILLED, WEBHOOK_ESNEFT_SECRET: 'whsec_hidden', LOG_LEVEL: 'debug' });
    const text = lines.map(([name, value]) => `${name}=${value}`).join('\n');
    writeFileSync(
      join(top, 'env/.env.try'),
      `CLOSE_AFTER_DAYS=7\nPURGE_AFTER_DAYS=30\nREAD_SCREENS=yes\nOFFER_HELP=\n${text}\n`,
    );
    writeFileSync(join(top, 'env/.env.try.user'), 'OFFER_HELP=no\n');
    const findings = checkEnvironment('try', NOW, {}, top);
    expect(said(findings).map((what) => what.split(' ')[0])).toEqual(
      expect.arrayContaining(['WEBHOOK_ESNEFT_SECRET', 'LOG_LEVEL']),
    );
    expect(said(findings).filter((what) => what.includes('is empty'))).toEqual([]);
    expect(printReport({ findings, healthy: false, verdict: '' })).not.toContain('hidden');
  });

  it('is looked for in a checkout alone', () => {
    expect(checkEnvironment('prod', NOW, {}, join(top, 'infra'))).toMatchObject([
      { fix: expect.stringContaining('npm run doctor -- --env prod') },
    ]);
  });
});
