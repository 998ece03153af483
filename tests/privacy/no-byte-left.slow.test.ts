import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Case, Person } from '../../src/cases/case.ts';
import { privacyCommand } from '../../src/commands/privacy.ts';
import { commonConfig } from '../../src/config/config.ts';
import { subjectOf } from '../../src/privacy/subject.ts';
import { SqlCaseStore } from '../../src/store/cases/sql-case-store.ts';
import { ChatStore } from '../../src/store/chats/chat-store.ts';
import { StateStore } from '../../src/store/chats/state-store.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { erase } from '../../src/store/privacy/erase.ts';
import { Purge } from '../../src/store/privacy/purge.ts';
import { aCase, aCaseThatIs, at } from '../shared/a-case.ts';
import { buttons, readAloud } from '../support/cards.ts';
import { startCaseBot } from '../support/case-bot.ts';
import { eventually } from '../support/eventually.ts';
import { newPostgresDatabase } from '../support/new-database.ts';

let folder: string;
let url: string;
let database: Database;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'esr-bot-bytes-'));
  url = `sqlite:${join(folder, 'bot.db')}`;
  database = await openDatabase(url);
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** All files of the database, as they are on the disk, in small letters. */
const bytes = () =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name)).toString('latin1'))
    .join('\n')
    .toLowerCase();

/** Each person has a name, an address and a username that stand nowhere else. */
const personOf = (number: number) => {
  const mark = `q${number}z`;
  return {
    // Whose 1:1 chat it is stays for a year: see docs/privacy.md.
    person: { id: `aad-${number}`, name: `Vera ${mark}` } satisfies Person,
    email: `${mark}@nhs.net`,
    username: `432${mark.toUpperCase()}01`,
  };
};
const found = (numbers: readonly number[]) => {
  const all = bytes();
  return numbers.filter((number) => all.includes(`q${number}z`));
};

/** Cases of changing length, written and changed in turn, so that rows and pages are moved and split. */
async function fill(numbers: readonly number[], state: 'open' | 'closed'): Promise<void> {
  const cases = new SqlCaseStore(database);
  const states = new StateStore(database, () => at(0));
  const chats = new ChatStore(database, () => at(0));
  for (const number of numbers) {
    const { person, email, username } = personOf(number);
    const it: Case = {
      ...(state === 'closed' ? aCaseThatIs('closed') : aCase()),
      reference: `${String.fromCharCode(65 + (number % 26))}${number}`,
      version: 1,
      requesters: [{ kind: 'staff', person, chat: `chat-${number}`, at: at(0) }],
      details: {
        esrUsername: username,
        correctEmail: email,
        words: `${email} `.repeat(1 + ((number * 7) % 60)),
      },
    };
    const event = { type: 'raise', at: at(0), by: person, data: { text: email } } as const;
    const message = { message: 'answered', to: { chat: `chat-${number}` }, data: { text: email } } as const;
    await cases.save({ case: it, events: [event], messages: [message] });
    const grown = { ...it.details, words: `${person.name} `.repeat((number * 13) % 90) };
    await cases.save({ case: { ...it, version: 2, details: grown }, events: [event], messages: [] });
    const bot = { id: 'bot', name: 'Bot' };
    const where = { kind: 'personal', tenantId: 't', serviceUrl: 'https://x.example/', bot } as const;
    await chats.remember({ ...where, id: `chat-${number}`, personId: person.id });
    const conversation: object = { entered: { correctEmail: email, name: person.name } };
    await states.write({ [`talk/chat-${number}`]: conversation });
  }
}

const PEOPLE = Array.from({ length: 160 }, (_, index) => index + 100);
const STAYING = PEOPLE.filter((number) => number % 4 === 0);
const GOING = PEOPLE.filter((number) => number % 4 !== 0);
const purge = (days = 31) => new Purge(database, { purgeAfterDays: 30 }).run(at(days * 24 * 60));

describe('the files of SQLite', () => {
  it('have no byte of whoever was purged, however their rows lay, while the bot has them open', async () => {
    for (const number of PEOPLE) await fill([number], STAYING.includes(number) ? 'open' : 'closed');
    expect(found(GOING)).toEqual(GOING);
    expect(await purge()).toMatchObject({ cases: GOING.length, vacuumed: true });
    expect(found(GOING)).toEqual([]);
    expect(found(STAYING)).toEqual(STAYING);
  });

  it('have no byte of whoever was erased, however their rows lay, while the bot has them open', async () => {
    await fill(PEOPLE, 'open');
    for (const number of GOING.slice(1)) {
      const subject = subjectOf(personOf(number).email);
      if (subject !== undefined) await erase(database, subject, at(9));
    }
    const [last = 0] = GOING;
    const receipt = await privacyCommand(
      commonConfig({ DATABASE_URL: url }),
      ['erase', personOf(last).username],
      at(9),
    );
    expect(JSON.parse(receipt)).not.toHaveProperty('again');
    // Whoever raised only for themselves goes with name, address, username and id.
    expect(found(GOING)).toEqual([]);
    expect(found(STAYING)).toEqual(STAYING);
  });

  it('that somebody is reading are done once they have read, and the purge says so', async () => {
    await fill(GOING.slice(0, 10), 'closed');
    const reader = new DatabaseSync(join(folder, 'bot.db'));
    reader.exec('begin');
    reader.prepare('select count(*) from cases').get();
    expect(await purge()).toMatchObject({ cases: 10, vacuumed: false });
    const receipt = await privacyCommand(
      commonConfig({ DATABASE_URL: url }),
      ['erase', 'nobody@nhs.net'],
      at(9),
    );
    expect(JSON.parse(receipt)).toHaveProperty('again');
    reader.close();
    expect(await purge()).toMatchObject({ cases: 0, vacuumed: true });
    expect(found(GOING)).toEqual([]);
  });

  it('are rewritten while people go on writing: what they write waits, and is kept', async () => {
    await fill(GOING.slice(0, 20), 'closed');
    const states = new StateStore(database, () => at(0));
    let writing = true;
    let written = 0;
    const people = Array.from({ length: 5 }, async (_, person) => {
      for (let turn = 0; writing; turn += 1) {
        await states.write({ [`x/${person}/${turn}`]: { turn } as object });
        written += 1;
      }
    });
    for (let round = 0; round < 3; round += 1) await database.vacuum();
    const during = written;
    writing = false;
    await Promise.all(people);
    expect(during).toBeGreaterThan(0);
    const { count } = await database.db
      .selectFrom('dialog_state')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where('key', 'like', 'x/%')
      .executeTakeFirstOrThrow();
    expect(count).toBe(written);
    expect(database.problem()).toBeUndefined();
  });
});

it('PostgreSQL vacuums the tables that say something about people after a purge', async () => {
  const theirs = await openDatabase(await newPostgresDatabase());
  try {
    await new Purge(theirs, { purgeAfterDays: 30 }).run(at(0));
    const vacuumed = async () => {
      const { rows } = await sql<{ name: string }>`
        select relname as name from pg_stat_user_tables where last_vacuum is not null`.execute(theirs.db);
      return rows.map(({ name }) => name);
    };
    await eventually(async () =>
      expect(await vacuumed()).toEqual(expect.arrayContaining(['cases', 'outbox'])),
    );
  } finally {
    await theirs.close();
  }
});

it.each(['takes every reply', 'refuses replies'] as const)(
  '"forget me" is said to be done once what was typed is out of the file and its log: Teams %s',
  async (how) => {
    const bot = await startCaseBot();
    const { person, chat } = { person: bot.teams.cast.people.amara, chat: bot.teams.cast.chats.amara };
    const folderOfBot = dirname(bot.databaseUrl.replace('sqlite:', ''));
    const kept = () =>
      readdirSync(folderOfBot).some((name) =>
        readFileSync(join(folderOfBot, name)).toString('latin1').includes('q9z@nhs.net'),
      );
    const press = (button: string, inputs = {}) =>
      bot.teams.press(person, chat, bot.teams.activities(chat).at(-1)?.id ?? '', button, inputs);
    try {
      await bot.teams.say(person, chat, 'talk to someone');
      const esneft = buttons(bot.teams.activities(chat).at(-1)).find((one) => one.startsWith('East Suffolk'));
      if (esneft !== undefined) await press(esneft);
      await press('Check my answers', {
        username: '432Q9Z01',
        email: 'q9z@nhs.net',
        words: 'It does not let me in',
      });
      expect(kept()).toBe(true);
      if (how === 'refuses replies') {
        bot.teams.faults.add({ match: { chat: chat.id }, effect: { status: 503 } });
        // The card to check is said again, and waits with it.
        await bot.teams.say(person, chat, 'it says something else now');
        expect(await waiting(bot.databaseUrl)).toContain('q9z@nhs.net');
      }
      const before = bot.teams.activities(chat).length;
      await bot.teams.say(person, chat, 'forget me');
      if (how === 'takes every reply') await bot.shows(chat, 'I have erased');
      expect(kept()).toBe(false);
      bot.teams.faults.clear();
      await bot.forward({ minutes: 10 });
      await bot.shows(chat, 'I have erased');
      const since = bot.teams.activities(chat).slice(before).map(readAloud).join();
      expect(since).not.toContain('q9z@nhs.net');
      expect(kept()).toBe(false);
    } finally {
      await bot.close();
    }
  },
);

async function waiting(url: string): Promise<string> {
  const reader = await openDatabase(url);
  try {
    const rows = await reader.db.selectFrom('outbox').select('payload').where('name', '=', 'reply').execute();
    return rows.map(({ payload }) => payload).join();
  } finally {
    await reader.close();
  }
}
