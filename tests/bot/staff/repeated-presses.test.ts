import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Press } from '../../../simulator/teams-options.ts';
import { SENTENCES } from '../../../src/cards/sentences.ts';
import { startBot, type TestBot } from '../../support/bot.ts';
import { buttons, readAloud } from '../../support/cards.ts';

let bot: TestBot;
let passed: number;
beforeEach(async () => {
  passed = 0;
  bot = await startBot({}, { now: () => new Date(Date.now() + passed).toISOString() });
  await bot.teams.say(amara(), chat(), 'it says my smartcard is not linked to esr');
});
afterEach(() => bot.close());

const amara = () => bot.teams.cast.people.amara;
const chat = () => bot.teams.cast.chats.amara;
const shown = () => bot.teams.activities(chat());
const newest = () => shown().at(-1);
const press = (button: string, id = newest()?.id ?? '') => bot.teams.press(amara(), chat(), id, button);

/** The very same activity once more, as Teams sends it when an answer was late. */
async function again({ activity }: Press): Promise<{ status: number; body: unknown }> {
  const response = await fetch(bot.teams.botUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(activity),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

describe('a press that Teams delivers again', () => {
  it('gets the answer of the first, however often, and nothing is said again', async () => {
    const first = await press('Carry on');
    const before = shown().length;
    const repeats = await Promise.all(Array.from({ length: 20 }, () => again(first)));
    for (const repeat of repeats) expect(repeat).toEqual({ status: 200, body: first.body });
    expect(shown().length).toBe(before);
  });

  it('gets a sentence from a process that did not answer the first', async () => {
    const first = await press('Carry on');
    await bot.restart();
    expect(await again(first)).toMatchObject({
      status: 200,
      body: { statusCode: 200, value: SENTENCES.repeated },
    });
  });

  it('that sent a case gets its reference again, and raises no other', async () => {
    await bot.teams.say(amara(), chat(), 'start over');
    await bot.teams.say(amara(), chat(), 'talk to someone');
    const inputs = {
      username: '432OKAFORA01',
      email: 'amara.okafor@nhs.net',
      words: 'It does not let me in',
    };
    await bot.teams.press(amara(), chat(), newest()?.id ?? '', 'Check my answers', inputs);
    const first = await press('Yes, send to the ESR Team');
    expect(JSON.stringify(first.body)).toMatch(/[A-Z0-9]{3}-[A-Z0-9]{3}/);
    expect((await again(first)).body).toEqual(first.body);
    const cases = await bot.app.database.db.selectFrom('cases').select('reference').execute();
    expect(cases).toHaveLength(1);
  });
});

describe('a second tap of the same button', () => {
  it('is answered as the first was, and says nothing again', async () => {
    const card = newest()?.id ?? '';
    const action = { type: 'Action.Execute' as const, verb: 'answer', ...answerOf(card, 'Carry on') };
    const [first, second] = await Promise.all([
      bot.teams.press(amara(), chat(), card, action),
      bot.teams.press(amara(), chat(), card, action),
    ]);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
    expect(shown().filter((one) => buttons(one).includes('Yes, it worked'))).toHaveLength(1);
  });
});

describe('a second tap on a device whose presses are messages', () => {
  it('gets the sentence that only the answer to the first had', async () => {
    const card = newest()?.id ?? '';
    await press('Carry on');
    await press('Yes, it worked');
    const [title = ''] = buttons(newest()).filter((one) => /helpful|^Yes/i.test(one));
    const thanks = answerOf(newest()?.id ?? '', title);
    const solved = newest()?.id ?? card;
    await bot.teams.press(amara(), chat(), solved, { type: 'Action.Execute', verb: 'answer', ...thanks });
    const before = shown().length;
    await bot.teams.submit(amara(), chat(), solved, thanks.data);
    expect(shown().length).toBe(before + 1);
    expect(readAloud(newest())).toBe(SENTENCES.thanks);
  });

  it('gets nothing more where messages have said it', async () => {
    const card = newest()?.id ?? '';
    const { data } = answerOf(card, 'Carry on');
    await press('Carry on');
    const before = shown().map(readAloud);
    await bot.teams.submit(amara(), chat(), card, data);
    expect(shown().map(readAloud)).toEqual(before);
  });
});

describe('a press of an older card', () => {
  it('shows the newest question again at the end of the chat', async () => {
    const card = newest()?.id ?? '';
    const old = answerOf(card, 'Carry on');
    await press('Carry on');
    passed += 60_000;
    const question = readAloud(newest());
    const before = shown().length;
    const { status, outcome } = await bot.teams.press(amara(), chat(), card, {
      type: 'Action.Execute',
      verb: 'answer',
      ...old,
    });
    expect([status, outcome]).toEqual([200, { kind: 'message', text: SENTENCES.staleCard }]);
    expect(shown().length).toBe(before + 1);
    expect(readAloud(newest())).toBe(question);
    await press('Yes, it worked');
    expect(readAloud(newest())).not.toContain(SENTENCES.staleCard);
  });

  it('does so where the newest question was lost', async () => {
    const card = newest()?.id ?? '';
    const old = answerOf(card, 'Carry on');
    bot.teams.faults.add({ match: { chat: chat().id }, times: 2, effect: { status: 400 } });
    const lost = await press('Carry on');
    expect(lost.status).toBe(200);
    const before = shown().length;
    await bot.teams.press(amara(), chat(), card, { type: 'Action.Execute', verb: 'answer', ...old });
    expect(shown().length).toBe(before + 1);
    expect(buttons(newest())).toContain('Yes, it worked');
  });

  it('says so before the question on an old phone, which shows no answer of its own', async () => {
    const card = newest()?.id ?? '';
    const { data } = answerOf(card, 'Carry on');
    await press('Carry on');
    passed += 60_000;
    const question = readAloud(newest());
    await bot.teams.submit(amara(), chat(), card, data);
    expect(shown().slice(-2).map(readAloud)).toEqual([SENTENCES.staleCard, question]);
  });
});

describe('a press that cannot be understood', () => {
  it.each([{}, { answer: 1 }, { answer: 'x'.repeat(300), nonce: 'n' }])(
    'keeps the place and shows the newest question: %j',
    async (data) => {
      await press('Carry on');
      const question = readAloud(newest());
      const card = newest()?.id ?? '';
      const pressed = await bot.teams.press(amara(), chat(), card, {
        type: 'Action.Execute',
        verb: 'answer',
        data,
      });
      expect(pressed).toMatchObject({ status: 200, outcome: { kind: 'message', text: SENTENCES.staleCard } });
      expect(readAloud(newest())).toBe(question);
    },
  );
});

describe('an answered card that is not in the chat any more', () => {
  it('takes no reply with it', async () => {
    bot.teams.oldPhones.add(amara().id);
    bot.teams.faults.add({
      match: { operation: 'update' },
      effect: { status: 404, code: 'ActivityNotFoundInConversation' },
    });
    await press('Carry on');
    expect(buttons(newest())).toContain('Yes, it worked');
  });
});

/** What a button of this card sends. */
function answerOf(id: string, title: string): { title: string; data: Record<string, unknown> } {
  const found: Record<string, unknown>[] = [];
  const poll = (part: unknown): void => {
    if (part === null || typeof part !== 'object') return;
    const { type, title: own, data } = part as Record<string, unknown>;
    if (type === 'Action.Execute' && own === title) found.push(data as Record<string, unknown>);
    Object.values(part).forEach(poll);
  };
  poll(shown().find((one) => one.id === id));
  const [data] = found;
  if (data === undefined) throw new Error(`No button "${title}"`);
  return { title, data };
}
