import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTeams, type Teams } from '../../simulator/teams.ts';
import type { Chat, Person } from '../../simulator/world-events.ts';
import { openDatabase } from '../../src/store/database.ts';
import { type BotProcess, MAIN, startBotProcess } from '../shared/bot-process.ts';
import { runOn } from '../shared/postgres.ts';
import { readAloud } from '../support/cards.ts';
import { linkTeam } from '../support/link-team.ts';
import { newPostgresDatabase } from '../support/new-database.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const MARK = 'zyxmark';
const run = promisify(execFile);

let url: string;
let teams: Teams;
let bot: BotProcess;
let person: Person;
let chat: Chat;

beforeAll(async () => {
  url = await newPostgresDatabase();
  teams = await createTeams();
  bot = await startBotProcess(url, 'trial', { LOG_LEVEL: 'debug' });
  teams.botUrl = bot.url;
  person = teams.createPerson('Zyxmark Staff');
  chat = teams.personalChat(person);
  const team = teams.createGroupChat('ESR Team', [teams.cast.people.elena]);
  await teams.install(team);
  const database = await openDatabase(url);
  await linkTeam(database, 'esneft', team.id);
  await database.close();
  await raise('432ZYXMARK01');
});
afterAll(async () => {
  await bot.kill('SIGKILL');
  await teams.close();
});

const press = (button: string, inputs = {}) =>
  teams.press(person, chat, teams.activities(chat).at(-1)?.id ?? '', button, inputs);

async function raise(username: string) {
  await teams.say(person, chat, 'start over');
  await teams.say(person, chat, 'talk to someone');
  await press('Check my answers', { username, email: `${MARK}@nhs.net`, words: 'It does not let me in' });
  return press('Yes, send to the ESR Team');
}

/** Every write to these tables fails, and PostgreSQL says with which row: `Failing row contains (…)`. */
const refuse = async (...tables: string[]) => {
  for (const table of tables)
    await runOn(url, `alter table ${table} add constraint never check (false) not valid`);
};
const allow = async (...tables: string[]) => {
  for (const table of tables) await runOn(url, `alter table ${table} drop constraint never`);
};

const command = async (...args: string[]) => {
  const env = { ...process.env, DATABASE_URL: url };
  const { stdout, stderr } = await run(process.execPath, [MAIN, ...args], { cwd: ROOT, env }).catch(
    (error: unknown) => error as { stdout: string; stderr: string },
  );
  return `${stdout}${stderr}`;
};

describe('an error of PostgreSQL that repeats a row', () => {
  it('is in the log of a turn by its code alone', async () => {
    await refuse('cases');
    const { outcome } = await raise('432ZYXMARK02');
    await allow('cases');
    expect(JSON.stringify(outcome)).toContain('went wrong');
    await expect.poll(() => bot.said()).toContain('"code":"23514"');
    expect(bot.said().toLowerCase()).not.toContain(MARK);
  });

  it('is in the log of deliveries, timers and the nightly purge by its code alone', async () => {
    await refuse('outbox', 'dialog_state', 'chats');
    await teams.say(person, chat, `my ward is ${MARK}`);
    await allow('outbox', 'dialog_state', 'chats');
    expect(readAloud(teams.activities(chat).at(-1))).not.toBe('');
    expect(bot.said().toLowerCase()).not.toContain(MARK);
  });

  it.each([
    ['erasing', ['cases'], ['privacy', 'erase', `${MARK}@nhs.net`]],
    ['making a link code', ['link_codes'], ['link', 'esneft', 'esr-team']],
  ])('is not in what %s prints', async (_, tables, args) => {
    await refuse(...tables);
    const printed = await command(...args);
    await allow(...tables);
    expect(printed).toContain('23514');
    expect(printed.toLowerCase()).not.toContain(MARK);
    expect(printed).not.toContain('Failing row');
  });

  it('is not in what the doctor prints', async () => {
    await refuse('cases', 'linked_chats');
    const printed = await command('doctor', '--trial');
    await allow('cases', 'linked_chats');
    expect(printed.toLowerCase()).not.toContain(MARK);
  });
});

describe('a start that fails', () => {
  const SECRET = 'Zyxmark-secret-1';
  const guid = '11111111-2222-3333-4444-555555555555';
  it.each([
    [
      'with a password that the database does not take',
      () => ({ DATABASE_URL: url.replace(/:[0-9a-f]{24}@/, `:${SECRET}@`) }),
    ],
    [
      'with an address of no database',
      () => ({ DATABASE_URL: `postgres://someone:${SECRET}@127.0.0.1:1/none` }),
    ],
    ['with an address that is none', () => ({ DATABASE_URL: `postgres://someone:${SECRET}@[/none` })],
    ['with another kind of database', () => ({ DATABASE_URL: `mysql://someone:${SECRET}@127.0.0.1/none` })],
    [
      'with a file that is no database',
      () => ({ DATABASE_URL: `sqlite:${resolve(ROOT, 'package.json')}/${SECRET}` }),
    ],
    [
      'with some of its settings',
      () => ({ MicrosoftAppPassword: SECRET, MicrosoftAppType: SECRET, ALLOWED_TENANTS: SECRET }),
    ],
    [
      'with two secrets',
      () => ({
        MicrosoftAppType: 'SingleTenant',
        MicrosoftAppId: guid,
        MicrosoftAppTenantId: guid,
        ALLOWED_TENANTS: guid,
        MicrosoftAppPassword: SECRET,
        CertificateThumbprint: SECRET,
        CertificatePrivateKey: SECRET,
        METRICS_TOKEN: SECRET,
      }),
    ],
  ])('%s prints no secret', async (_, settings) => {
    const given: Record<string, string> = settings();
    const mode = 'MicrosoftAppPassword' in given ? 'serve' : 'trial';
    const env = { ...process.env, PORT: '0', ...given };
    const failed = await run(process.execPath, [MAIN, mode], {
      cwd: ROOT,
      env,
      timeout: 60_000,
    }).catch((error: unknown) => error as { code: number; stdout: string; stderr: string });
    expect(failed).toMatchObject({ code: 1 });
    expect(failed.stderr).not.toBe('');
    expect(`${failed.stdout}${failed.stderr}`).not.toContain(SECRET);
  });
});
