import { type BotAdapter, type ConversationAccount, TurnContext } from 'botbuilder';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SENTENCES } from '../../src/cards/sentences.ts';
import { inPlace } from '../../src/teams/press-response.ts';
import { Replies } from '../../src/teams/replies.ts';
import { TenantLoad } from '../../src/teams/tenant-load.ts';
import { actionIn } from '../bot/trainers/classes.ts';
import { cardIn, readAloud } from '../support/cards.ts';
import { eventually } from '../support/eventually.ts';
import { type Served, startServed } from '../support/serve.ts';

let bot: Served;
let seconds = 0;
beforeAll(async () => {
  // It stands still: what is sent meanwhile is sent in one second.
  const start = Date.now();
  bot = await startServed(
    { TRUSTS: 'esneft' },
    { now: () => new Date(start + seconds * 1000).toISOString() },
  );
});
beforeEach(() => {
  seconds += 3;
});
afterAll(() => bot.close());

/** Somebody who has said hello. */
async function someone(name: string) {
  const { teams } = bot;
  const person = teams.createPerson(name);
  const chat = Object.assign(teams.personalChat(person), { installed: true });
  await teams.say(person, chat, 'hello');
  const messages = () => teams.activities(chat);
  const lastId = () => messages().at(-1)?.id ?? '';
  return {
    person,
    chat,
    lastId,
    first: actionIn(cardIn(teams.view(person, chat).at(-1)), 'Smartcard'),
    messages: () => messages().length,
    newest: () => readAloud(teams.view(person, chat).at(-1)),
    press: (button: string) => teams.press(person, chat, messages().at(-1)?.id ?? '', button),
  };
}

describe('while a tenant is near the limit of messages that Teams takes', () => {
  it('a press is answered by the next card in place of the pressed one, which goes on there; later by messages again', async () => {
    const amara = await someone('Amara');
    const before = amara.messages();
    for (let count = 0; count < 25; count += 1) await someone(`Colleague ${count}`);

    await amara.press('Smartcard');
    expect(amara.newest()).toContain('My smartcard is not linked to ESR');
    await amara.press('My smartcard is not linked to ESR');
    await amara.press('Carry on');
    expect(amara.messages()).toBe(before);
    const place = amara.newest();
    // On another device the first card is still there.
    const again = await bot.teams.press(amara.person, amara.chat, amara.lastId(), amara.first);
    expect(JSON.stringify(again.outcome)).not.toContain(SENTENCES.staleCard);
    expect(again.outcome.kind).toBe('card');
    expect(amara.messages()).toBe(before);

    seconds += 3;
    await amara.press('Not yet');
    expect(amara.messages()).toBe(before + 1);
    expect(amara.newest()).not.toBe(place);
  });

  it('the same button pressed again where presses are messages shows the next card too', async () => {
    const dev = await someone('Dev');
    for (let count = 0; count < 25; count += 1) await someone(`Friend ${count}`);
    const card = dev.lastId();
    await dev.press('Smartcard');
    const shown = () => readAloud(bot.teams.activities(dev.chat).at(-1));
    expect(shown()).not.toContain('My smartcard is not linked to ESR');
    await bot.teams.submit(dev.person, dev.chat, card, dev.first.data ?? {});
    expect(shown()).toContain('My smartcard is not linked to ESR');
  });

  it('and where the pressed card is gone, it comes as a message', async () => {
    const jo = await someone('Jo');
    for (let count = 0; count < 25; count += 1) await someone(`Neighbour ${count}`);
    const [card, before] = [jo.lastId(), jo.messages()];
    await jo.press('Smartcard');
    bot.teams.faults.add({
      match: { operation: 'update', chat: jo.chat.id },
      times: 1,
      effect: { status: 404, code: 'ActivityNotFoundInConversation' },
    });
    await bot.teams.submit(jo.person, jo.chat, card, jo.first.data ?? {});
    expect(jo.messages()).toBe(before + 1);
    expect(readAloud(bot.teams.activities(jo.chat).at(-1))).toContain('My smartcard is not linked to ESR');
  });

  it('at the limit a reply is not even tried and comes in its turn, unless somebody may be in danger', async () => {
    const zoe = await someone('Zoe');
    for (let count = 0; count < 49; count += 1) await someone(`Passer-by ${count}`);
    bot.teams.faults.add({ match: { chat: zoe.chat.id }, effect: { status: 500 } });
    const [before, calls] = [zoe.messages(), bot.teams.calls.length];
    await bot.teams.say(zoe.person, zoe.chat, 'hello');
    expect(bot.teams.calls.length).toBe(calls);
    bot.teams.faults.clear();
    await bot.teams.say(zoe.person, zoe.chat, 'I want to die');
    expect(zoe.newest()).toContain(SENTENCES.emergency);
    seconds += 3;
    await bot.teams.say(zoe.person, zoe.chat, 'hello again');
    await eventually(() => expect(zoe.messages()).toBe(before + 6));
  });
});

it('words and cards before the last one stand on top of it, with their buttons; what does not end with a card is left to messages', () => {
  const card = (text: string) => ({ type: 'AdaptiveCard', body: [{ text }], actions: [{ title: text }] });
  const message = (...texts: string[]) => ({ attachments: texts.map((text) => ({ content: card(text) })) });
  expect(inPlace(['words', message('before'), message('last')])).toMatchObject({
    body: [{ text: 'words' }, { text: 'before' }, { actions: [{ title: 'before' }] }, { text: 'last' }],
    actions: [{ title: 'last' }],
  });
  expect(inPlace([])).toBeUndefined();
  expect(inPlace(['only words'])).toBeUndefined();
  expect(inPlace([message('card'), 'words'])).toBeUndefined();
  expect(inPlace([message('one', 'two')])).toBeUndefined();
  expect(inPlace([{ attachments: [{ content: 'a picture' }] }, message('card')])).toBeUndefined();
});

describe('how busy a tenant is', () => {
  const sent = (load: TenantLoad, count: number, at: number) => {
    for (let one = 0; one < count; one += 1) load.sent('a', at);
  };

  it('is asked when a turn answers: many may have begun before the first did', async () => {
    const now = () => '2026-12-01T08:00:00.000Z';
    const nothing = {} as ConstructorParameters<typeof Replies>[0];
    const replies = new Replies({ ...nothing, now, hasTenantLimit: true });
    const turn = replies.begin(0, 'a');
    expect(turn.isBusy()).toBe(false);
    const conversation = { tenantId: 'a' } as ConversationAccount;
    const context = new TurnContext({} as BotAdapter, { type: 'message', conversation });
    const messages = Array.from({ length: 25 }, () => ({ type: 'message', text: 'hello' }));
    await replies.send(context, messages, async () => ({ id: '1' }));
    expect(turn.isBusy()).toBe(true);
  });

  it('counts what was sent in the last second, for each tenant', () => {
    const load = new TenantLoad();
    sent(load, 25, 900);
    expect(load.isBusy('a', 999)).toBe(true);
    expect(load.isBusy('b', 999)).toBe(false);
    expect(load.isBusy('a', 1899)).toBe(true);
    expect(load.isBusy('a', 1900)).toBe(false);
    sent(load, 25, 5000);
    // A clock that was ahead is put right.
    expect(load.isBusy('a', 4000)).toBe(false);
  });

  it('is full where as much was sent as Teams takes in a second', () => {
    const load = new TenantLoad();
    sent(load, 49, 900);
    expect(load.isFull('a', 999)).toBe(false);
    sent(load, 1, 900);
    expect(load.isFull('a', 999)).toBe(true);
    expect(load.isFull('b', 999)).toBe(false);
    expect(load.isFull('a', 1900)).toBe(false);
  });

  it('stays busy for ten seconds where it was full: one in which nothing could be sent does not count', () => {
    const load = new TenantLoad();
    sent(load, 50, 1000);
    expect(load.isBusy('a', 10_999)).toBe(true);
    expect(load.isBusy('a', 11_000)).toBe(false);
    // A clock that was ahead is put right.
    expect(load.isBusy('a', 999)).toBe(false);
  });

  it('takes a refusal for the whole tenant only where more was sent than one chat takes', () => {
    const load = new TenantLoad();
    sent(load, 7, 1000);
    load.refused('a', 1000);
    expect(load.isBusy('a', 1000)).toBe(false);
    sent(load, 1, 1000);
    load.refused('a', 1000);
    expect(load.isBusy('a', 1000)).toBe(true);
    expect(load.isBusy('a', 12_000)).toBe(false);
  });
});
