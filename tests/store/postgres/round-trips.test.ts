import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { requestFields } from '../../../src/logging/request-id.ts';
import { startBot, type TestBot } from '../../support/bot.ts';
import { newPostgresDatabase } from '../../support/new-database.ts';

/** What turns sent to the server and what it answered, in order, as pg's own client sees it. What the bot does besides is not theirs. */
const wire: ('sent' | 'answered')[] = [];
const statements: string[] = [];
const { query } = pg.Client.prototype;

let bot: TestBot;
beforeAll(async () => {
  bot = await startBot({ DATABASE_URL: await newPostgresDatabase() });
  pg.Client.prototype.query = function (this: pg.Client, given: string | pg.QueryConfig) {
    const answer = (query as (it: unknown) => Promise<unknown>).call(this, given);
    if (requestFields().requestId === undefined) return answer;
    statements.push(typeof given === 'string' ? given : given.text);
    wire.push('sent');
    const answered = () => wire.push('answered');
    void answer.then(answered, answered);
    return answer;
  } as typeof query;
});
afterAll(async () => {
  pg.Client.prototype.query = query;
  await bot.close();
});
beforeEach(() => {
  wire.length = 0;
  statements.length = 0;
});

/** How often the bot waited for the server: what is sent before anything is answered goes together. */
const roundTrips = () => wire.filter((one, index) => one === 'sent' && wire[index - 1] !== 'sent').length;

const begins = () => statements.filter((one) => one === 'begin').length;

it('a turn that changes nothing but the conversation waits for the database three times at most', async () => {
  const { teams } = bot;
  const person = teams.createPerson('Sam');
  const chat = Object.assign(teams.personalChat(person), { installed: true });
  const last = () => teams.activities(chat).at(-1)?.id ?? '';
  const said = async (act: () => Promise<unknown>) => {
    wire.length = 0;
    statements.length = 0;
    await act();
    return { trips: roundTrips(), statements: statements.length, transactions: begins() };
  };
  // The first turn keeps how to write to the chat.
  await teams.say(person, chat, 'hello');
  expect(await said(() => teams.say(person, chat, 'hello'))).toEqual({
    trips: 3,
    statements: 5,
    transactions: 0,
  });
  expect(await said(() => teams.press(person, chat, last(), 'Smartcard'))).toEqual({
    trips: 2,
    statements: 3,
    transactions: 0,
  });
  // Counts the problem too.
  expect(await said(() => teams.press(person, chat, last(), 'My smartcard is not linked to ESR'))).toEqual({
    trips: 2,
    statements: 7,
    transactions: 1,
  });
  expect(await said(() => teams.press(person, chat, last(), 'Carry on'))).toEqual({
    trips: 2,
    statements: 3,
    transactions: 0,
  });
});
