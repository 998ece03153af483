import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Chat, Person } from '../../../simulator/world-events.ts';
import { readTeamCommand } from '../../../src/bot/esr-team/team-commands.ts';
import { searchTerms } from '../../../src/cases/case-search.ts';
import { newReference } from '../../../src/text/reference.ts';
import { buttons, readAloud } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';

let bot: CaseBot;
let first: string;
let second: string;
let other: string;
/** Another Trust's team. */
let yas: Chat;
beforeAll(async () => {
  bot = await startCaseBot(undefined, { TRUSTS: 'esneft,yas' });
  const { people, chats } = bot.teams.cast;
  yas = bot.teams.createChannel('ESR Team', [people.femi]);
  await bot.link('yas', 'esr-team', yas);
  first = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
  await bot.forward({ minutes: 10 });
  const status = await bot.shows(chats.amara, first, 'Yes, withdraw it');
  await bot.teams.press(people.amara, chats.amara, status.id, 'Yes, withdraw it');
  await bot.forward({ minutes: 10 });
  second = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
  other = await bot.raise(people.ben, chats.ben, '432HUGHESB01');
});
afterAll(() => bot.close());

const team = () => bot.teams.cast.chats.esrTeam;
const elena = () => bot.teams.cast.people.elena;
/** What the bot answers at once. */
async function ask(text: string, chat: Chat = team(), person: Person = elena()) {
  const before = bot.teams.activities(chat).length;
  await bot.teams.say(person, chat, text);
  return bot.teams.activities(chat).slice(before + 1);
}

describe('find, in the ESR Team’s chat', () => {
  it.each([
    'find Amara',
    'find okafor amara',
    'search for 432OKAFORA01',
    'case 432OKAFORA01',
    '432OKAFORA01',
  ])('shows open and closed cases on one card, the newest first: %s', async (text) => {
    const [card, ...more] = await ask(text);
    expect(more).toEqual([]);
    const read = readAloud(card);
    expect(read.indexOf(second)).toBeGreaterThan(-1);
    expect(read.indexOf(second)).toBeLessThan(read.indexOf(first));
    expect(read).not.toContain(other);
  });

  it('goes by a username in letters that pass for its own', () => {
    expect(searchTerms('432\u0420\u0410\u0422\u0415LR02')).toEqual(['432patelr02']);
  });

  it('goes by a name that could be a reference, too', async () => {
    const kym = bot.teams.createPerson('Kym Fry');
    const chat = Object.assign(bot.teams.personalChat(kym), { installed: true });
    const theirs = await bot.raise(kym, chat, '432FRYK01');
    for (const text of ['case Kym Fry', 'kym fry', 'show case Kym Fry please']) {
      const [card] = await ask(text);
      expect(buttons(card)).toContain(`Open ${theirs}`);
    }
    expect(readAloud((await ask('case KYM-FRX'))[0])).toContain('KYM-FRX');
    expect(readAloud((await ask('case Kym Fry', yas, bot.teams.cast.people.femi))[0])).not.toContain(theirs);
  });

  it.each(['someone@nhs.net', 'find SOMEONE@nhs', 'find <mailto:someone@nhs.net>'])(
    'goes by an address: %s',
    async (text) => {
      const [card] = await ask(text);
      expect(buttons(card)).toEqual(expect.arrayContaining([`Open ${second}`, `Open ${other}`]));
    },
  );

  it('takes no reference for a password', () => {
    let seed = 1;
    const random = (below: number) => {
      seed = (seed * 48271) % 2147483647;
      return seed % below;
    };
    for (let count = 0; count < 300; count += 1) {
      const typed = newReference(random).replace('-', '').toLowerCase();
      expect(readTeamCommand(`find ${typed}`, '2026-11-29T12:00:00.000Z')).toEqual({ type: 'find', typed });
    }
  });

  it.each(['find PWD-X7K', 'find pwd-4km', 'find PWD–K4P', 'find K7M-PWD'])(
    'takes none of an earlier release for a password either: %s',
    (typed) => {
      const found = readTeamCommand(typed, '2026-11-29T12:00:00.000Z');
      expect(found).toMatchObject({ type: 'find', typed: typed.slice(5).replace('–', '-') });
    },
  );

  it('goes by a name that could be a reference', () => {
    expect(searchTerms('Kym Fry')).toEqual(['kym', 'fry']);
    expect(searchTerms('K7M 4PT')).toEqual(['k7m-4pt']);
    expect(searchTerms('kymfry')).toEqual(['kym-fry']);
  });

  it('goes by a reference without its hyphen', async () => {
    const [card] = await ask(`find ${other.replace('-', '').toLowerCase()}`);
    expect(readAloud(card)).toContain('1 case found');
    expect(buttons(card)).toEqual([`Open ${other}`]);
  });

  it('shows the first page where there are no longer as many', async () => {
    const [card] = await ask('find Amara');
    const data = { desk: 'find', terms: 'amara', page: 900 };
    await bot.teams.press(elena(), team(), card?.id ?? '', { type: 'Action.Execute', verb: 'desk', data });
    const view = bot.teams.view(elena(), team()).find(({ id }) => id === card?.id);
    expect(readAloud(view)).toContain('2 cases found');
  });

  it('shows the earlier cases of a username from a card of it', async () => {
    const card = await bot.shows(team(), second, 'ESR username');
    const before = bot.teams.activities(team()).length;
    await bot.teams.press(elena(), team(), card.id, '1 earlier case');
    const list = await bot.teams.until(() =>
      bot.teams
        .activities(team())
        .slice(before)
        .find((one) => buttons(one).includes(`Open ${first}`)),
    );
    expect(readAloud(list)).not.toContain(other);
  });

  it('opens a case from its row', async () => {
    const [card] = await ask(`find ${other}`);
    const before = bot.teams.activities(team()).length;
    await bot.teams.press(elena(), team(), card?.id ?? '', `Open ${other}`);
    const opened = await bot.teams.until(() =>
      bot.teams
        .activities(team())
        .slice(before)
        .find((one) => buttons(one).includes('Claim')),
    );
    expect(readAloud(opened)).toContain(other);
  });

  it.each(['find', 'search', 'find %', 'find _', 'find x', "find ';--", `find ${'%'.repeat(20_000)}`])(
    'says what to write, or that there is nothing: %.20s',
    async (text) => {
      const [answer, ...more] = await ask(text);
      expect(more).toEqual([]);
      expect(answer?.attachments ?? []).toEqual([]);
      expect(answer?.text).toContain('find');
    },
  );

  it('finds nobody of another Trust', async () => {
    const [answer] = await ask('find amara', yas, bot.teams.cast.people.femi);
    expect(answer?.attachments ?? []).toEqual([]);
    expect(JSON.stringify(answer)).not.toContain(second);
  });

  it('finds nobody from the trainers’ chat', async () => {
    const { people, chats } = bot.teams.cast;
    expect(JSON.stringify(await ask('find amara', chats.escalation, people.chloe))).not.toContain(second);
  });

  it('pages through many', async () => {
    const { people, chats } = bot.teams.cast;
    for (let count = 0; count < 9; count += 1) {
      const person = bot.teams.createPerson(`Many Names${count}`);
      const chat = bot.teams.personalChat(person);
      await bot.teams.install(chat);
      await bot.raise(person, chat, `432MANYN${String.fromCharCode(65 + count)}0${count}`);
    }
    const [card] = await ask('find many names');
    expect(buttons(card)).toContain('Older');
    await bot.teams.press(people.elena, chats.esrTeam, card?.id ?? '', 'Older');
    const view = bot.teams.view(people.elena, team()).find((message) => message.id === card?.id);
    expect(readAloud(view)).toContain('9 to 9');
    expect(buttons(view)).toContain('Newer');
  });
});

describe('the search message extension', () => {
  async function search(chat: Chat, person: Person, text: unknown, name = 'find') {
    const query = {
      commandId: 'find',
      parameters: [{ name, value: text }],
      queryOptions: { skip: 0, count: 25 },
    };
    const { status, body } = await bot.teams.invoke(person, chat, 'none', 'composeExtension/query', query);
    expect(status).toBe(200);
    return body as {
      composeExtension: {
        type: string;
        text?: string;
        attachments?: { content: object; preview: { content: { title: string } } }[];
      };
    };
  }

  it('lists the Trust’s cases, each with a card that opens it', async () => {
    const { composeExtension: found } = await search(team(), elena(), 'okafor');
    expect(found.type).toBe('result');
    expect(found.attachments?.map(({ preview }) => preview.content.title.slice(0, 7))).toEqual([
      second,
      first,
    ]);
    expect(JSON.stringify(found.attachments?.[0]?.content)).toContain('Show the case');
  });

  it.each([
    ['the trainers’ chat', () => bot.teams.cast.chats.escalation, () => bot.teams.cast.people.chloe],
    ['a chat of one’s own', () => bot.teams.cast.chats.amara, () => bot.teams.cast.people.amara],
    ['another Trust’s team', () => yas, () => bot.teams.cast.people.femi],
  ])('shows nothing in %s', async (_, chat, person) => {
    const { composeExtension: found } = await search(chat(), person(), 'okafor');
    expect(found.type).toBe('message');
    expect(JSON.stringify(found)).not.toContain(second);
  });

  it.each([
    ['nothing typed yet', 'true', 'initialRun'],
    ['no text', { a: 1 }],
    ['null', null],
    ['long', 'x%'.repeat(50_000)],
  ])('answers a sentence to %s', async (_, text, name?: string) => {
    const { composeExtension: found } = await search(team(), elena(), text, name);
    expect(found.type).toBe('message');
    expect(found.text).not.toBe('');
  });
});
