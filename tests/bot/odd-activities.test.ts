import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Chat, Person } from '../../simulator/world-events.ts';
import { startBot, type TestBot } from '../support/bot.ts';
import { buttons, cardIn, readAloud } from '../support/cards.ts';
import type { Fields } from '../support/teams-messages.ts';

let bot: TestBot;
let person: Person;
let chat: Chat;

beforeAll(async () => {
  bot = await startBot();
});
afterAll(() => bot.close());
beforeEach(() => {
  person = bot.teams.createPerson(`Sam ${crypto.randomUUID().slice(0, 8)}`);
  chat = bot.teams.personalChat(person);
  chat.installed = true;
});

const last = (where = chat) => bot.teams.activities(where).at(-1);
const fromBot = (where = chat) =>
  bot.teams.activities(where).filter((message) => message.from.id === bot.teams.bot.id);
const say = async (text: string, raw: Fields = {}, by = person, where = chat) =>
  (await bot.teams.say(by, where, text, { raw })).status;

describe('an activity that is no message', () => {
  it.each(['messageUpdate', 'messageDelete', 'messageReaction', 'event', 'typing', 'endOfConversation'])(
    'is taken without channelData, and answered with nothing: %s',
    async (type) => {
      for (const channelData of [undefined, null, {}, { eventType: 7 }, { eventType: 'undeleteMessage' }]) {
        expect(await say('x', { type, channelData })).toBe(200);
      }
      expect(fromBot()).toEqual([]);
    },
  );

  const edited = (id: string | undefined): Fields => ({
    type: 'messageUpdate',
    channelData: { eventType: 'editMessage' },
    id,
  });

  it('is answered once for each message that was changed: the change is not read', async () => {
    await say('my smrtcrd');
    const { id } = bot.teams.activities(chat).findLast((one) => one.from.id === person.id) ?? {};
    const before = fromBot().length;
    for (const text of ['my smartcrd', 'my smartcard is not linked to esr'])
      expect(await say(text, edited(id))).toBe(200);
    expect(fromBot().slice(before).map(readAloud)).toEqual([expect.stringContaining('first sent')]);
    await say('I want to kill myself', edited('1'));
    expect(readAloud(fromBot().at(-1))).toContain('999');
  });

  it('is answered to its author alone in a shared chat, and not where the bot was not mentioned', async () => {
    const { chloe, dev } = bot.teams.cast.people;
    const where = bot.teams.cast.chats.escalation;
    const before = fromBot(where).length;
    await bot.teams.say(chloe, where, '432PATELR02 r.patel@nhs.net', { raw: edited('2') });
    const answers = () => fromBot(where).slice(before);
    expect(answers().map(readAloud)).toEqual([expect.stringContaining('first sent')]);
    expect(bot.teams.view(dev, where)).not.toContainEqual(expect.objectContaining({ id: answers()[0]?.id }));
    const unheard = { ...edited('3'), entities: [] };
    await bot.teams.say(chloe, where, '432PATELR02 r.patel@nhs.net', { raw: unheard });
    expect(answers()).toHaveLength(1);
  });

  it.each([
    ['conversationUpdate', { channelData: null, membersAdded: null }],
    ['conversationUpdate', { channelData: { eventType: 'teamRenamed' }, membersAdded: [null] }],
    ['installationUpdate', { channelData: null, action: null }],
    ['installationUpdate', { channelData: {}, action: 'remove' }],
  ])('is taken whatever is absent from it: %s %j', async (type, fields) => {
    expect(await say('x', { type, ...fields })).toBe(200);
  });
});

describe('fields that are null', () => {
  it('are as good as absent, in a message', async () => {
    const { bot: me } = bot.teams;
    const fields = {
      ...{ name: null, value: null, replyToId: null, entities: null, attachments: null, membersAdded: null },
      ...{ channelData: null, locale: null, summary: null, textFormat: null, code: null },
      from: { id: person.id, name: null, aadObjectId: null },
      recipient: { id: me.id, name: null, aadObjectId: null },
      conversation: {
        id: chat.id,
        conversationType: 'personal',
        tenantId: chat.tenantId,
        isGroup: null,
        name: null,
      },
    };
    expect(await say('talk to someone', fields)).toBe(200);
    expect(buttons(last())).toContain('Check my answers');
    expect(await say('my smartcard is not linked to esr', { value: null, replyToId: null })).toBe(200);
    expect(readAloud(last())).toContain('not linked');
  });

  it('are as good as absent, in a group', async () => {
    const { chloe } = bot.teams.cast.people;
    const where = bot.teams.cast.chats.escalation;
    const fields = {
      value: null,
      replyToId: null,
      attachments: null,
      channelData: { tenant: { id: where.tenantId }, team: null },
    };
    expect(await say('432PATELR02 r.patel@nhs.net', fields, chloe, where)).toBe(200);
    expect(JSON.stringify(last(where))).toContain('432PATELR02');
  });
});

describe('an attachment', () => {
  it.each<Fields | null>([
    { contentType: { a: 1 } },
    { contentType: null },
    { contentType: 7, content: 7, name: {} },
    { contentType: ['image/png'] },
    { contentType: { toString: 1, valueOf: 1 } },
    { contentType: 'application/pdf', name: { toString: 1 }, content: { fileType: {} } },
    {},
    null,
  ])('of no kind that is known is no failure: %j', async (attachment) => {
    expect(await say('', { text: '', attachments: [attachment] })).toBe(200);
    expect(await say('my smartcard is not linked to esr', { attachments: [attachment] })).toBe(200);
    expect(readAloud(last())).toContain('not linked');
  });
});

describe('a press of an Action.Submit whose message Teams does not know', () => {
  /** The data of the newest card's first button, as an old phone sends it. */
  const data = (where = chat) => {
    const json = JSON.stringify(cardIn(last(where)));
    const found = /"data":(\{[^{}]*\})/.exec(json)?.[1];
    if (found === undefined) throw new Error(`No button on ${json}`);
    return JSON.parse(found) as Fields;
  };

  it.each([['1000000000000'], [null]])(
    'is answered with a new card, in a chat of their own: %s',
    async (replyToId) => {
      await say('my smartcard is not linked to esr');
      const before = fromBot().length;
      expect(await say('', { text: undefined, value: data(), replyToId })).toBe(200);
      expect(fromBot().length).toBeGreaterThan(before);
      expect(JSON.stringify(fromBot())).not.toContain('went wrong');
    },
  );

  it('is answered with a new card, in linked chats', async () => {
    const { chloe, elena } = bot.teams.cast.people;
    const { escalation, esrTeam } = bot.teams.cast.chats;
    for (const [by, where, words] of [
      [elena, esrTeam, 'report'],
      [chloe, escalation, '432PATELR02 r.patel@nhs.net'],
    ] as const) {
      await say(words, {}, by, where);
      const before = fromBot(where).length;
      const value = data(where);
      expect(await say('', { text: undefined, value, replyToId: '1000000000000' }, by, where)).toBe(200);
      expect(fromBot(where).length).toBeGreaterThan(before);
      expect(readAloud(last(where))).not.toContain('went wrong');
    }
  });
});
