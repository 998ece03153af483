import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Chat, Person } from '../../../simulator/world-events.ts';
import { buttons, readAloud } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';

/** Without any history so many people are needed. */
const ENOUGH = 10;

describe('what an incident and its notice tell', () => {
  let bot: CaseBot;
  beforeEach(async () => {
    bot = await startCaseBot(undefined, { TRUSTS: 'esneft' });
  });
  afterEach(() => bot.close());

  const team = () => bot.teams.cast.chats.esrTeam;
  const elena = () => bot.teams.cast.people.elena;
  const say = (text: string) => bot.teams.say(elena(), team(), text);
  const someone = () => {
    const person = bot.teams.createPerson(`Sam ${crypto.randomUUID().slice(0, 8)}`);
    return { person, chat: Object.assign(bot.teams.personalChat(person), { installed: true }) };
  };
  const asks = ({ person, chat }: { person: Person; chat: Chat }, text = 'is ESR down?') =>
    bot.teams.say(person, chat, text);
  async function manyAsk(count = ENOUGH) {
    const people = Array.from({ length: count }, someone);
    for (const one of people) await asks(one);
    await bot.settled();
    return people;
  }
  const card = () => bot.teams.activities(team()).findLast((one) => /people since/.test(readAloud(one)));
  const press = async (button: string, inputs: Record<string, unknown> = {}) => {
    await bot.teams.press(elena(), team(), card()?.id ?? '', button, inputs);
    await bot.settled();
  };
  const seenByStaff = async () => {
    const one = someone();
    await asks(one, 'hello');
    return bot.teams.activities(one.chat);
  };
  const isShown = async (text: string) => (await seenByStaff()).map(readAloud).join().includes(text);

  it('asks again for a notice once its own has ended, by hand or by itself', async () => {
    await manyAsk();
    await press('Set the notice', { announcement: 'ESR is down.' });
    expect(buttons(card())).not.toContain('Set the notice');
    await say('notice off');
    await bot.settled();
    expect(buttons(card())).toContain('Set the notice');
    await press('Set the notice', { announcement: 'ESR is down again.' });
    await say('notice ESR is slow until 12:00');
    await bot.settled();
    expect(readAloud(card())).toContain('ESR is slow');
    await bot.forward({ hours: 3 });
    expect(buttons(card())).toContain('Set the notice');
    expect(await isShown('ESR is slow')).toBe(false);
  });

  it('does not say of other words that somebody asked about them', async () => {
    await say('notice Smartcards do not work');
    const one = someone();
    await asks(one, 'hello');
    await asks(one, "tell me when it's over");
    await say('notice from 11am until midday ESR is being updated');
    await bot.forward({ minutes: 61 });
    await bot.forward({ hours: 2 });
    const told = await bot.shows(one.chat, 'You asked me to tell you');
    expect(readAloud(told)).toContain('The notice last said: ESR is being updated');
  });

  it('does not end a planned notice that took the place of its own', async () => {
    await manyAsk();
    await press('Set the notice', { announcement: 'ESR is down.' });
    await say('notice from 11:00 until 18:00 ESR is being updated');
    await bot.forward({ hours: 1 });
    await bot.shows(team(), 'Your planned notice has started', 'ESR is down.');
    expect(buttons(card())).toContain('Set the notice');
    expect(readAloud(card())).toContain('ESR is being updated');
    await press("It's over: tell them");
    expect(await isShown('ESR is being updated')).toBe(true);
  });

  it('shows hostile words of a notice as they are, and mentions nobody', async () => {
    await manyAsk();
    const hostile = '[Sign in](https://evil.example) <at>Everyone</at> **now** \u202Egnp.exe $\u007bid} <b>';
    await press('Set the notice', { announcement: hostile });
    const shown = [...(await seenByStaff()), card()];
    for (const one of shown) {
      const sent = JSON.stringify(one);
      expect(sent).not.toMatch(/\]\(https|<at>|\*\*now|\u202E|<b>/);
      expect(sent).not.toContain('"mention"');
    }
    expect(shown.map(readAloud).join()).toContain('evil.example');
  });

  it('does nothing for a press that comes again after its end, or from another Trust’s team', async () => {
    const people = await manyAsk();
    const yours = { incident: '1', act: 'tell' };
    const { people: cast } = bot.teams.cast;
    const other = bot.teams.createGroupChat('Another team', [cast.chloe]);
    await bot.link('yas', 'esr-team', other).catch(() => undefined);
    await bot.teams.say(cast.chloe, other, '', { value: yours } as never).catch(() => undefined);
    await bot.settled();
    expect(buttons(card())).toContain('Set the notice');
    const old = card()?.id ?? '';
    await press("It's over: tell them");
    for (const data of [
      yours,
      { ...yours, act: 'dismiss' },
      { ...yours, act: 'set-notice', announcement: 'Late' },
    ])
      await bot.teams.say(elena(), team(), '', { value: data, replyToId: old } as never);
    await bot.settled();
    expect(readAloud(card())).toContain("It's over");
    expect(await isShown('Late')).toBe(false);
    const heard = people.map(
      ({ chat }) =>
        bot.teams.activities(chat).filter((one) => readAloud(one).includes("says it's over")).length,
    );
    expect(heard).toEqual(people.map(() => 1));
  });

  it('sets no notice again that was ended, when Teams sends its press again', async () => {
    await manyAsk();
    const id = card()?.id ?? '';
    const said = { announcement: 'ESR is down.' };
    const { activity } = await bot.teams.press(elena(), team(), id, 'Set the notice', said);
    expect(await isShown('ESR is down.')).toBe(true);
    await say('notice off');
    await bot.teams.redeliver(activity.id);
    await bot.settled();
    expect(await isShown('ESR is down.')).toBe(false);
    await press('Set the notice', said);
    expect(await isShown('ESR is down.')).toBe(true);
  });

  it('tells a chat of the end of its own Trust’s notice alone, whatever is pressed', async () => {
    const row = { set_by: 'Elena Rossi', set_at: bot.now() };
    const { db } = bot.app.database;
    await db
      .insertInto('notices')
      .values([
        { ...row, trust: 'yas', text: 'YAS is down.' },
        { ...row, trust: 'esneft', text: 'ESR is slow.' },
      ])
      .execute();
    const { chats, people } = bot.teams.cast;
    const staff = someone();
    await asks(staff, 'hello');
    const pressers = [staff, { person: people.chloe, chat: chats.escalation }];
    for (const { person, chat } of pressers) {
      const card = bot.teams.activities(chat).at(-1)?.id ?? '';
      for (const notice of ['1', '2']) await bot.teams.submit(person, chat, card, { notice, act: 'tell' });
    }
    const listeners = await db.selectFrom('notice_listeners').selectAll().execute();
    expect(listeners.map((one) => Number(one.notice_id))).toEqual([2, 2]);
    const seen = pressers.flatMap(({ chat }) => bot.teams.activities(chat).map(readAloud));
    expect(seen.join()).not.toContain('YAS');
  });

  it('tells everybody else when one has removed the bot', async () => {
    const [gone, ...rest] = await manyAsk();
    if (gone === undefined) throw new TypeError('nobody');
    Object.assign(gone.chat, { installed: false });
    await press("It's over: tell them");
    await bot.forward({ minutes: 1 });
    const heard = (chat: Chat) =>
      bot.teams.activities(chat).some((one) => readAloud(one).includes("says it's over"));
    expect(rest.map(({ chat }) => heard(chat))).toEqual(rest.map(() => true));
    expect(heard(gone.chat)).toBe(false);
  });
});
