import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Chat, Person } from '../../../simulator/world-events.ts';
import { startBot, type TestBot } from '../../support/bot.ts';
import { cardIn, readAloud } from '../../support/cards.ts';
import { classOf, lookAt, usernameOf } from './classes.ts';

let bot: TestBot;
let see: ReturnType<typeof lookAt>;
let mallory: Person;
/** Chats that are not the one a card belongs to. */
let elsewhere: Record<string, Chat>;
beforeEach(async () => {
  bot = await startBot({ TRUSTS: 'esneft,trust-427' });
  see = lookAt(bot);
  mallory = bot.teams.createPerson('Mallory');
  const group = (name: string) => bot.teams.createGroupChat(name, [mallory]);
  elsewhere = {
    'an unlinked chat': group('Unlinked'),
    "another Trust's escalation chat": group('Trust 427 trainers'),
    "another Trust's ESR Team chat": group('Trust 427 ESR Team'),
    'a chat of their own': bot.teams.personalChat(mallory),
  };
  await bot.link('trust-427', 'escalation', elsewhere["another Trust's escalation chat"] as Chat);
  await bot.link('trust-427', 'esr-team', elsewhere["another Trust's ESR Team chat"] as Chat);
});
afterEach(() => bot.close());

const CHATS = [
  'an unlinked chat',
  "another Trust's escalation chat",
  "another Trust's ESR Team chat",
  'a chat of their own',
];

/** The data of a button, as somebody could copy it off the wire. */
function dataOf(card: unknown, title: string): Record<string, unknown> {
  let found: Record<string, unknown> | undefined;
  const poll = (part: unknown): void => {
    if (part === null || typeof part !== 'object') return;
    const { type, title: own, data } = part as Record<string, unknown>;
    if (type === 'Action.Execute' && own === title) found = data as Record<string, unknown>;
    Object.values(part).forEach(poll);
  };
  poll(card);
  if (found === undefined) throw new Error(`No button ${title}`);
  return found;
}

/** Mallory sends a button's data from a chat of theirs, in every way there is. */
async function replay(chat: Chat, data: Record<string, unknown>) {
  await bot.teams.say(mallory, chat, 'hello');
  const { activity } = await bot.teams.say(mallory, chat, 'hello again');
  const id = activity.id;
  const execute = await bot.teams.press(mallory, chat, id, { type: 'Action.Execute', data }, data);
  await bot.teams.submit(mallory, chat, id, data);
  const extension = await bot.teams.submitAction(mallory, chat, id, 'escalate', data);
  return JSON.stringify([execute.outcome, extension.task ?? '', bot.teams.activities(chat)]);
}

/** The card on which a trainer sees what was read about this learner. */
const checked = (username: string) => see.shown(bot.teams.cast.chats.escalation, username, 'Is this right?');

describe('only the linked escalation chat raises cases for others', () => {
  it.each(CHATS)('not %s, with a card copied from it', async (name) => {
    await see.say('432PATELR02 r.patel@nhs.net');
    const data = dataOf(cardIn(await checked('432PATELR02')), 'Send to the ESR Team');
    const seen = await replay(elsewhere[name] as Chat, data);
    expect(seen).not.toContain('432PATELR02');
    expect(see.handoffs()).toEqual([]);
  });

  it.each(['an unlinked chat', 'a chat of their own'])('not %s, by typing', async (name) => {
    const chat = elsewhere[name] as Chat;
    await bot.teams.say(mallory, chat, '432PATELR02 r.patel@nhs.net');
    await bot.teams.say(mallory, chat, 'escalate');
    expect(JSON.stringify(bot.teams.activities(chat))).not.toContain('Send a learner to the ESR Team');
    expect(see.handoffs()).toEqual([]);
  });

  it('not a chat that is linked no more', async () => {
    const { chloe, dev } = bot.teams.cast.people;
    await see.say('432PATELR02 r.patel@nhs.net');
    const { id } = await checked('432PATELR02');
    await bot.link('esneft', 'escalation', bot.teams.createGroupChat('New trainers', [dev]));
    await bot.teams.press(chloe, bot.teams.cast.chats.escalation, id, 'Send to the ESR Team');
    expect(see.handoffs()).toEqual([]);
  });
});

describe('a class', () => {
  const sendClass = async () => {
    await see.say(classOf(2));
    await see.press('Send to the ESR Team');
    await see.shown(bot.teams.cast.chats.escalation, 'Your class: 2 learners');
    return see.handoffOf(0);
  };

  it.each(CHATS)('is neither shown to nor changed from %s', async (name) => {
    const handoff = await sendClass();
    const list = dataOf(cardIn(handoff), 'See the whole class');
    const chat = elsewhere[name] as Chat;
    const acts = [
      list,
      { ...list, act: 'show' },
      { ...list, act: 'confirm' },
      { ...list, act: 'resolve', outcome: 'password-reset-sent' },
    ];
    for (const data of acts) {
      expect(await replay(chat, data)).not.toContain(usernameOf(0));
    }
    const { chats } = bot.teams.cast;
    expect(readAloud(await see.shown(chats.escalation, 'Your class'))).toContain('0 of 2 resolved');
  });

  it('is not resolved by its trainers, nor confirmed by the ESR Team', async () => {
    const handoff = await sendClass();
    const { chats, people } = bot.teams.cast;
    const list = dataOf(cardIn(handoff), 'See the whole class');
    const mine = await see.shown(chats.escalation, 'Your class');
    const data = { ...list, act: 'resolve', outcome: 'password-reset-sent' };
    const press = (person: Person, chat: Chat, id: string, given: object) =>
      bot.teams.press(person, chat, id, { type: 'Action.Execute', data: given });
    expect((await press(people.chloe, chats.escalation, mine.id, data)).outcome.kind).toBe('message');
    const confirm = { ...list, act: 'confirm' };
    expect((await press(people.elena, chats.esrTeam, handoff.id, confirm)).outcome.kind).toBe('message');
    expect(readAloud(await see.shown(chats.escalation, 'Your class'))).toContain('0 of 2 resolved');
  });
});
