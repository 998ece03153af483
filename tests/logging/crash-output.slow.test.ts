import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTeams, type Teams } from '../../simulator/teams.ts';
import { type BotProcess, startBotProcess } from '../shared/bot-process.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const MARK = 'zyxmark';

/** Loaded into the bot's process before anything of ours: at a signal it breaks as nothing in the bot should. */
const BREAKS = `
  const error = () => Object.assign(new Error('Failing row contains (${MARK}@nhs.net)'), {
    code: '23514', detail: 'Key (esr_username)=(432${MARK}) exists', hint: '${MARK}', cause: new Error('${MARK}'),
  });
  const ways = {
    thrown: () => setImmediate(() => { throw error(); }),
    'thrown as a text': () => setImmediate(() => { throw 'my password is ${MARK}'; }),
    rejected: () => void Promise.reject(error()),
    'rejected as a text': () => void Promise.reject('${MARK}'),
    'rejected as an object': () => void Promise.reject({ text: '${MARK}' }),
    aborted: () => process.abort(),
    'out of memory': () => { const kept = []; for (let i = 0; ; i += 1) kept.push({ text: '${MARK}' + i, more: new Array(1000).fill(i) }); },
  };
  process.on('SIGUSR2', () => ways[process.env.BREAKS]());`;

let folder: string;
let teams: Teams;
let bot: BotProcess | undefined;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'esr-bot-crash-'));
  writeFileSync(join(folder, 'breaks.mjs'), BREAKS);
  teams = await createTeams();
});
afterEach(async () => {
  await bot?.kill('SIGKILL');
  await teams.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Core dumps, diagnostic reports and the like, where a process that breaks leaves them. */
const left = () => readdirSync(ROOT).filter((name) => /^(core|report|isolate|.*\.heapsnapshot)/.test(name));

it.each([
  'thrown',
  'thrown as a text',
  'rejected',
  'rejected as a text',
  'rejected as an object',
  'aborted',
  'out of memory',
])('an end by an error that is %s shows nothing of what people wrote', async (way) => {
  bot = await startBotProcess(`sqlite:${join(folder, 'bot.db')}`, 'trial', {
    LOG_LEVEL: 'debug',
    BREAKS: way,
    NODE_OPTIONS: `--max-old-space-size=96 --import=${join(folder, 'breaks.mjs')}`,
  });
  teams.botUrl = bot.url;
  const person = teams.createPerson(`${MARK} Staff`);
  const chat = teams.personalChat(person);
  await teams.say(person, chat, `my ward is ${MARK}`);
  process.kill(bot.pid ?? 0, 'SIGUSR2');
  await bot.ended();
  expect(bot.said()).toContain('"msg":"ready"');
  expect(bot.said().toLowerCase()).not.toContain(MARK);
  if (/^(thrown|rejected)$/.test(way)) expect(bot.said()).toContain('23514');
  expect(left()).toEqual([]);
});
