import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Chat, Person } from '../../../simulator/world-events.ts';
import { SENTENCES } from '../../../src/cards/sentences.ts';
import { buttons, readAloud } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';

let bot: CaseBot;
beforeEach(async () => {
  bot = await startCaseBot();
});
afterEach(() => bot.close());

const team = () => bot.teams.cast.chats.esrTeam;
const elena = () => bot.teams.cast.people.elena;
/** Without any history so many people are needed. */
const ENOUGH = 10;

interface One {
  readonly person: Person;
  readonly chat: Chat;
}
const someone = (): One => {
  const person = bot.teams.createPerson(`Sam ${crypto.randomUUID().slice(0, 8)}`);
  return { person, chat: Object.assign(bot.teams.personalChat(person), { installed: true }) };
};
const asks = async ({ person, chat }: One, text = 'is ESR down?') => bot.teams.say(person, chat, text);
/** So many people ask, one a minute. */
async function manyAsk(count: number): Promise<One[]> {
  const people = Array.from({ length: count }, someone);
  for (const one of people) {
    await asks(one);
    await bot.forward({ minutes: 1 });
  }
  return people;
}
const cards = () => bot.teams.activities(team()).filter((one) => /people since/.test(readAloud(one)));
const heardItIsOver = ({ chat }: One) =>
  bot.teams.activities(chat).filter((one) => readAloud(one).includes("The ESR Team says it's over")).length;
const press = async (button: string, inputs: Record<string, unknown> = {}) => {
  await bot.teams.press(elena(), team(), cards().at(-1)?.id ?? '', button, inputs);
  await bot.settled();
};

describe('an incident', () => {
  it('is one card, whoever reports how often, and grows where it is', async () => {
    const [first] = await manyAsk(ENOUGH - 1);
    for (let again = 0; again < 5; again += 1) if (first) await asks(first);
    await bot.settled();
    expect(cards()).toEqual([]);
    await manyAsk(1);
    const card = await bot.shows(team(), `${ENOUGH} people since`, 'is ESR down?', 'Set the notice');
    expect(buttons(card)).toEqual(['Set the notice', 'Not an incident', "It's over: tell them"]);
    await manyAsk(3);
    await bot.forward({ minutes: 1 });
    await bot.shows(team(), `${ENOUGH + 3} people since`);
    expect(cards()).toHaveLength(1);
  });

  it('sets the notice with the words on its card, and tells everybody who reported it once when it is over', async () => {
    const people = await manyAsk(ENOUGH);
    await press('Set the notice', { announcement: 'ESR is down for everyone.' });
    await bot.shows(team(), 'Your notice is showing', 'Elena Rossi set it: ESR is down for everyone.');
    const late = someone();
    await asks(late, 'hello');
    await bot.shows(late.chat, 'ESR is down for everyone.');
    await press("It's over: tell them");
    await bot.shows(team(), "It's over", 'Elena Rossi said so');
    await bot.teams
      .press(elena(), team(), cards().at(-1)?.id ?? '', "It's over: tell them")
      .catch(() => undefined);
    await bot.forward({ minutes: 30 });
    expect(people.map(heardItIsOver)).toEqual(people.map(() => 1));
    expect(heardItIsOver(late)).toBe(0);
    await bot.teams.say(elena(), team(), 'notice');
    await bot.shows(team(), 'There is no notice now');
  });

  it('is one card when an outage spreads over problems, and tells each person of theirs', async () => {
    const people = await manyAsk(ENOUGH);
    const locked = Array.from({ length: ENOUGH }, someone);
    for (const one of locked) await asks(one, 'my ESR account is locked');
    await bot.forward({ minutes: 1 });
    const card = await bot.shows(team(), '2 problems since', `${ENOUGH} people: is ESR down?`);
    expect(
      bot.teams.activities(team()).filter((one) => buttons(one).includes('Set the notice')),
    ).toHaveLength(1);
    expect(JSON.stringify(card)).toContain('several people have had problems with ESR');
    await bot.teams.press(elena(), team(), card.id, "It's over: tell them");
    await bot.forward({ minutes: 30 });
    expect([...people, ...locked].map(heardItIsOver)).toEqual([...people, ...locked].map(() => 1));
    await bot.shows(locked[0]?.chat ?? team(), 'locked', "The ESR Team says it's over");
  });

  it('does not set a notice with a password or without words, and keeps its card', async () => {
    await manyAsk(ENOUGH);
    await press('Set the notice', { announcement: 'The password is Winter2026! for all' });
    const late = someone();
    await asks(late, 'hello');
    expect(bot.teams.activities(late.chat).map(readAloud).join()).not.toContain('Winter2026');
    await press('Set the notice', { announcement: '  ' });
    await bot.teams.say(elena(), team(), 'notice');
    await bot.shows(team(), 'There is no notice now');
    expect(buttons(cards().at(-1))).toContain('Set the notice');
  });

  it('sets no notice of somebody whose life is in danger: that is answered as what it is, and stays in its box', async () => {
    await manyAsk(ENOUGH);
    await press('Set the notice', { announcement: 'Patient collapsed in room 4, call 2222' });
    await bot.shows(team(), SENTENCES.emergency);
    const late = someone();
    await asks(late, 'hello');
    expect(bot.teams.activities(late.chat).map(readAloud).join()).not.toContain('collapsed');
    const seen = bot.teams.view(elena(), team()).find(({ id }) => id === cards().at(-1)?.id);
    expect(readAloud(seen)).toContain('I have not announced this');
    expect(JSON.stringify(seen)).toContain('Patient collapsed in room 4');
  });

  it('is not raised again for hours once somebody said that it is none, and then tells nobody', async () => {
    const people = await manyAsk(ENOUGH);
    await press('Not an incident');
    await bot.shows(team(), 'Not an incident', 'Elena Rossi said so', 'before 2:10pm today');
    people.push(...(await manyAsk(ENOUGH)));
    expect(cards()).toHaveLength(1);
    expect(people.map(heardItIsOver)).toEqual(people.map(() => 0));
    await bot.forward({ hours: 4 });
    await manyAsk(ENOUGH + 5);
    expect(cards()).toHaveLength(2);
  });

  it('does not tell those who were forgotten, and those who asked by the notice hear it there alone', async () => {
    const [first, second, ...rest] = await manyAsk(ENOUGH);
    if (first === undefined || second === undefined) throw new TypeError('nobody');
    await asks(first, 'forget me');
    await press('Set the notice', { announcement: 'ESR is down.' });
    await asks(second);
    await asks(second, "tell me when it's over");
    await press("It's over: tell them");
    await bot.shows(second.chat, 'You asked me to tell you');
    expect([heardItIsOver(first), heardItIsOver(second)]).toEqual([0, 0]);
    expect(rest.map(heardItIsOver)).toEqual(rest.map(() => 1));
  });

  it('tells those of a problem that it spread to, though only the first is still reported on the next day', async () => {
    await manyAsk(ENOUGH);
    const locked = Array.from({ length: ENOUGH }, someone);
    for (const one of locked) await asks(one, 'my ESR account is locked');
    await bot.forward({ minutes: 1 });
    for (let hours = 0; hours < 42; hours += 3) {
      await bot.forward({ hours: 3 });
      await asks(someone());
    }
    await bot.settled();
    const card = await bot.shows(team(), `${ENOUGH} people: ESR account locked`);
    await bot.teams.press(elena(), team(), card.id, "It's over: tell them");
    await bot.forward({ minutes: 30 });
    expect(locked.map(heardItIsOver)).toEqual(locked.map(() => 1));
  });

  it('that nobody reports for a day is quiet again, and its card has no buttons any more', async () => {
    await manyAsk(ENOUGH);
    await bot.forward({ hours: 42 });
    const card = await bot.shows(team(), 'Quiet again', 'Nobody has reported it since');
    expect(buttons(card)).toEqual([]);
    expect(cards()).toHaveLength(1);
  });

  it('is shown in the chat that is linked while it goes on, and can be ended there', async () => {
    const people = await manyAsk(ENOUGH);
    const newTeam = bot.teams.createGroupChat('The new ESR Team', [elena()]);
    await bot.link('esneft', 'esr-team', newTeam);
    await bot.settled();
    const card = await bot.shows(newTeam, `${ENOUGH} people since`);
    await bot.teams.press(elena(), newTeam, card.id, "It's over: tell them");
    await bot.settled();
    expect(people.map(heardItIsOver)).toEqual(people.map(() => 1));
  });

  it('that another version ended in its own way is shown as ended, and nothing can be pressed', async () => {
    await manyAsk(ENOUGH);
    const pressed = cards().at(-1)?.id ?? '';
    await bot.app.database.db
      .updateTable('incidents')
      .set({ ended_at: bot.now(), ended_as: 'merged' })
      .execute();
    await bot.teams.press(elena(), team(), pressed, 'Not an incident');
    const card = bot.teams.view(elena(), team()).find((one) => one.id === pressed);
    expect(readAloud(card)).toContain('It ended');
    expect(buttons(card)).toEqual([]);
  });

  it('is its own team’s alone: the card does nothing in another chat', async () => {
    await manyAsk(ENOUGH);
    const { people, chats } = bot.teams.cast;
    const card = cards().at(-1);
    const data = { incident: '1', act: 'tell' };
    expect(JSON.stringify(card)).toContain('"incident":"1"');
    await bot.teams.say(people.chloe, chats.escalation, '', { value: data } as never).catch(() => undefined);
    await bot.settled();
    expect(buttons(cards().at(-1))).toContain('Set the notice');
  });
});
