import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { SENTENCES } from '../../src/cards/sentences.ts';
import { startPostgres } from '../shared/postgres.ts';
import { startBot, type TestBot } from '../support/bot.ts';
import { buttons, readAloud } from '../support/cards.ts';

let bot: TestBot;
afterEach(() => bot.close());

const chat = () => bot.teams.cast.chats.amara;
const amara = () => bot.teams.cast.people.amara;
const last = () => readAloud(bot.teams.activities(chat()).at(-1));
const ready = async () => (await fetch(`http://127.0.0.1:${bot.app.port}/readyz`)).status;
const press = (button: string, inputs = {}) => {
  const card = bot.teams.view(amara(), chat()).findLast((shown) => buttons(shown).includes(button));
  return bot.teams.press(amara(), chat(), card?.id ?? '', button, inputs);
};
const untilReadBack = async (username = '432OKAFORA01') => {
  // A read-back that is still open would come again, with what it showed.
  for (const text of ['start over', 'talk to someone']) await bot.teams.say(amara(), chat(), text);
  await press('Check my answers', {
    username,
    email: 'amara.okafor@nhs.net',
    words: 'It does not let me in',
  });
};
const rows = async (table: 'cases' | 'case_events') =>
  (await bot.app.database.db.selectFrom(table).select('reference').execute()).length;
const raises = () => rows('case_events');
/** The case reaches the ESR Team after all, once. */
const handsOver = async () => {
  const { outcome } = await press('Yes, send to the ESR Team');
  const reference = /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(JSON.stringify(outcome))?.[0] ?? 'no reference';
  const team = bot.teams.cast.chats.esrTeam;
  const cards = () => bot.teams.activities(team).filter((shown) => readAloud(shown).includes(reference));
  await bot.teams.until(() => cards().length > 0);
  expect(cards()).toHaveLength(1);
};

type Db = TestBot['app']['database']['db'];

async function fill(db: Db): Promise<void> {
  await sql`create table filler (bytes blob)`.execute(db);
  // As small as it is now.
  await sql`pragma max_page_count = 1`.execute(db);
  await expect(
    (async () => {
      for (;;) await sql`insert into filler values (randomblob(500))`.execute(db);
    })(),
  ).rejects.toMatchObject({ errcode: SQLITE_FULL });
}
const SQLITE_FULL = 13;

/** As a read: a write would be refused. */
const setReadOnly = (db: Db, value: 'on' | 'off') => {
  const read = db.selectFrom('cases').select('reference').compile();
  return db.executeQuery({ ...read, sql: `pragma query_only = ${value}` });
};

/** What breaks the open SQLite database as a read-only disk and a full one do, and what mends it. */
const FAULTS = [
  ['cannot be written', (db: Db) => setReadOnly(db, 'on'), (db: Db) => setReadOnly(db, 'off')],
  ['is full', fill, (db: Db) => sql`pragma max_page_count = 1000000`.execute(db)],
] as const;

/** More cases than the room left in the pages of a full database takes. */
const MOST = 60;

describe.each(FAULTS)('an SQLite database that %s', (_, breaks, mends) => {
  it('is said to whoever speaks or presses and on /readyz, keeps nothing by half, and needs no restart', async () => {
    bot = await startBot();
    await untilReadBack();
    const { db } = bot.app.database;
    await breaks(db);
    expect(await ready()).toBe(503);
    let told = 0;
    while (told < MOST) {
      const { outcome } = await press('Yes, send to the ESR Team');
      const answer = JSON.stringify(outcome);
      if (answer.includes(SENTENCES.failed)) break;
      if (/[A-Z0-9]{3}-[A-Z0-9]{3}/.test(answer)) told += 1;
      await untilReadBack(`432OKAFOR${String.fromCharCode(65 + (told % 26))}0${Math.floor(told / 26)}`);
      if (last() === SENTENCES.failed) break;
    }
    expect(told).toBeLessThan(MOST);
    expect([await rows('cases'), await raises()]).toEqual([told, told]);

    await mends(db);
    expect(await ready()).toBe(200);
    await untilReadBack('432OKAFORZ09');
    await handsOver();
    expect(await rows('cases')).toBe(told + 1);
  });
});

describe('a PostgreSQL server that is stopped', () => {
  it('is said to whoever speaks or presses and on /readyz; once it is back, all goes on without a restart', async () => {
    const postgres = await startPostgres();
    try {
      bot = await startBot({ DATABASE_URL: await postgres.createDatabase() });
      await untilReadBack();
      await postgres.without(async () => {
        const { outcome } = await press('Yes, send to the ESR Team');
        expect(JSON.stringify(outcome)).toContain(SENTENCES.failed);
        await bot.teams.say(amara(), chat(), 'hello');
        expect(last()).toBe(SENTENCES.failed);
        expect(await ready()).toBe(503);
      });
      await handsOver();
      expect(await ready()).toBe(200);
    } finally {
      await bot.close();
      await postgres.stop();
    }
  });
});
