import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Chat, Person } from '../../simulator/world-events.ts';
import { startBot, type TestBot } from '../support/bot.ts';
import { readAloud } from '../support/cards.ts';
import { readFigures } from '../support/metrics.ts';

/** What Teams takes from one app in one tenant: everybody's answers share it. */
const LIMIT = { calls: 50, inMs: 1000 };
/** Who each write three times while Teams takes a fourth of the answers. */
const PEOPLE = 120;
const WITHIN_MS = 3000;
// A busy machine takes longer than people wait.
const LONGEST_WAIT_MS = 60_000;

let bot: TestBot;
beforeEach(async () => {
  // As long as in production: then the outbox takes over.
  bot = await startBot({}, { replyWithinMs: 6000 });
});
afterEach(() => bot.close());

/** What the bot said there, oldest first. */
const heard = (chat: Chat) =>
  bot.teams
    .activities(chat)
    .filter(({ from }) => from.id === bot.teams.bot.id)
    .map(readAloud);
async function says([person, chat]: readonly [Person, Chat]) {
  for (const text of ['my esr account is locked', 'help', 'hello']) {
    let { status, activity } = await bot.teams.say(person, chat, text);
    // As Teams does where it has no answer in 15 seconds.
    for (let tries = 1; status !== 200 && tries < 4; tries += 1)
      ({ status, activity } = await bot.teams.redeliver(activity.id));
    expect(status).toBe(200);
  }
}
function newPerson(name: string) {
  const person = bot.teams.createPerson(name);
  return [person, bot.teams.personalChat(person)] as const;
}

it.each([
  ['says when to come again', { retryAfter: 1 }],
  ['says nothing but no', {}],
])('at the tenant’s limit everybody is answered, in order and once, where Teams %s', async (_, more) => {
  const first = newPerson('Somebody on a quiet day');
  await says(first);
  const expected = heard(first[1]);
  expect(expected.length).toBeGreaterThan(1);

  const limit = bot.teams.faults.add({
    above: LIMIT,
    effect: { status: 429, code: 'TooManyRequests', ...more },
  });
  const people = Array.from({ length: PEOPLE }, (_, index) => newPerson(`Nurse ${index}`));
  /** By chat: what is still to come there. */
  const owed = new Map(people.map(([, chat]) => [chat.id, expected.length]));
  const waits: number[] = [];
  const began = performance.now();
  bot.teams.events.on('called', ({ chat = '', status }) => {
    const left = (owed.get(chat) ?? 0) - 1;
    if (status >= 300 || left < 0) return;
    owed.set(chat, left);
    if (left === 0) waits.push(performance.now() - began);
  });
  // Operators see that answers wait, and why.
  const isSeen = async () =>
    expect((await readFigures(bot.app.port)).text).toMatch(
      /esr_bot_deliveries\{state="pending",error="429 TooManyRequests"\} [1-9]/,
    );
  const seen = vi.waitFor(isSeen, { timeout: LONGEST_WAIT_MS, interval: 250 });
  await Promise.all(
    people.map(async (one, index) => {
      await wait((index / PEOPLE) * WITHIN_MS);
      await says(one);
    }),
  );
  await seen;
  await vi.waitFor(() => expect(waits).toHaveLength(PEOPLE), { timeout: LONGEST_WAIT_MS, interval: 50 });
  expect(limit.hits).toBeGreaterThan(0);
  await bot.app.poll();
  for (const [, chat] of people) expect(heard(chat)).toEqual(expected);
});
