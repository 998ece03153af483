import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditCommand } from '../../src/commands/audit.ts';
import { ConfigError, trialConfig } from '../../src/config/config.ts';
import { csvLine } from '../../src/text/csv-line.ts';
import { MAIN } from '../shared/bot-process.ts';
import { type CaseBot, MONDAY, startCaseBot } from '../support/case-bot.ts';
import type { Json } from '../support/json.ts';
import { readFigures } from '../support/metrics.ts';
import { rawRequest } from '../support/raw-http.ts';

const run = promisify(execFile);
let bot: CaseBot;

/** In this process: the bot is stopped first, as one process can open an SQLite file once. */
const audit = async (args: readonly string[], databaseUrl = 'sqlite::memory:') => {
  const out = new PassThrough();
  const read = text(out);
  await auditCommand(trialConfig({ DATABASE_URL: databaseUrl }), args, out, MONDAY);
  out.end();
  return read;
};
const lines = async (...args: string[]) =>
  (await audit(['--json', ...args], bot.databaseUrl))
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Json);

describe('npm run audit', () => {
  beforeEach(async () => {
    bot = await startCaseBot();
  });
  afterEach(() => bot.close());

  it('tells the day of a case beside the running bot, as CSV', async () => {
    const { people, chats } = bot.teams.cast;
    const reference = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    const card = await bot.shows(chats.esrTeam, reference);
    await bot.teams.press(people.elena, chats.esrTeam, card.id, 'Claim');
    await bot.settled();
    const env = { ...process.env, DATABASE_URL: bot.databaseUrl };
    const cwd = resolve(import.meta.dirname, '../..');
    const args = [MAIN, 'audit', '--trust', 'esneft', '--to', '2026-11-23'];
    const { stdout } = await run(process.execPath, args, { cwd, env });
    expect(
      stdout.startsWith('\uFEFF"at","trust","reference","what","byId","byName","detail","count"\r\n'),
    ).toBe(true);
    expect(stdout).toContain(
      `"esneft","${reference}","raise","${people.amara.aadObjectId}","${people.amara.name}"`,
    );
    expect(stdout).toContain(
      `"esneft","${reference}","claim","${people.elena.aadObjectId}","${people.elena.name}"`,
    );
    expect(stdout).not.toContain('432OKAFORA01');
  });

  it('has what somebody may not do, by reason, and what was turned away at the door', async () => {
    const { people, chats } = bot.teams.cast;
    const reference = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    await bot.teams.say(people.ben, chats.ben, 'hello');
    const claim = (who: typeof people.amara, chat: typeof chats.amara) => {
      const data = { case: reference, act: 'claim', surface: 'handoff' };
      const action = { type: 'Action.Execute', verb: 'case', data };
      return bot.teams.press(who, chat, bot.teams.activities(chat).at(-1)?.id ?? '', action);
    };
    await claim(people.ben, chats.ben);
    await claim(people.amara, chats.amara);
    for (let count = 0; count < 3; count += 1) {
      await rawRequest(bot.app.port, { headers: { 'content-type': 'text/plain' }, body: '{}' });
    }
    const { text: figures } = await readFigures(bot.app.port);
    expect(figures).toContain('esr_bot_refusals_total{reason="case of another chat"} 1');
    expect(figures).toContain('esr_bot_refusals_total{reason="not for requester"} 1');
    await bot.app.close();
    const refused = (await lines()).filter((one) => one.what === 'refused');
    expect(Object.fromEntries(refused.map((one) => [one.detail, one.count]))).toEqual({
      'case of another chat': 1,
      'not for requester': 1,
      'send JSON, with content type application/json': 3,
    });
    expect(await lines('--trust', 'esneft').then((all) => all.some((one) => one.what === 'refused'))).toBe(
      false,
    );
  });

  it('takes whole days of England', async () => {
    const { people, chats } = bot.teams.cast;
    await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    await bot.app.close();
    expect(await lines('--from', '2026-11-24')).toEqual([]);
    expect(await lines('--to', '2026-11-22')).toEqual([]);
    expect((await lines('--from', '2026-11-23', '--to', '2026-11-23')).map((one) => one.what)).toContain(
      'raise',
    );
  });
});

describe('the command', () => {
  it.each([
    ['--from', 'yesterday'],
    ['--to', '2026-13-01'],
    ['--trust', 'nowhere'],
    ['--xml'],
    ['--csv', '--json'],
    ['everything'],
  ])('says how to write it, for %j %j', async (...args) => {
    await expect(audit(args)).rejects.toBeInstanceOf(ConfigError);
  });

  it('writes the columns’ names where there is nothing to tell', async () => {
    expect(await audit([])).toBe('"at","trust","reference","what","byId","byName","detail","count"\r\n');
    expect(await audit(['--json'])).toBe('');
  });

  it('stops quietly when whoever reads has seen enough', async () => {
    const head = new Writable({
      write(_, __, done) {
        done(Object.assign(new Error('gone'), { code: 'EPIPE' }));
      },
    });
    head.on('error', () => undefined);
    const config = trialConfig({ DATABASE_URL: 'sqlite::memory:' });
    await expect(auditCommand(config, [], head, MONDAY)).resolves.toBeUndefined();
  });
});

describe('a line of CSV', () => {
  it.each([
    ['=HYPERLINK("https://evil.example","x")', `"'=HYPERLINK(""https://evil.example"",""x"")"`],
    ['+44 1206 1', `"'+44 1206 1"`],
    ['-2+3', `"'-2+3"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['\t=1', `"'\t=1"`],
    ['\r=1', `"'\r=1"`],
    ['＝1+1', `"'＝1+1"`],
    ['＋1', `"'＋1"`],
    ['－1', `"'－1"`],
    ['＠SUM(A1)', `"'＠SUM(A1)"`],
    ['﹦1', `"'﹦1"`],
    [' =1', `"' =1"`],
    ['\u200B＝1', `"'\u200B＝1"`],
    ['\uFEFF=1', `"'\uFEFF=1"`],
    ['1=1', '"1=1"'],
    ['O"Neill, "Pat"\nWard', '"O""Neill, ""Pat""\nWard"'],
    ['Zoë', '"Zoë"'],
    ['', '""'],
    [-3, '"-3"'],
  ])('holds %j as it is, and as no formula', (cell, written) => {
    expect(csvLine([cell, 'x'])).toBe(`${written},"x"\r\n`);
  });
});
