import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { subjectOf } from '../../src/privacy/subject.ts';
import { MAIN } from '../shared/bot-process.ts';
import { type CaseBot, startCaseBot } from '../support/case-bot.ts';

const run = promisify(execFile);
let bot: CaseBot;
beforeEach(async () => {
  bot = await startCaseBot();
});
afterEach(() => bot.close());

/**
 * Beside the running bot, in a process of its own, as an operator does it: in this one, waiting for SQLite's lock would stop the bot
 * that holds it.
 */
const ask = async (...args: string[]) => {
  const env = { ...process.env, DATABASE_URL: bot.databaseUrl };
  const cwd = resolve(import.meta.dirname, '../..');
  return (await run(process.execPath, [MAIN, 'privacy', ...args], { cwd, env })).stdout;
};
const privacy = async (...args: string[]) =>
  JSON.parse(await ask(...args)) as { asked: string; at: string; held?: object; erased?: object };

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

describe('a username that two people gave', () => {
  const raiseBoth = async () => {
    const { people, chats } = bot.teams.cast;
    const amaras = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    const bens = await bot.raise(people.ben, chats.ben, '432OKAFORA01');
    await bot.settled();
    return { amaras, bens };
  };

  it.each(['export', 'erase'])(
    'gets no %s, but who is known to have given it, and how to name one',
    async (what) => {
      const { amaras, bens } = await raiseBoth();
      const { people } = bot.teams.cast;
      const refused = await ask(what, '432OKAFORA01').catch((error: { stderr: string }) => error.stderr);
      for (const named of [amaras, bens, people.amara.aadObjectId, people.ben.aadObjectId])
        expect(refused).toContain(named);
      for (const personal of ['Amara', 'Ben', 'someone@nhs.net']) expect(refused).not.toContain(personal);
      expect(await ask('export', people.ben.aadObjectId ?? '')).toContain(bens);
    },
  );

  it('is erased of the case that is named, and stays in the other', async () => {
    const { amaras, bens } = await raiseBoth();
    const { people } = bot.teams.cast;
    expect(await ask('erase', '432OKAFORA01', bens.toLowerCase())).toContain(bens);
    expect(await ask('export', people.ben.aadObjectId ?? '')).not.toContain('432OKAFORA01');
    const left = await ask('export', '432OKAFORA01');
    expect(left).toContain(amaras);
    expect(left).not.toContain(people.ben.aadObjectId);
  });
});

describe("an export of a trainer's", () => {
  it('has what they gave and what was said to them, and nothing that the learner gave', async () => {
    const { people, chats } = bot.teams.cast;
    const { escalation, esrTeam, amara } = chats;
    const newest = () => bot.teams.activities(escalation).at(-1);
    // She signs in to Teams with the address that she gives, and so shares the trainer's case.
    Object.assign(people.amara, { email: 'someone@nhs.net' });
    await bot.teams.say(people.chloe, escalation, '432OKAFORA01 someone@nhs.net');
    await bot.settled();
    await bot.teams.press(people.chloe, escalation, newest()?.id ?? '', 'Send to the ESR Team', {
      problem: 'account-locked',
      'learner-type': 'staff',
      words: 'mango',
    });
    await bot.settled();
    const reference = await bot.raise(people.amara, amara, '432OKAFORA01');
    const status = await bot.shows(amara, reference, 'Withdraw');
    expect(status).toBeDefined();
    const card = await bot.shows(esrTeam, reference, 'Nothing was tried');
    await bot.teams.press(people.elena, esrTeam, card.id, 'Send question', { question: 'Which ward?' });
    const asked = await bot.shows(amara, 'Which ward?');
    await bot.teams.press(people.amara, amara, asked.id, 'Send answer', { text: 'pineapple' });
    await bot.settled();
    const held = await ask('export', people.chloe.aadObjectId ?? '');
    for (const theirs of [reference, 'mango', 'Which ward?', '432OKAFORA01']) expect(held).toContain(theirs);
    for (const others of ['pineapple', 'Amara Okafor', people.amara.aadObjectId])
      expect(held).not.toContain(others);
  });
});
