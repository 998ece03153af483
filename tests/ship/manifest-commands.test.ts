import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Chat, Person } from '../../simulator/world-events.ts';
import { loadProblems } from '../../src/guides/problems.ts';
import { TRUST } from '../shared/chat.ts';
import { startBot, type TestBot } from '../support/bot.ts';
import { readAloud } from '../support/cards.ts';

interface Command {
  readonly title: string;
  readonly description: string;
  readonly type?: 'prompt';
  readonly prompt?: string;
}

interface Manifest {
  readonly bots: readonly [
    {
      readonly scopes: readonly string[];
      readonly commandLists: readonly {
        readonly scopes: readonly string[];
        readonly triggers?: readonly string[];
        readonly commands: readonly Command[];
      }[];
    },
  ];
  readonly composeExtensions: readonly {
    readonly commands: readonly { readonly id: string; readonly type: string }[];
  }[];
}
const ROOT = resolve(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(join(ROOT, 'appPackage/manifest.json'), 'utf8')) as Manifest;
const [{ scopes, commandLists }] = manifest.bots;
const commandsFor = (scope: string) =>
  commandLists
    .filter((list) => list.scopes.includes(scope))
    .flatMap((list) => list.commands.map(({ title }) => title));

let bot: TestBot;
/** The linked chats of each scope: group chats of one Trust, channels of another. */
let linked: Record<string, { readonly esrTeam: Chat; readonly escalation: Chat }>;
beforeAll(async () => {
  bot = await startBot({ TRUSTS: 'esneft,yas' });
  const { people, chats } = bot.teams.cast;
  const channels = {
    esrTeam: bot.teams.createChannel('ESR Team', [people.elena]),
    escalation: bot.teams.createChannel('Epic trainers', [people.chloe, people.dev]),
  };
  await bot.link('yas', 'esr-team', channels.esrTeam);
  await bot.link('yas', 'escalation', channels.escalation);
  linked = { groupChat: chats, team: channels };
});
afterAll(() => bot.close());
const chatsOf = (scope: string) => {
  const chats = linked[scope];
  if (chats === undefined) throw new TypeError(`No chats for the scope ${scope}`);
  return chats;
};

/** What the bot answers, as it is read; references and times change from one answer to the next. */
async function answerTo(person: Person, chat: Chat, text: string, slash = false): Promise<string> {
  const before = bot.teams.view(person, chat).length;
  await bot.teams.say(person, chat, text, { slash });
  const news = bot.teams.view(person, chat).slice(before + 1);
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

  const shared = scopes.filter((scope) => scope !== 'personal');

  it('of the shared chats can be chosen by a slash and by a mention', () => {
    expect(commandLists.map(({ scopes: of, triggers }) => [of, triggers])).toEqual([
      [['personal'], undefined],
      [
        ['team', 'groupChat'],
        ['slash', 'mention'],
      ],
    ]);
  });

  const ways = shared.flatMap((scope) => [[scope, false] as const, [scope, true] as const]);

  it.each(
    ways.flatMap(([scope, slash]) => commandsFor(scope).map((command) => [command, scope, slash] as const)),
  )('is understood in one of the linked chats: %s, %s, by a slash: %s', async (command, scope, slash) => {
    const { people } = bot.teams.cast;
    const { esrTeam, escalation } = chatsOf(scope);
    const understood: boolean[] = [];
    for (const [person, chat] of [
      [people.elena, esrTeam],
      [people.chloe, escalation],
    ] as const) {
      const lost = await answerTo(person, chat, NONSENSE);
      // A command that wants more is given some: a reference, a text, a code.
      const answers = [
        await answerTo(person, chat, command, slash),
        await answerTo(person, chat, `${command} ${MORE[command] ?? ''}`, slash),
      ];
      expect(answers[0]).not.toBe('');
      understood.push(answers.some((answer) => answer !== lost));
    }
    expect(understood).toContain(true);
  });
});

const MORE: Readonly<Record<string, string>> = {
  case: 'K7M-4PT',
  find: 'Priya',
  status: 'K7M-4PT',
  notice: 'off',
  link: 'ABCDEFGHJK',
};

describe('every prompt starter of the app package', () => {
  const starters = commandLists.flatMap(({ commands }) => commands).filter(({ type }) => type === 'prompt');
  const { branches } = loadProblems(join(ROOT, 'guides'));

  it('is a problem of branches.yaml, in its words, and there are at least six', () => {
    const offered = Array.from(branches.values(), ({ title, line }) => ({
      title,
      description: line,
      type: 'prompt',
      prompt: title,
    }));
    for (const starter of starters) expect(offered).toContainEqual(starter);
    expect(starters.length).toBeGreaterThanOrEqual(6);
  });

  it.each(starters.map(({ prompt = '' }) => prompt))('leads to that problem’s steps: %s', async (prompt) => {
    const person = bot.teams.createPerson(`Starter ${prompt}`);
    const chat = bot.teams.personalChat(person);
    await answerTo(person, chat, prompt);
    await bot.teams.press(person, chat, bot.teams.activities(chat).at(-1)?.id ?? '', TRUST);
    expect(bot.teams.activities(chat).map(readAloud).join('\n')).toContain(prompt);
  });
});

describe('every message action of the app package', () => {
  const actions = manifest.composeExtensions.flatMap(({ commands }) =>
    commands.filter(({ type }) => type === 'action').map(({ id }) => id),
  );

  // The bot has one, and does not ask which was chosen: a second would open the same dialog.
  it('is one', () => {
    expect(actions).toHaveLength(1);
  });

  it.each(['groupChat', 'team'].flatMap((scope) => actions.map((id) => [id, scope] as const)))(
    'opens a dialog on a message of the escalation chat: %s, %s',
    async (id, scope) => {
      const { people } = bot.teams.cast;
      const { escalation } = chatsOf(scope);
      const { activity } = await bot.teams.say(people.dev, escalation, '432PATELR02 r.patel@nhs.net', {
        mention: false,
      });
      const task = await bot.teams.openAction(people.chloe, escalation, activity.id ?? '', id);
      expect(JSON.stringify(task)).toContain('432PATELR02');
    },
  );

  it.each(['groupChat', 'team'])('opens its empty form by a slash, without a message: %s', async (scope) => {
    const { people } = bot.teams.cast;
    const { escalation, esrTeam } = chatsOf(scope);
    const task = await bot.teams.openAction(people.chloe, escalation, undefined, actions[0] ?? '');
    expect(JSON.stringify(task.task)).toContain('Input.Text');
    const elsewhere = await bot.teams.openAction(people.elena, esrTeam, undefined, actions[0] ?? '');
    expect(JSON.stringify(elsewhere.task)).not.toContain('Input.Text');
  });
});
