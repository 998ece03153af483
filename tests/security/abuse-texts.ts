import { expect } from 'vitest';
import type { Chat } from '../../simulator/world-events.ts';
import { cardIn, readAloud } from '../support/cards.ts';
import { renderCard } from '../support/render-card.ts';
import type { Abuse, World } from './world.ts';

const LIVE =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a card template's placeholder, as somebody may type it
  '[Reset ESR](https://evil.example) ![x](https://evil.example/x.png) <at>Everyone</at> <img src=x onerror=alert(1)> ${$root.nonce} {{DATE(2026-01-01)}} https://evil.example/x';
const DATABASE = '\'; drop table cases; -- \\ %_% ../../etc/hosts ..\\..\\windows C:\\ " ` $(id)';

/** What a client could have made of the text of any message of a chat: links, pictures, mentions, scripts. */
function madeOf(world: World, chat: Chat): string[] {
  return world.served.teams.activities(chat).flatMap((message) => {
    if (message.from.id !== world.served.teams.bot.id) return [];
    const text = { type: 'TextBlock', text: withoutMentions(message) };
    const cards = [cardIn(message), { type: 'AdaptiveCard', version: '1.5', body: [text] }];
    return cards
      .filter((card) => card !== undefined)
      .flatMap(markupOf)
      .map((found) => `${found} in ${readAloud(message).slice(0, 300)}`);
  });
}

/** Who is mentioned is in the entities, with the same text: those are ours. */
function withoutMentions({ text = '', entities = [] }: { text?: string; entities?: unknown[] }): string {
  const ours = (entities as { type: string; text?: string }[]).filter(({ type }) => type === 'mention');
  return ours.reduce((rest, mention) => rest.replace(mention.text ?? '', ''), text);
}

function markupOf(card: unknown): string[] {
  const found = [...renderCard(card).querySelectorAll('a, img, script, at, iframe')];
  return (
    found
      // A client makes an address a link to write to it.
      .filter((one) => one.getAttribute('href') !== `mailto:${one.textContent}`)
      .map((one) => `${one.tagName} ${one.textContent}`)
  );
}

/** A whole case, with this text wherever somebody can type or is named. Everything said about it, by chat. */
async function throughEveryField(world: World, text: string, username: string): Promise<string> {
  const { teams } = world.served;
  const { chats } = teams.cast;
  const ben = { ...teams.cast.people.ben, name: text };
  const elena = { ...teams.cast.people.elena, name: text };
  const femi = { ...teams.cast.people.femi, name: `Femi ${text}` };
  await world.send(ben, chats.ben, { text });
  const reference = await world.raise(ben, chats.ben, username);
  const act = (person: typeof ben, chat: Chat, data: object) =>
    world.press(person, chat, { case: reference, ...data });
  const submit = (person: typeof ben, chat: Chat, data: object) =>
    world.send(person, chat, { value: { case: reference, ...data }, replyToId: 'abuse-card' });
  const answers = [
    await act(elena, chats.esrTeam, { act: 'claim', surface: 'handoff' }),
    // Who was too late is told who has it, on clients old and new.
    await act(femi, chats.esrTeam, { act: 'claim', surface: 'handoff' }),
    await submit(femi, chats.esrTeam, { act: 'claim', surface: 'handoff' }),
    await act(elena, chats.esrTeam, { act: 'ask', surface: 'handoff', question: text }),
    await act(ben, chats.ben, { act: 'answer', surface: 'question', text }),
    await act(elena, chats.esrTeam, {
      act: 'resolve',
      surface: 'handoff',
      outcome: 'could-not-help',
      note: text,
    }),
    await submit(femi, chats.esrTeam, {
      act: 'resolve',
      surface: 'handoff',
      outcome: 'username-sent',
      note: text,
    }),
    await act(ben, chats.ben, { act: 'reopen', surface: 'outcome', why: text }),
  ];
  for (const { status, text: body } of answers) {
    expect(status).toBe(200);
    const { value } = (body === '' ? {} : JSON.parse(body)) as { value?: unknown };
    if (typeof value === 'object') expect(markupOf(value)).toEqual([]);
  }
  await teams.say(elena, chats.esrTeam, `notice ${text}`);
  await teams.say(elena, chats.esrTeam, `case ${text}`);
  await teams.say(ben, chats.ben, 'start over');
  await teams.say(elena, chats.esrTeam, 'notice off');
  await teams.say(
    { ...teams.cast.people.chloe, name: text },
    chats.escalation,
    `${text} ${username} x@nhs.net ${text}`,
  );
  await world.settled();
  return reference;
}

/** What people type, or are called, to be taken for something else. */
export const TEXTS: readonly Abuse[] = [
  {
    abuse: 'Markdown, HTML, mentions and template text in every field, and in names',
    outcome: 'Shown as it was typed: no link, no picture, nobody mentioned, nothing expanded',
    effects: 6,
    run: async (world) => {
      await throughEveryField(world, LIVE, '432HOSTILEA01');
      const { chats } = world.served.teams.cast;
      for (const chat of [chats.ben, chats.esrTeam, chats.escalation])
        expect(madeOf(world, chat)).toEqual([]);
    },
  },
  {
    abuse: 'SQL, paths and patterns in every field',
    outcome: 'Kept and shown as text; every table is as it was',
    effects: 6,
    run: async (world) => {
      const reference = await throughEveryField(world, DATABASE, '432HOSTILEB02');
      const row = await world.served.app.database.db
        .selectFrom('cases')
        .select('body')
        .where('reference', '=', reference)
        .executeTakeFirstOrThrow();
      expect((JSON.parse(row.body) as { question: { text: string } }).question.text).toBe(DATABASE);
    },
  },
  {
    abuse: 'Characters that turn text round, or that nobody sees',
    outcome: 'They are not on any card',
    effects: 6,
    run: async (world) => {
      const { teams } = world.served;
      await throughEveryField(world, 'pay\u202Eeli.exe\u2066\u200F\u061C lips', '432HOSTILEC03');
      const chats = Object.values(teams.cast.chats).flatMap((chat) => teams.activities(chat));
      const said = JSON.stringify(chats.filter(({ from }) => from.id === teams.bot.id));
      expect(said.match(/.{60}[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C].{20}/gu)).toBeNull();
    },
  },
  {
    abuse: 'NUL and half characters in every field, and in names',
    outcome: 'They are taken out; everything works',
    effects: 6,
    run: async (world) => {
      await throughEveryField(world, 'a\u0000b\uD800c', '432HOSTILED04');
    },
  },
  {
    abuse: 'A name of 10,000 characters',
    outcome: 'Its owner is served; the name is cut',
    effects: 1,
    run: async (world) => {
      const { served } = world;
      const ben = { ...served.teams.cast.people.ben, name: 'Ben '.repeat(2500) };
      const { chats } = served.teams.cast;
      expect((await world.send(ben, chats.ben, { text: 'talk to someone' })).status).toBe(200);
      const card = await world.shows(chats.ben, 'ESR username');
      const action = JSON.stringify(cardIn(card)).match(/"nonce":"([^"]+)"/)?.[1];
      expect(action).toBeDefined();
      const reference = await world.raise(ben, chats.ben, '432HOSTILEE05');
      expect(readAloud(await world.shows(chats.esrTeam, reference))).not.toContain('Ben '.repeat(100));
    },
  },
  {
    abuse: 'A mention whose text is not what it says, or of somebody else',
    outcome: 'A command counts only where Teams lists a mention of this bot; no other is obeyed',
    run: async (world) => {
      const { elena } = world.served.teams.cast.people;
      const { esrTeam } = world.served.teams.cast.chats;
      const { bot } = world.served.teams;
      const notices = () =>
        world.served.app.database.db
          .selectFrom('notices')
          .selectAll()
          .where('ended_at', 'is', null)
          .execute();
      const mention = (id: string, text: unknown) => ({
        type: 'mention',
        mentioned: { id, name: 'x' },
        text,
      });
      for (const [text, entities] of [
        ['notice All is lost', []],
        ['notice All is lost', null],
        ['notice All is lost', [mention(bot.id, 'notice')]],
        ['<at>ESR Access Bot</at> notice All is lost', []],
        ['<at>ESR Access Bot</at> notice All is lost', [mention(elena.id, '<at>ESR Access Bot</at>')]],
        ['<at>Elena</at> notice All is lost', [mention(elena.id, '<at>Elena</at>')]],
        ['@ESR Access Bot notice All is lost', [mention('28:another-bot', '<at>ESR Access Bot</at>')]],
        ['<at>ESR Access Bot</at> notice All is lost', [{ ...mention('', ''), mentioned: { id: null } }]],
        ['nonoticetice All is lost', [mention(bot.id, 'notice'), mention(bot.id, ' ')]],
        ['notice All is lost', [{ ...mention(bot.id, 'n'), mentioned: null }, mention(bot.id, 'notice ')]],
      ] as const) {
        expect((await world.send(elena, esrTeam, { text, entities })).status).toBe(200);
        expect(await notices()).toEqual([]);
      }
      expect(
        (await world.send(elena, esrTeam, { text: 'help', entities: [mention(bot.id, { a: 1 })] })).status,
      ).toBe(200);
    },
  },
  {
    abuse: 'A password, PIN or date of birth in every field',
    outcome: 'It is refused or taken out; it reaches neither a card nor the database',
    run: async (world) => {
      const secret = 'Zyxgeheim9!';
      const text = `my password is ${secret}`;
      const { amara, elena, chloe } = world.served.teams.cast.people;
      const { chats } = world.served.teams.cast;
      const data = { case: world.reference, surface: 'handoff', question: text, note: text, why: text, text };
      for (const act of ['claim', 'ask', 'resolve', 'reopen'])
        await world.press(elena, chats.esrTeam, { ...data, act, outcome: 'could-not-help' });
      for (const act of ['answer', 'reopen'])
        await world.press(amara, chats.amara, { ...data, act, surface: 'status' });
      await world.send(amara, chats.amara, { text });
      await world.send(elena, chats.esrTeam, { text: `notice ${text}` });
      await world.send(chloe, chats.escalation, { text: `432SECRETA01 a@nhs.net ${text}` });
      expect(await world.dump()).not.toContain(secret);
      const said = Object.values(chats).flatMap((chat) => world.served.teams.activities(chat));
      const bots = said.filter(({ from }) => from.id === world.served.teams.bot.id);
      expect(JSON.stringify(bots)).not.toContain(secret);
    },
  },
  {
    abuse: 'Text that is made to be slow to read',
    outcome: 'It is answered within three seconds',
    run: async (world) => {
      const { amara, elena, chloe } = world.served.teams.cast.people;
      const { chats } = world.served.teams.cast;
      const long = 50_000;
      const fill = (part: string) => part.repeat(Math.floor(long / part.length));
      for (const text of [
        fill('a'),
        fill(' '),
        fill('\n'),
        fill('a@'),
        fill('a.'),
        fill('@a.b'),
        fill('<table><tr><td>'),
        fill('&nbsp;'),
        fill('<at>'),
        fill('432'),
        fill('password '),
        fill('1/1/'),
        fill('https://'),
        fill('-'),
        fill(', '),
        `${fill('a ')}!`,
        fill('('),
      ]) {
        for (const [person, chat] of [
          [amara, chats.amara],
          [elena, chats.esrTeam],
          [chloe, chats.escalation],
        ] as const) {
          const started = performance.now();
          const { status } = await world.send(person, chat, {
            text,
            attachments: [{ contentType: 'text/html', content: text }],
          });
          expect([status, text.slice(0, 9), performance.now() - started < 3000]).toEqual([
            200,
            text.slice(0, 9),
            true,
          ]);
        }
      }
    },
  },
];
