import { afterEach, describe, expect, it } from 'vitest';
import { ALLOWANCES, RateLimiter } from '../../src/teams/rate-limiter.ts';
import { anActivity } from '../support/activity.ts';
import { startBot, type TestBot } from '../support/bot.ts';
import { readFigures } from '../support/metrics.ts';
import { rawRequest } from '../support/raw-http.ts';

describe('what one person may send', () => {
  const LITTLE = { person: { most: 3, perSecond: 1 }, chat: { most: 5, perSecond: 2 }, waiting: 4 };
  let now = 0;
  const rateLimiter = () => new RateLimiter(LITTLE, () => now);
  const times = (count: number, send: () => string) => Array.from({ length: count }, send);

  it('is so much at once; then they hear of it once, and the rest is dropped', () => {
    const it = rateLimiter();
    expect(times(6, () => it.admit('chat', 'amara', 0))).toEqual([
      ...['take', 'take', 'take', 'tell', 'drop', 'drop'],
    ]);
  });

  it('comes back with time, and so does being told', () => {
    const it = rateLimiter();
    times(5, () => it.admit('chat', 'amara', 0));
    now += 1000;
    expect(times(2, () => it.admit('chat', 'amara', 0))).toEqual(['take', 'drop']);
    now += 60_000;
    expect(times(4, () => it.admit('chat', 'amara', 0))).toEqual(['take', 'take', 'take', 'tell']);
  });

  it('is nothing to others, in that chat or elsewhere', () => {
    const it = rateLimiter();
    times(100, () => it.admit('chat', 'amara', 0));
    expect(it.admit('chat', 'ben', 0)).toBe('take');
    expect(it.admit('other', 'amara', 0)).toBe('take');
  });

  it('is bounded for a chat too, however many people it comes from', () => {
    const it = rateLimiter();
    const all = Array.from({ length: 100 }, (_, index) => it.admit('chat', `person ${index}`, 0));
    expect(all.filter((one) => one === 'take')).toHaveLength(LITTLE.chat.most);
    expect(it.admit('other', 'amara', 0)).toBe('take');
  });

  it('does not pile up while turns are slow', () => {
    const it = rateLimiter();
    expect(it.admit('chat', 'amara', 3)).toBe('take');
    expect(it.admit('chat', 'amara', 4)).toBe('tell');
  });

  it('is remembered for the few who send a lot, not for everybody', () => {
    const it = rateLimiter();
    for (let index = 0; index < 50_000; index += 1) it.admit(`chat ${index}`, 'somebody', 0);
    now += 1;
    expect(it.admit('chat', 'amara', 0)).toBe('take');
  });
});

describe('a flood', () => {
  let bot: TestBot;
  afterEach(() => bot.close());

  it('from one person is answered so often and told once, while another person is served', async () => {
    // Nothing comes back with time, however long the machine takes.
    const person = { ...ALLOWANCES.person, perSecond: 0 };
    bot = await startBot({}, { allowances: { ...ALLOWANCES, person } });
    const { people, chats } = bot.teams.cast;
    const good = await anActivity({ serviceUrl: bot.teams.serviceUrl, text: 'hello' });
    const headers = { 'content-type': 'application/json' };
    const all = Array.from({ length: 300 }, (_, index) =>
      rawRequest(bot.app.port, { headers, body: JSON.stringify({ ...good, id: `flood-${index}` }) }),
    );
    const ben = bot.teams.say(people.ben, chats.ben, 'hello');
    expect((await ben).status).toBe(200);
    expect(new Set((await Promise.all(all)).map((one) => one.status))).toEqual(new Set([200]));
    expect(bot.teams.activities(chats.ben).length).toBeGreaterThan(1);
    const said = bot.teams.calls.filter((call) => JSON.stringify(call).includes('more than I can read'));
    expect(said.length).toBe(1);
    const figures = await readFigures(bot.app.port);
    const dropped = Number(/esr_bot_flood_turns_dropped_total (\d+)/.exec(figures.text)?.[1]);
    expect(dropped).toBeGreaterThanOrEqual(300 - 2 * ALLOWANCES.person.most);
  });
});
