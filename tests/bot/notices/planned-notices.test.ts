import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readNoticeText } from '../../../src/bot/notices/typed-notice.ts';
import { SENTENCES } from '../../../src/cards/sentences.ts';
import { buttons, readAloud } from '../../support/cards.ts';
import { type CaseBot, MONDAY, startCaseBot } from '../../support/case-bot.ts';

describe('a planned notice as it is typed', () => {
  const read = (typed: string) => {
    const found = readNoticeText(typed, MONDAY);
    if ('problem' in found) return found.problem;
    return [found.text, found.from?.slice(5, 16), found.until?.slice(5, 16)];
  };
  it.each([
    [
      'from Fri 18:00 until Mon 08:00 ESR is being updated',
      ['ESR is being updated', '11-27T18:00', '11-30T08:00'],
    ],
    ['from 4 Dec at 6pm to 5 Dec 8am: ESR is off', ['ESR is off', '12-04T18:00', '12-05T08:00']],
    ['from 18:00 until 8:00 ESR is off', ['ESR is off', '11-23T18:00', '11-24T08:00']],
    ['from 11am until 3 ESR is off', ['ESR is off', '11-23T11:00', '11-23T15:00']],
    ['from Fri 6pm until Mon 8am ESR is off', ['ESR is off', '11-27T18:00', '11-30T08:00']],
    ['from tomorrow 09:00 ESR is off', ['ESR is off', '11-24T09:00', undefined]],
    ['from Fri 18:00 until further notice ESR is off', ['ESR is off', '11-27T18:00', undefined]],
    ['from Fri 18:00 ESR is off until Mon 08:00', ['ESR is off', '11-27T18:00', '11-30T08:00']],
    ['until Mon 08:00 3 servers are down', ['3 servers are down', undefined, '11-30T08:00']],
    [
      'ESR will be off from Fri 18:00 until Mon 08:00',
      ['ESR will be off from Fri 18:00', undefined, '11-30T08:00'],
    ],
    ['From what we hear ESR is down', ['From what we hear ESR is down', undefined, undefined]],
    ['from 6pm Friday week until 8am Monday week ESR is off', ['ESR is off', '12-04T18:00', '12-07T08:00']],
    ['from next Friday 6pm until Monday 8am ESR is off', ['ESR is off', '12-04T18:00', '12-07T08:00']],
    ['from 9am 4 Dec until 8am Monday ESR is off', ['ESR is off', '12-04T09:00', '12-07T08:00']],
    ['from 9am until 5pm Friday ESR is off', ['ESR is off', '11-27T09:00', '11-27T17:00']],
    ['from 9am to 5pm tomorrow ESR is off', ['ESR is off', '11-24T09:00', '11-24T17:00']],
    ['from 07:00 until 9am Friday week ESR is off', ['ESR is off', '12-04T07:00', '12-04T09:00']],
    ['from 9am until 5pm today ESR is off', 'passed'],
    ['from 9am until 5am on 4 Dec ESR is off', 'passed'],
    ['from 11am until 5pm Friday ESR is off', 'which-day'],
    ['from Fri 18:00 until today 20:00 ESR is off', 'reversed'],
    ['from Friday ESR is off', 'no-clock'],
    ['from 09:00 ESR is off', 'passed'],
    ['from Fri 18:00 until Mon 08:00', 'no-words'],
    ['until 14:00', 'no-words'],
  ])('%j', (typed, expected) => {
    expect(read(typed)).toEqual(expected);
  });
});

describe('a planned notice', () => {
  let bot: CaseBot;
  beforeEach(async () => {
    bot = await startCaseBot();
  });
  afterEach(() => bot.close());
  const team = () => bot.teams.cast.chats.esrTeam;
  const say = (text: string) => bot.teams.say(bot.teams.cast.people.elena, team(), text);
  const staffSee = async () => {
    const { people, chats } = bot.teams.cast;
    const before = bot.teams.activities(chats.amara).length;
    await bot.teams.say(people.amara, chats.amara, 'start over');
    return bot.teams.activities(chats.amara).slice(before).map(readAloud).join();
  };

  it('is the team’s alone until it starts, and then everyone’s until its end', async () => {
    await say('notice from 18:00 until tomorrow 08:00 ESR is being updated');
    await bot.shows(team(), 'Notice planned', 'Nobody sees it before 6pm today', 'until 8am tomorrow');
    expect(await staffSee()).not.toContain('being updated');
    await say('notices');
    await bot.shows(team(), 'Planned notice', 'Planned by Elena Rossi');
    await bot.forward({ hours: 7, minutes: 59 });
    expect(await staffSee()).not.toContain('being updated');
    await bot.forward({ minutes: 1 });
    await bot.shows(team(), 'Your planned notice has started');
    expect(await staffSee()).toContain('being updated');
    await bot.forward({ hours: 14 });
    expect(await staffSee()).not.toContain('being updated');
  });

  it('that is typed twice starts once', async () => {
    for (const _ of ['first', 'second']) await say('notice from 18:00 until 8pm ESR is being updated');
    await bot.forward({ hours: 9 });
    const started = bot.teams.activities(team()).filter((one) => /notice has started/.test(readAloud(one)));
    expect(started).toHaveLength(1);
  });

  describe('is changed on a form', () => {
    const elena = () => bot.teams.cast.people.elena;
    const change = async (planned: string) => {
      await say(planned);
      const card = await bot.shows(team(), 'Notice planned');
      await bot.teams.press(elena(), team(), card.id, 'Change');
      const seen = () => readAloud(bot.teams.view(elena(), team()).find(({ id }) => id === card.id));
      const form = JSON.stringify(bot.teams.view(elena(), team()).find(({ id }) => id === card.id));
      const save = (inputs: Record<string, string>) =>
        bot.teams.press(elena(), team(), card.id, 'Save', inputs);
      return { form, seen, save, id: card.id };
    };

    it('that takes no emergency: the notice stays as it was planned', async () => {
      const { seen, save } = await change('notice from 18:00 until tomorrow 08:00 ESR is off');
      await save({
        announcement: 'Patient collapsed in room 4, call 2222',
        startDay: '2026-11-23',
        startTime: '18:00',
        endDay: '',
        endTime: '',
      });
      await bot.shows(team(), SENTENCES.emergency);
      expect(seen()).toContain('I have not announced this');
      await say('notices');
      await bot.shows(team(), 'Planned notice', 'ESR is off');
      await bot.forward({ hours: 8 });
      expect(await staffSee()).not.toContain('collapsed');
    });

    it('that has its words and times as clocks in England show them, and is then shown at the new ones', async () => {
      const { form, seen, save, id } = await change('notice from 18:00 until tomorrow 08:00 ESR is off');
      for (const value of ['ESR is off', '2026-11-23', '18:00', '2026-11-24', '08:00'])
        expect(form).toContain(`"value":"${value}"`);
      // Some clients send hours of one digit: by a clock of 24 hours that is the morning.
      await save({
        announcement: 'ESR is being updated',
        startDay: '2026-11-24',
        startTime: '9:00',
        endDay: '',
        endTime: '',
      });
      expect(seen()).toContain('Nobody sees it before 9am tomorrow');
      expect(readAloud(bot.teams.activities(team()).find((one) => one.id === id))).toContain(
        'until you end it',
      );
      await bot.forward({ hours: 9 });
      expect(await staffSee()).not.toContain('ESR is');
      await bot.forward({ hours: 14 });
      await bot.shows(team(), 'Your planned notice has started');
      expect(await staffSee()).toContain('ESR is being updated');
    });

    it.each([
      ['an end before its start', { endDay: '2026-11-23', endTime: '17:00' }, 'end before it starts'],
      ['a start that has passed', { startTime: '09:00' }, 'has passed'],
      ['a day without a time', { endTime: '' }, 'Choose both'],
      ['no words', { announcement: ' ' }, 'Type what people should know'],
      ['a day that no client sends', { startDay: '23/11/2026' }, 'Choose both'],
      ['a day too far ahead', { startDay: '2027-11-23' }, '90 days'],
    ])('that keeps what was typed, with %s', async (_, wrong, fix) => {
      const { seen, save } = await change('notice from 18:00 until tomorrow 08:00 ESR is off');
      const right = { startDay: '2026-11-23', startTime: '19:00', endDay: '2026-11-24', endTime: '08:00' };
      await save({ announcement: 'New words', ...right, ...wrong });
      expect(seen()).toContain(fix);
      await say('notices');
      await bot.shows(team(), 'ESR is off', 'Nobody sees it before 6pm today');
    });

    it('that does nothing for one that somebody removed meanwhile, or has started', async () => {
      const { save } = await change('notice from 18:00 ESR is off');
      await say('notices');
      const list = await bot.shows(team(), 'Planned notice', 'ESR is off');
      await bot.teams.press(bot.teams.cast.people.femi, team(), list.id, 'Remove');
      await save({ announcement: 'New words', startDay: '2026-11-23', startTime: '19:00' });
      await say('notices');
      await bot.shows(team(), 'There is no notice now');
      await bot.forward({ hours: 10 });
      expect(await staffSee()).not.toContain('New words');
    });
  });

  it('is removed by a press, and then never shown', async () => {
    await say('notice from 18:00 ESR is being updated');
    const card = await bot.shows(team(), 'Notice planned');
    expect(buttons(card)).toEqual(['Change', 'Remove']);
    await bot.teams.press(bot.teams.cast.people.femi, team(), card.id, 'Remove');
    await bot.forward({ hours: 9 });
    expect(await staffSee()).not.toContain('being updated');
    expect(bot.teams.activities(team()).map(readAloud).join()).not.toContain('has started');
  });

  it.each([
    ['notice from 09:00 until 12:00 ESR is off', 'That time has passed'],
    ['notice from 18:00 until today 17:00 ESR is off', 'end before it starts'],
    ['notice from 18:00 until Fri 08:00', 'Add what people should know'],
  ])('%j is answered with the fix', async (typed, fix) => {
    await say(typed);
    await bot.shows(team(), fix, 'Nothing was set');
  });
});
