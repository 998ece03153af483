import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { subjectOf } from '../../src/privacy/subject.ts';
import { MAIN } from '../shared/bot-process.ts';
import { type CaseBot, startCaseBot } from '../support/case-bot.ts';

const run = promisify(execFile);
let bot: CaseBot;
beforeEach(async () => {
  bot = await startCaseBot();
});
afterEach(() => bot.close());

/** Beside the running bot, as an operator does it. */
const privacy = async (...args: string[]) => {
  const env = { ...process.env, DATABASE_URL: bot.databaseUrl };
  const cwd = resolve(import.meta.dirname, '../..');
  const { stdout } = await run(process.execPath, [MAIN, 'privacy', ...args], { cwd, env });
  return JSON.parse(stdout) as { asked: string; at: string; held?: object; erased?: object };
};

it('answers a request beside the running bot, which goes on', async () => {
  const { people, chats } = bot.teams.cast;
  const reference = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
  await bot.settled();

  const { held } = await privacy('export', '432okafora01');
  expect(JSON.stringify(held)).toContain(reference);
  expect(JSON.stringify(held)).toContain('someone@nhs.net');

  const receipt = await privacy('erase', '432okafora01');
  expect(receipt).toMatchObject({ asked: '432okafora01', erased: { cases: [reference], conversations: 1 } });
  expect(JSON.stringify(await privacy('export', '432OKAFORA01'))).not.toContain(reference);

  const handoff = await bot.shows(chats.esrTeam, reference);
  const { status } = await bot.teams.press(people.elena, chats.esrTeam, handoff.id, 'Claim');
  expect(status).toBe(200);
  expect(await bot.raise(people.amara, chats.amara, '432OKAFORA01')).not.toBe(reference);
});

it.each([[], ['export'], ['export', 'jo'], ['erase', '%%%%%%%'], ['forget', 'jo.smith@nhs.net']])(
  'says how to write it, for %j %j',
  async (...args) => {
    await expect(privacy(...args)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('privacy:'),
    });
  },
);

it.each(['a@b', 'two words@nhs.net', '432 OKAFOR', "' or 1=1", '', 'ab1'])('%j names nobody', (text) => {
  expect(subjectOf(text)).toBeUndefined();
});
