import {
  closeSync,
  copyFileSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { SENTENCES } from '../../src/cards/sentences.ts';
import { SqlCaseStore } from '../../src/store/cases/sql-case-store.ts';
import { aCase, at } from '../shared/a-case.ts';
import { startBot, type TestBot } from '../support/bot.ts';
import { buttons, readAloud } from '../support/cards.ts';

let bot: TestBot;
afterEach(() => bot.close());

const REFERENCE = /\b[A-Z0-9]{3}-[A-Z0-9]{3}\b/;
const chat = () => bot.teams.cast.chats.amara;
const amara = () => bot.teams.cast.people.amara;
const file = () => bot.databaseUrl.slice('sqlite:'.length);
const log = () => `${file()}-wal`;
/** In place, as a bad disk or another program does. */
const zero = (first: number, last: number) => {
  const handle = openSync(file(), 'r+');
  writeSync(handle, Buffer.alloc((last - first + 1) * 4096), 0, undefined, (first - 1) * 4096);
  closeSync(handle);
};
const ready = async () => {
  const answer = await fetch(`http://127.0.0.1:${bot.app.port}/readyz`);
  return { status: answer.status, body: (await answer.json()) as { problems?: string[] } };
};
const press = (button: string, inputs = {}) => {
  const card = bot.teams.view(amara(), chat()).findLast((shown) => buttons(shown).includes(button));
  return bot.teams.press(amara(), chat(), card?.id ?? '', button, inputs);
};
const untilReadBack = async () => {
  await bot.teams.say(amara(), chat(), 'talk to someone');
  await press('Check my answers', {
    username: '432OKAFORA01',
    email: 'amara.okafor@nhs.net',
    words: 'It does not let me in',
  });
};
/** All that Amara was told, and what the press answered. */
const toldAfter = async (button: string) => {
  const before = bot.teams.activities(chat()).length;
  const { outcome } = await press(button);
  const said = bot.teams.activities(chat()).slice(before).map(readAloud);
  return JSON.stringify([outcome, said]);
};

/** What happens to the file under the running bot. */
const FAULTS: readonly (readonly [string, () => void])[] = [
  [
    'deleted, with its log',
    () => ['', '-wal', '-shm'].forEach((end) => void rmSync(file() + end, { force: true })),
  ],
  ['deleted alone', () => rmSync(file())],
  ['left without its log', () => rmSync(`${file()}-wal`)],
  [
    'replaced by another',
    () => {
      rmSync(file());
      const other = new DatabaseSync(file());
      other.exec('create table cases (reference text)');
      other.close();
    },
  ],
  [
    'replaced by a copy of itself',
    () => {
      copyFileSync(file(), `${file()}.copy`);
      renameSync(`${file()}.copy`, file());
    },
  ],
  ['cut to nothing', () => truncateSync(file())],
  ['cut in half', () => truncateSync(file(), Math.floor(statSync(file()).size / 8192) * 4096)],
  ['without its last page', () => truncateSync(file(), statSync(file()).size - 4096)],
  ['left with a log that was cut in half', () => truncateSync(log(), Math.floor(statSync(log()).size / 2))],
  ['left with a log that was cut to nothing', () => truncateSync(log())],
  ['zeroed at its first page', () => zero(1, 1)],
  ['written over in place', () => writeFileSync(file(), Buffer.alloc(16_384, 'x'))],
  [
    'in a folder that went away',
    () => {
      renameSync(dirname(file()), `${dirname(file())}.away`);
    },
  ],
  [
    'in a folder that was swapped for an empty one',
    () => {
      renameSync(dirname(file()), `${dirname(file())}.away`);
      mkdirSync(dirname(file()));
    },
  ],
];

describe.each(FAULTS)('an SQLite file that is %s', (_, happens) => {
  it('is said on /readyz, and nobody is given a reference, however often they press', async () => {
    bot = await startBot();
    // All that was written so far is in the file, and some of what comes then in its log alone.
    await bot.app.database.vacuum();
    await untilReadBack();
    happens();
    const first = await toldAfter('Yes, send to the ESR Team');
    expect(first).toContain(SENTENCES.failed);
    expect(first).not.toMatch(REFERENCE);
    expect(await toldAfter('Yes, send to the ESR Team')).not.toMatch(REFERENCE);
    expect(await ready()).toMatchObject({ status: 503, body: { problems: ['database'] } });
    expect(bot.teams.activities(bot.teams.cast.chats.esrTeam).map(readAloud).join()).not.toMatch(REFERENCE);
    rmSync(`${dirname(file())}.away`, { recursive: true, force: true });
  });
});

it('/readyz finds a deleted file before anybody presses', async () => {
  bot = await startBot();
  rmSync(file());
  expect((await ready()).status).toBe(503);
});

it('a file that is put back serves again, without a restart', async () => {
  bot = await startBot();
  await untilReadBack();
  renameSync(file(), `${file()}.away`);
  expect((await ready()).status).toBe(503);
  renameSync(`${file()}.away`, file());
  expect((await ready()).status).toBe(200);
  expect(await toldAfter('Yes, send to the ESR Team')).toMatch(REFERENCE);
});

it('damaged pages where cases are end on /readyz', async () => {
  bot = await startBot();
  const cases = new SqlCaseStore(bot.app.database);
  for (let number = 100; number < 500; number += 1) {
    const details = { words: 'x'.repeat(500) };
    const it = aCase({ reference: `A${number}`, details, openedAt: at(0) });
    await cases.save({ case: it, events: [{ type: 'raise', at: at(0) }], messages: [] });
  }
  await bot.app.close();
  // Each leaf of the table has whole cases on it.
  const bytes = readFileSync(file());
  for (let page = 4096; page < bytes.length; page += 4096) {
    const isLeaf = bytes[page] === 0x0d;
    if (isLeaf && bytes.subarray(page, page + 4096).includes('"requesters"'))
      bytes.fill(0xff, page, page + 4096);
  }
  writeFileSync(file(), bytes);
  await bot.restart();
  expect((await ready()).status).toBe(503);
});

it('once a damaged page was met, nobody is given a reference, although it has nothing to do with cases', async () => {
  bot = await startBot();
  await bot.app.database.vacuum();
  await untilReadBack();
  const { rows } = await sql<{
    rootpage: number;
  }>`select rootpage from sqlite_master where name = 'classes'`.execute(bot.app.database.db);
  zero(rows[0]?.rootpage ?? 0, rows[0]?.rootpage ?? 0);
  await expect(bot.app.database.db.selectFrom('classes').selectAll().execute()).rejects.toThrow('malformed');
  const told = await toldAfter('Yes, send to the ESR Team');
  expect(told).not.toMatch(REFERENCE);
  expect(told).toContain(SENTENCES.failed);
  expect((await ready()).status).toBe(503);
});
