import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRecord } from '../../simulator/activity.ts';
import type { Chat, Person } from '../../simulator/world-events.ts';
import { startBot, type TestBot } from '../support/bot.ts';
import { cardIn } from '../support/cards.ts';

let bot: TestBot;
beforeAll(async () => {
  bot = await startBot();
});
afterAll(() => bot.close());

/** Every button on a card, with the values that its inputs have. */
function buttonsOf(card: Record<string, unknown>) {
  const parts: Record<string, unknown>[] = [];
  const collect = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(collect);
    else if (isRecord(part)) {
      parts.push(part);
      for (const [key, inside] of Object.entries(part))
        if (key !== 'fallback' && key !== 'data') collect(inside);
    }
  };
  collect(card);
  const inputs = parts.filter(({ type }) => String(type).startsWith('Input.'));
  const values = Object.fromEntries(inputs.map(({ id, value }) => [id, value ?? '']));
  return parts
    .filter(({ type }) => type === 'Action.Execute')
    .map(({ title, verb, data }) => ({
      type: 'Action.Execute',
      title,
      verb,
      data: { ...(data as object), ...values },
    }));
}

/** What the person who pressed sees; "Unable to reach app" where that is nothing. */
async function answerTo(person: Person, chat: Chat, message: string, action: object) {
  const value = { action, trigger: 'manual' };
  const { status, body } = await bot.teams.invoke(person, chat, message, 'adaptiveCard/action', value);
  const shown = isRecord(body) ? body.value : undefined;
  return { status, isSomething: isRecord(shown) || (typeof shown === 'string' && shown.length > 5) };
}

describe('a press', () => {
  it('of any button of any card is answered with a card or a sentence, the first time and again', async () => {
    const { people, chats } = bot.teams.cast;
    const { esrTeam, escalation, amara } = chats;
    const said: readonly (readonly [Person, Chat, string])[] = [
      [people.chloe, escalation, '432PATELR02 r.patel@nhs.net'],
      [people.chloe, escalation, 'escalate'],
      [people.chloe, escalation, 'Ash Oak 432OAKA01 a.oak@nhs.net, Birch Elm 432ELMB01 b.elm@nhs.ent'],
      ...['help', 'queue', 'report', 'notice ESR is down today', 'notices', 'find patel'].map(
        (text) => [people.elena, esrTeam, text] as const,
      ),
      ...['hello', 'I forgot my password', 'talk to someone', 'any news?'].map(
        (text) => [people.amara, amara, text] as const,
      ),
    ];
    const seen = new Set<string>();
    const bad: string[] = [];
    for (const round of [1, 2]) {
      for (const [person, chat, text] of said) {
        if (round === 1 || chat === amara) await bot.teams.say(person, chat, text);
        for (const message of bot.teams.view(person, chat)) {
          for (const action of buttonsOf(cardIn(message) ?? {})) {
            const key = JSON.stringify([chat.id, action.title, Object.keys(action.data), action.verb]);
            if (seen.has(key)) continue;
            seen.add(key);
            for (const time of ['first', 'again']) {
              const { status, isSomething } = await answerTo(person, chat, message.id, action);
              if (status !== 200 || !isSomething) bad.push(`${time}: ${status} ${key}`);
            }
          }
        }
      }
    }
    expect(bad).toEqual([]);
    expect(seen.size).toBeGreaterThan(40);
  });
});

describe('an invoke', () => {
  const NAMES = [
    'adaptiveCard/action',
    'composeExtension/query',
    'composeExtension/queryLink',
    'composeExtension/anonymousQueryLink',
    'composeExtension/selectItem',
    'composeExtension/fetchTask',
    'composeExtension/submitAction',
    'composeExtension/querySettingUrl',
    'composeExtension/onCardButtonClicked',
    'task/fetch',
    'task/submit',
    'tab/fetch',
    'actionableMessage/executeAction',
    'suggestedAction/submit',
    'message/submitAction',
    'signin/verifyState',
    'signin/tokenExchange',
    'config/fetch',
    'handoff/action',
    'unheard/of',
  ];
  const VALUES = [null, 7, {}, { action: null }, { action: { type: 'Action.Submit' } }, { commandId: 'x' }];

  /** Every string of at least a few words, and every card, in an answer. */
  const saysSomething = (body: unknown): boolean =>
    typeof body === 'string'
      ? body.includes(' ')
      : typeof body === 'object' && body !== null && Object.values(body).some(saysSomething);

  it.each(NAMES)('of any kind, with any value, is answered with a card or a sentence: %s', async (name) => {
    const { people, chats } = bot.teams.cast;
    for (const [person, chat] of [
      [people.amara, chats.amara],
      [people.chloe, chats.escalation],
      [people.elena, chats.esrTeam],
    ] as const)
      for (const value of VALUES) {
        const { status, body } = await bot.teams.invoke(person, chat, '1', name, value);
        expect([value, status, saysSomething(body)]).toEqual([value, 200, true]);
      }
  });

  it('that answers an offered file in no known way is answered in the chat', async () => {
    const { people, chats } = bot.teams.cast;
    // Amara has sent more than one person may by now.
    const before = bot.teams.activities(chats.ben).length;
    await bot.teams.invoke(people.ben, chats.ben, '1', 'fileConsent/invoke', { action: 'x' });
    expect(bot.teams.activities(chats.ben)).toHaveLength(before + 1);
  });
});
