import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { marksIn } from '../../../src/cases/marks.ts';
import { Reactions } from '../../../src/teams/reactions.ts';
import { startBot, type TestBot } from '../../support/bot.ts';
import { readAloud } from '../../support/cards.ts';

let bot: TestBot;
beforeAll(async () => {
  bot = await startBot();
});
afterAll(() => bot.close());
afterEach(() => bot.teams.faults.clear());

const SEEN = '1f440_eyes';
const DONE = '2705_whiteheavycheckmark';
const chat = () => bot.teams.cast.chats.escalation;
const say = async (text: string) =>
  (await bot.teams.say(bot.teams.cast.people.chloe, chat(), text)).activity.id;
const marks = (id: string) => bot.teams.activities(chat()).find((one) => one.id === id)?.reactions ?? [];
const send = () => {
  const card = bot.teams
    .activities(chat())
    .findLast((one) => readAloud(one).includes('Send to the ESR Team'));
  return bot.teams.press(bot.teams.cast.people.chloe, chat(), card?.id ?? '', 'Send to the ESR Team');
};
const reactions = () => bot.teams.calls.filter(({ operation }) => operation === 'react');
/** The cases on the card that this learner is on, in their order. */
const references = async (username: string) =>
  bot.teams.until((teams) => {
    const words = teams.activities(teams.cast.chats.esrTeam).map(readAloud);
    return words.find((one) => one.includes(username))?.match(/[A-Z0-9]{3}-[A-Z0-9]{3}/g) ?? undefined;
  });

describe('a trainer’s message', () => {
  it('with learners is marked as seen, and as done once all its cases are closed', async () => {
    const id = await say('Ash Oak 432OAKA01 a.oak@nhs.net, Birch Elm 432ELMB01 b.elm@nhs.net');
    await bot.teams.until(() => marks(id).includes(SEEN));
    await send();
    const [first, second] = await references('432OAKA01');
    await say(`withdraw ${first}`);
    await bot.teams.until((teams) =>
      teams.activities(chat()).some((one) => readAloud(one).includes('Withdrawn')),
    );
    expect(marks(id)).not.toContain(DONE);
    await say(`withdraw ${second}`);
    await bot.teams.until(() => marks(id).includes(DONE));
  });

  it('that is a command is not marked, nor is a private one', async () => {
    const id = await say('my cases');
    const { activity } = await bot.teams.say(bot.teams.cast.people.chloe, chat(), '432FIRC03 c.fir@nhs.net', {
      slash: true,
    });
    const after = await say('432FIRC04 d.fir@nhs.net');
    await bot.teams.until(() => marks(after).includes(SEEN));
    expect([marks(id), marks(activity.id)]).toEqual([[], []]);
  });

  it('is answered as ever where Teams takes no reactions', async () => {
    bot.teams.faults.add({ match: { operation: 'react' }, effect: { status: 404 } });
    const before = reactions().length;
    await say('432PINEP05 p.pine@nhs.net');
    expect(readAloud(bot.teams.activities(chat()).at(-1))).toContain('Send to the ESR Team');
    await send();
    await references('432PINEP05');
    await bot.teams.until(() => reactions().length === before + 1);
  });

  it('is marked at no more than two a second, however many there are at once', async () => {
    const before = reactions().length;
    await Promise.all([1, 2, 3, 4, 5, 6].map((n) => say(`432YEWYX0${n} y${n}.yew@nhs.net`)));
    await bot.teams.until(() => reactions().length >= before + 6);
    expect(
      reactions()
        .slice(before)
        .map(({ status }) => status),
    ).toEqual(Array(6).fill(200));
  });
});

describe('marks', () => {
  const log = pino({ level: 'silent' });

  it('hold nobody up, and are dropped under load', async () => {
    let calls = 0;
    const hung = Promise.withResolvers<void>();
    const adapter = {
      write: () => {
        calls += 1;
        return hung.promise;
      },
    };
    const marking = new Reactions({ adapter, log, everyMs: 0 });
    for (let n = 0; n < 100; n += 1) marking.add({} as never, String(n), 'seen');
    expect(calls).toBe(1);
    hung.resolve();
    await expect.poll(() => calls).toBe(11);
  });

  const requester = {
    kind: 'trainer',
    person: { id: 'p', name: 'P' },
    chat: 'c',
    at: '',
    message: 'm',
  } as const;
  const it1 = (state: string, more = {}) => ({ state, requesters: [requester], ...more }) as never;

  it('say done of closed cases alone, and take it back when one was reopened', () => {
    expect(marksIn([it1('closed'), it1('resolved')], 'c')).toBeUndefined();
    expect(marksIn([it1('closed'), it1('closed')], 'c')).toEqual({ messages: ['m'], mark: 'done' });
    expect(marksIn([it1('closed'), it1('open', { earlier: [{}] })], 'c')).toEqual({
      messages: ['m'],
      mark: 'reopened',
    });
    expect(marksIn([it1('closed')], 'another')).toBeUndefined();
  });
});
