import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Chat, Person } from '../../simulator/world.ts';
import { startBot, type TestBot } from '../support/bot.ts';
import { readAloud } from '../support/cards.ts';

interface Manifest {
  readonly bots: readonly [
    {
      readonly scopes: readonly string[];
      readonly commandLists: readonly {
        readonly scopes: readonly string[];
        readonly commands: readonly { readonly title: string }[];
      }[];
    },
  ];
  readonly composeExtensions: readonly { readonly commands: readonly { readonly id: string }[] }[];
}
const manifest = JSON.parse(
  readFileSync(join(resolve(import.meta.dirname, '../..'), 'appPackage/manifest.json'), 'utf8'),
) as Manifest;
const [{ scopes, commandLists }] = manifest.bots;
const commandsFor = (scope: string) =>
  commandLists
    .filter((list) => list.scopes.includes(scope))
    .flatMap((list) => list.commands.map(({ title }) => title));

let bot: TestBot;
beforeAll(async () => {
  bot = await startBot();
});
afterAll(() => bot.close());

/** What the bot answers, as it is read; references and times change from one answer to the next. */
async function answerTo(person: Person, chat: Chat, text: string): Promise<string> {
  const before = bot.teams.activities(chat).length;
  await bot.teams.say(person, chat, text);
  const news = bot.teams.activities(chat).slice(before + 1);
  return news.map(readAloud).join('\n');
}
const NONSENSE = 'xyzzy plugh';

describe('every command of the app package', () => {
  it('has a list in each scope that the bot is in, and in no other', () => {
    const listed = commandLists.flatMap((list) => list.scopes);
    expect([...listed].sort()).toEqual([...scopes].sort());
  });

  it.each(commandsFor('personal'))('is understood in a chat of one’s own: %s', async (command) => {
    const person = bot.teams.createPerson(`Reader of ${command}`);
    const chat = bot.teams.personalChat(person);
    await answerTo(person, chat, 'hello');
    const lost = await answerTo(person, chat, NONSENSE);
    const answer = await answerTo(person, chat, command);
    expect(answer).not.toBe('');
    expect(answer).not.toBe(lost);
  });

  it.each(commandsFor('groupChat'))('is understood in one of the linked chats: %s', async (command) => {
    const { people, chats } = bot.teams.cast;
    const places = [
      [people.elena, chats.esrTeam],
      [people.chloe, chats.escalation],
    ] as const;
    const understood: boolean[] = [];
    for (const [person, chat] of places) {
      const lost = await answerTo(person, chat, NONSENSE);
      // A command that wants more is given some: a reference, a text, a code.
      const answers = [
        await answerTo(person, chat, command),
        await answerTo(person, chat, `${command} ${MORE[command] ?? ''}`),
      ];
      expect(answers[0]).not.toBe('');
      understood.push(answers.some((answer) => answer !== lost));
    }
    expect(understood).toContain(true);
  });

  it('is the same in teams and in group chats', () => {
    expect(commandsFor('team')).toEqual(commandsFor('groupChat'));
  });
});

const MORE: Readonly<Record<string, string>> = {
  case: 'K7M-4PT',
  status: 'K7M-4PT',
  notice: 'off',
  link: 'ABCDEFGHJK',
};

describe('every message action of the app package', () => {
  const actions = manifest.composeExtensions.flatMap((extension) => extension.commands.map(({ id }) => id));

  it.each(actions)('opens a dialog on a message of the escalation chat: %s', async (id) => {
    const { people, chats } = bot.teams.cast;
    const { activity } = await bot.teams.say(people.dev, chats.escalation, '432PATELR02 r.patel@nhs.net', {
      mention: false,
    });
    const task = await bot.teams.openAction(people.chloe, chats.escalation, activity.id ?? '', id);
    expect(JSON.stringify(task)).toContain('432PATELR02');
  });
});
