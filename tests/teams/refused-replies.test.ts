import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultOptions } from '../../simulator/faults.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import { startBot, type TestBot } from '../support/bot.ts';
import { buttons, readAloud } from '../support/cards.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await startBot({}, { replyWithinMs: 1500 });
});
afterEach(() => bot.close());

const amara = () => bot.teams.cast.people.amara;
const chat = () => bot.teams.cast.chats.amara;
const newest = () => bot.teams.activities(chat()).at(-1);
/** Teams takes no card in Amara's chat. */
const noCards = (effect: FaultOptions['effect']) =>
  bot.teams.faults.add({ match: { chat: chat().id, text: 'card.adaptive' }, effect });
/** What the bot says to this. */
async function said(text: string): Promise<string> {
  const before = bot.teams.activities(chat()).length;
  const { status } = await bot.teams.say(amara(), chat(), text);
  expect(status).toBe(200);
  return bot.teams
    .activities(chat())
    .slice(before + 1)
    .map(readAloud)
    .join('\n');
}

const REFUSED = [
  ['too large', { status: 413, code: 'MessageSizeTooBig' }],
  ['not valid', { status: 400, code: 'BadSyntax' }],
] as const;

describe('a card that Teams does not take', () => {
  it.each(REFUSED)('is said in words, with what may be typed in its place: %s', async (_, effect) => {
    noCards(effect);
    const menu = await said('I forgot my password');
    expect(menu).toContain(SENTENCES.inWords);
    const answers =
      [...menu.matchAll(/To answer, type one of these: (.+)\./g)].at(-1)?.[1]?.split(', ') ?? [];
    expect(answers).toContain('Carry on');
    const next = await said('Carry on');
    expect(next).toContain(SENTENCES.inWords);
    expect(next).not.toBe(menu);
    expect(next).not.toContain(SENTENCES.failed);
  });

  it('is said in words after a press, too', async () => {
    await said('I forgot my password');
    expect(buttons(newest())).toContain('Carry on');
    noCards({ status: 413 });
    const { status, outcome } = await bot.teams.press(amara(), chat(), newest()?.id ?? '', 'Carry on');
    expect(status).toBe(200);
    expect(JSON.stringify(outcome)).not.toContain(SENTENCES.failed);
    expect(readAloud(newest())).toContain(SENTENCES.inWords);
  });

  it('is said in words by the outbox, where Teams was busy before', async () => {
    noCards({ status: 413 });
    bot.teams.faults.add({ match: { chat: chat().id }, times: 1, effect: { status: 429, retryAfter: 2 } });
    await bot.teams.say(amara(), chat(), 'I forgot my password');
    const step = await bot.teams.until(() => {
      const shown = readAloud(newest());
      return shown.includes('Carry on') ? shown : undefined;
    });
    expect(step).toContain(SENTENCES.inWords);
  });
});

describe('a chat that the bot may not write in', () => {
  it('gets what was to be said once the person writes again', async () => {
    const blocked = bot.teams.faults.add({
      match: { chat: chat().id },
      effect: { status: 403, code: 'ConversationBlockedByUser' },
    });
    const { status } = await bot.teams.say(amara(), chat(), 'is ESR down?');
    expect(status).toBe(200);
    await bot.app.poll();
    bot.teams.faults.clear(blocked.id);
    const before = bot.teams.activities(chat()).length;
    await bot.teams.say(amara(), chat(), 'my smartcard is not linked');
    const answer = await bot.teams.until(() => {
      const all = bot.teams.activities(chat()).slice(before).map(readAloud).join('\n');
      return all.includes(SENTENCES.noNotice) && /smartcard/i.test(all) ? all : undefined;
    });
    expect(answer).not.toContain(SENTENCES.failed);
  });
});
