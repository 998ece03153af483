import { afterEach, describe, expect, it } from 'vitest';
import { firstWeeklyReport, weeklyReport } from '../../../src/bot/esr-team/weekly-report.ts';
import { buttons, readAloud } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';

describe('the report on Mondays', () => {
  it.each([
    ['later today', '2026-11-23T08:00:00.000Z', '2026-11-23T09:00:00.000Z'],
    ['next week, once today’s time has passed', '2026-11-23T09:00:00.000Z', '2026-11-30T09:00:00.000Z'],
    ['the Tuesday after a bank holiday', '2026-04-01T09:00:00.000Z', '2026-04-07T08:00:00.000Z'],
    ['that Tuesday, also on the holiday itself', '2026-04-06T09:00:00.000Z', '2026-04-07T08:00:00.000Z'],
  ])('comes first %s', (_, now, runAt) => {
    expect(firstWeeklyReport('esneft', now)).toMatchObject({ runAt, key: 'weekly-report:esneft' });
  });

  const due = {
    ...firstWeeklyReport('esneft', '2026-11-20T09:00:00.000Z'),
    id: 1,
    lockToken: 'x',
    attempts: 1,
  };
  it.each([
    ['in time', '2026-11-23T09:00:10.000Z', 1, '2026-11-30T09:00:00.000Z'],
    ['late that week', '2026-11-26T15:00:00.000Z', 1, '2026-11-30T09:00:00.000Z'],
    [
      'weeks late, before the usual time of a Monday',
      '2026-12-07T08:00:00.000Z',
      1,
      '2026-12-14T09:00:00.000Z',
    ],
    ['on a day off', '2026-11-28T15:00:00.000Z', 0, '2026-11-30T09:00:00.000Z'],
    ['on a bank holiday', '2026-12-25T15:00:00.000Z', 0, '2026-12-29T09:00:00.000Z'],
  ])('handled %s is sent once, and set again', async (_, now, sent, runAt) => {
    const { messages = [], timers = [] } = await weeklyReport(() => now)(due);
    expect(messages).toHaveLength(sent);
    expect(timers).toMatchObject([{ runAt, key: due.key }]);
  });
});

describe('in the ESR Team’s chat', () => {
  let bot: CaseBot;
  afterEach(() => bot.close());
  const team = () => bot.teams.cast.chats.esrTeam;
  const say = (text: string) => bot.teams.say(bot.teams.cast.people.elena, team(), text);
  const reports = () =>
    bot.teams.activities(team()).filter((one) => readAloud(one).includes('The last 7 days')).length;

  it('the report comes by itself from when it is switched on, once after a time away, until it is stopped', async () => {
    bot = await startCaseBot();
    await say('report');
    const card = await bot.shows(team(), 'The last 7 days');
    expect(buttons(card)).toContain('Send this every Monday');
    const { elena } = bot.teams.cast.people;
    await bot.teams.press(elena, team(), card.id, 'Send this every Monday');
    const seen = bot.teams.view(elena, team()).find(({ id }) => id === card.id);
    expect(buttons(seen)).toContain('Stop sending this on Mondays');
    await bot.forward({ days: 7 });
    expect(reports()).toBe(2);
    await bot.forward({ days: 16 });
    expect(reports()).toBe(3);
    await bot.forward({ days: 4, hours: 23 });
    expect(reports()).toBe(4);
    await say('report stop');
    await bot.forward({ days: 14 });
    expect(reports()).toBe(4);
    await say('report every Monday');
    await bot.shows(team(), "I'll send the report here on Mondays");
  });
});
