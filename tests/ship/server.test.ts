import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseEnv, promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { serveConfig, settingNames } from '../../src/config/config.ts';
import { openDatabase } from '../../src/store/database.ts';
import { readDockerfile } from '../support/dockerfile.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const unit = read('infra/server/esr-access-bot.service');
const env = parseEnv(read('infra/server/bot.env.example'));
const run = promisify(execFile);

describe('the sample bot.env', () => {
  const GUID = '11111111-2222-4333-8444-555555555555';
  const ids = { ALLOWED_TENANTS: GUID, MicrosoftAppId: GUID, MicrosoftAppTenantId: GUID };
  const filled = { ...env, ...ids, MicrosoftAppPassword: 'a value', SECRET_EXPIRES: '2027-03-31' };

  it('is enough to serve, once its empty lines are filled in', () => {
    const empty = Object.keys(env).filter((name) => env[name] === '');
    expect(empty.sort()).toEqual([...Object.keys(ids), 'MicrosoftAppPassword', 'SECRET_EXPIRES'].sort());
    expect(serveConfig(filled)).toMatchObject({ mode: 'serve', trusts: ['esneft'], metricsPort: 3980 });
  });

  it('has only what the bot reads, and no line that systemd, Docker and Node read in different ways', () => {
    const others = Object.keys(env).filter((name) => !settingNames().includes(name));
    expect(others).toEqual(['NODE_ENV']);
    const lines = read('infra/server/bot.env.example')
      .split('\n')
      .filter((line) => !/^(#.*)?$/.test(line));
    expect(lines.filter((line) => !/^\w+=[^\s"'#\\$]*$/.test(line))).toEqual([]);
  });
});

describe('the unit for systemd', () => {
  it('starts what the image starts, with what the image sets, as a user that can write to its state alone', () => {
    const { command, env: image } = readDockerfile(join(ROOT, 'Dockerfile'));
    expect(unit).toContain(`\nExecStart=/bin/${command[0]} /opt/esr/app/${command[1]}\n`);
    expect(unit).toContain(`\nEnvironment=MALLOC_ARENA_MAX=${image.MALLOC_ARENA_MAX}\n`);
    expect(env).toMatchObject({ NODE_ENV: image.NODE_ENV, PORT: image.PORT });
    const [, state] = /^StateDirectory=(.+)$/m.exec(unit) ?? [];
    expect(env.DATABASE_URL).toBe(`sqlite:/var/lib/${state}/esr-bot.db`);
    expect(unit).toMatch(/^User=esr-access-bot$/m);
    expect(unit).toMatch(/^ProtectSystem=strict$/m);
  });

  it('lies where the page on installing puts it, and so does all that it names', () => {
    const page = read('docs/installing.md');
    for (const file of ['/opt/esr/app', '/etc/esr-access-bot/bot.env', '/etc/systemd/system/'])
      expect(page).toContain(file);
    expect(unit).toContain('EnvironmentFile=/etc/esr-access-bot/bot.env\n');
  });
});

it('the proxy lets through what Teams, service desks and load balancers ask for, and no figures', () => {
  const caddyfile = read('infra/server/Caddyfile');
  const [, paths = ''] = /@bot path (.+)/.exec(caddyfile) ?? [];
  const routes = [...read('src/http/server.ts').matchAll(/server\.(?:get|post)\('([^']+)'/g)];
  const asked = routes.map(([, path = '']) => path.replace(/:.*/, '*'));
  expect(paths.split(' ').sort()).toEqual(asked.filter((path) => path !== '/metrics').sort());
  expect(caddyfile).toContain(`reverse_proxy 127.0.0.1:${env.PORT}\n`);
});

it('the backup of a running bot is whole, for its own user alone, and goes after two weeks', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'esr-server-'));
  try {
    const database = await openDatabase(`sqlite:${join(folder, 'esr-bot.db')}`);
    const old = join(folder, 'backup-2026-01-01-021500.db');
    writeFileSync(old, '');
    const then = Date.now() / 1000 - 15 * 86_400;
    utimesSync(old, then, then);
    const PATH = `${dirname(process.execPath)}:${process.env.PATH}`;
    await run('sh', [join(ROOT, 'infra/server/backup.sh'), folder], { env: { PATH } });
    await database.close();
    const backups = readdirSync(folder).filter((name) => name.startsWith('backup-'));
    expect(backups).toEqual([expect.stringMatching(/^backup-\d{4}-\d\d-\d\d-\d{6}\.db$/)]);
    const backup = join(folder, backups[0] ?? '');
    expect((statSync(backup).mode & 0o777).toString(8)).toBe('600');
    const restored = await openDatabase(`sqlite:${backup}`);
    await restored.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
