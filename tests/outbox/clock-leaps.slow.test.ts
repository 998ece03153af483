import { afterEach, describe, expect, it } from 'vitest';
import { WatchedClock } from '../../src/time/watched-clock.ts';
import { startBot } from '../support/bot.ts';
import { readAloud } from '../support/cards.ts';
import { type CaseBot, startCaseBot } from '../support/case-bot.ts';

let bot: CaseBot | undefined;
afterEach(async () => {
  await bot?.close();
  bot = undefined;
});

/** Amara's case, resolved or closed a moment ago. */
async function start({ closed = false } = {}) {
  bot = await startCaseBot();
  const it = bot;
  const { people, chats } = it.teams.cast;
  const reference = await it.raise(people.amara, chats.amara, '432OKAFORA01');
  const card = await it.shows(chats.esrTeam, reference);
  const outcome = { outcome: 'password-reset-sent' };
  await it.teams.press(people.elena, chats.esrTeam, card.id, 'Resolve and tell them', outcome);
  await it.settled();
  if (closed) {
    await it.shows(chats.amara, reference);
    await it.forward({ days: 8 });
  }
  const cases = () => it.app.database.db.selectFrom('cases').selectAll().execute();
  const state = async () => (await cases())[0]?.state;
  const timers = () => it.app.database.db.selectFrom('timers').select('name').orderBy('name').execute();
  const said = () =>
    [...it.teams.activities(chats.amara), ...it.teams.activities(chats.esrTeam)].map(readAloud);
  return { it, cases, state, timers, said };
}

describe.each([
  ['nine days', 9],
  ['forty days', 40],
  ['a year', 365],
])('a clock that is %s ahead for a moment', (_, days) => {
  it('closes no case, takes no timer away and says nothing', async () => {
    const { it, state, timers, said } = await start();
    const before = [await timers(), said()];
    await it.clockWrongBy({ days });
    expect([await state(), await timers(), said()]).toEqual(['resolved', ...before]);
    await it.clockWrongBy({});
    expect([await state(), await timers(), said()]).toEqual(['resolved', ...before]);
    await it.forward({ days: 6 });
    expect(await state()).toBe('resolved');
    await it.forward({ days: 2 });
    expect(await state()).toBe('closed');
  });

  it('purges nothing', async () => {
    const { it, cases, state } = await start({ closed: true });
    expect(await state()).toBe('closed');
    const before = await cases();
    await it.clockWrongBy({ days });
    await it.clockWrongBy({});
    expect(await cases()).toEqual(before);
  });
});

describe('a clock that has leapt ahead', () => {
  it('is believed once it has stayed there for ten minutes, as after a sleep', async () => {
    const { it, state } = await start();
    await it.clockWrongBy({ days: 9 });
    await it.forward({ minutes: 9 });
    expect(await state()).toBe('resolved');
    await it.forward({ minutes: 1 });
    expect(await state()).toBe('closed');
  });

  it('is waited for anew where it leaps on', async () => {
    const { it, state } = await start();
    await it.clockWrongBy({ days: 9 });
    await it.forward({ minutes: 9 });
    await it.clockWrongBy({ days: 10 });
    await it.forward({ minutes: 9 });
    expect(await state()).toBe('resolved');
    await it.forward({ minutes: 1 });
    expect(await state()).toBe('closed');
  });
});

describe('a clock that is ahead when the bot starts', () => {
  const YEAR = 365 * 24 * 60 * 60_000;
  const MINUTE = 60_000;

  it('purges nothing and runs no timer before it has stayed there for ten minutes', async () => {
    let wall = Date.parse('2026-11-23T10:00:00.000Z');
    let passed = 0;
    const it = await startBot({}, { now: () => new Date(wall).toISOString(), elapsed: () => passed });
    try {
      // Each start sets the self-test anew.
      const timers = () =>
        it.app.database.db
          .selectFrom('timers')
          .select(['name', 'run_at'])
          .where('name', '<>', 'self-test')
          .orderBy('id')
          .execute();
      await it.app.poll();
      const before = await timers();
      wall += YEAR;
      // A second start within the ten minutes knows no more than the first.
      for (let start = 0; start < 2; start += 1) {
        await it.restart();
        await it.app.poll();
        expect(await timers()).toEqual(expect.arrayContaining(before));
      }
      wall += 10 * MINUTE;
      passed += 10 * MINUTE;
      await it.app.poll();
      expect(await timers()).not.toEqual(expect.arrayContaining(before));
    } finally {
      await it.close();
    }
  });

  it.each([
    ['is believed at once where something was stored a day ago', -YEAR / 365, 0],
    ['has to settle where nothing was stored for longer', -YEAR / 365 - 1, 10],
    ['is believed where what is stored is later', YEAR, 0],
    ['is believed where nothing is stored', undefined, 0],
  ])('%s', (_, ago, minutes) => {
    const now = Date.parse('2026-11-23T10:00:00.000Z');
    const clock = new WatchedClock(
      () => new Date(now).toISOString(),
      () => 0,
    );
    clock.startsAfter(ago === undefined ? undefined : new Date(now + ago).toISOString());
    expect(clock.settlesInMs() / MINUTE).toBe(minutes);
  });
});

describe('how long a clock has to settle', () => {
  const MINUTE = 60_000;
  /** Moves the clock and the time that has passed, in minutes; for how many minutes timers wait then. */
  const clockOf = () => {
    let wall = 0;
    let passed = 0;
    const clock = new WatchedClock(
      () => new Date(Date.parse('2026-11-23T10:00:00.000Z') + wall).toISOString(),
      () => passed,
    );
    clock.now();
    return (clockMinutes: number, reallyMinutes: number) => {
      wall += clockMinutes * MINUTE;
      passed += reallyMinutes * MINUTE;
      return clock.settlesInMs() / MINUTE;
    };
  };

  it.each<[string, readonly (readonly [number, number, number])[]]>([
    [
      'not at all while time passes',
      [
        [60, 60, 0],
        [60 * 24 * 400, 60 * 24 * 400, 0],
      ],
    ],
    [
      'not at all where it is set right by a little',
      [
        [5, 0, 0],
        [4, 0, 0],
        [-9, 0, 0],
      ],
    ],
    [
      'ten minutes after a leap',
      [
        [6, 0, 10],
        [4, 4, 6],
        [6, 6, 0],
        [60, 60, 0],
      ],
    ],
    [
      'no longer once it is set back',
      [
        [60, 0, 10],
        [1, 1, 9],
        [-60, 0, 0],
        [1, 1, 0],
      ],
    ],
    [
      'ten minutes after it was set back and is right again',
      [
        [-60, 0, 0],
        [60, 0, 10],
        [10, 10, 0],
      ],
    ],
    [
      'ten minutes from its last leap',
      [
        [60, 0, 10],
        [9, 9, 1],
        [60, 0, 10],
        [10, 10, 0],
      ],
    ],
    [
      'no longer for a small step in between',
      [
        [60, 0, 10],
        [5, 4, 6],
        [6, 6, 0],
      ],
    ],
  ])('%s', (_, steps) => {
    const move = clockOf();
    for (const [clock, really, waits] of steps) expect(move(clock, really)).toBe(waits);
  });
});
