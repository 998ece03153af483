import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../simulator/world-events.ts';
import { openDatabase } from '../../../src/store/database.ts';
import { startBot, type TestBot } from '../../support/bot.ts';
import { cardIn, readAloud } from '../../support/cards.ts';
import { workbook } from '../../support/sheets.ts';
import { everythingIn } from '../../support/whole-database.ts';
import { classOf, learnerLine, lookAt, usernameOf } from './classes.ts';

let bot: TestBot;
let see: ReturnType<typeof lookAt>;
beforeEach(async () => {
  bot = await startBot({ TRUSTS: 'esneft,trust-427' });
  see = lookAt(bot);
});
afterEach(() => bot.close());

const cast = () => bot.teams.cast;
const rowsOf = (count: number) =>
  classOf(count)
    .split('\n')
    .map((line) => line.split('\t'));
const HEADING = ['Name', 'ESR username', 'Correct email'];
const xlsx = (count: number) => Buffer.from(workbook([HEADING, ...rowsOf(count)]));
const csv = (text: string) => Buffer.from(text);

/** Somebody sends a file in their own chat; what the bot said then. */
async function send(bytes: Buffer, name = 'class.xlsx', text = '', person: Person = cast().people.chloe) {
  const chat = bot.teams.personalChat(person);
  const before = bot.teams.activities(chat).length;
  const attachments = [bot.teams.world.pictures.file(name, bytes, bot.teams.serviceUrl)];
  await bot.teams.say(person, chat, text, { attachments });
  return bot.teams
    .activities(chat)
    .slice(before + 1)
    .map(readAloud)
    .join('\n');
}
/** All that the bot has stored. */
async function kept(): Promise<string> {
  const database = await openDatabase(bot.databaseUrl);
  const all = await everythingIn(database);
  await database.close();
  return all;
}

const checks = (chat = cast().chats.escalation) =>
  bot.teams.activities(chat).filter((one) => /is this right\?/i.test(readAloud(one)));

describe('a file that a trainer sends in their own chat', () => {
  it('becomes the card to check in the escalation chat, and its learners reach the ESR Team from there', async () => {
    expect(await send(xlsx(3), 'class.xlsx', 'all locked out, class starts at 2pm tomorrow')).toContain(
      '3 learners',
    );
    const check = await see.shown(cast().chats.escalation, '3 learners: is this right?');
    expect(JSON.stringify(check.entities)).toContain(cast().people.chloe.name);
    expect(readAloud(check)).toContain(usernameOf(2));
    await see.press('Send to the ESR Team', {}, cast().people.dev);
    const forTeam = await see.classForTeam(3);
    expect(readAloud(forTeam)).toContain('Needed');
  });

  it('leaves out whom it calls done, and says so', async () => {
    const withStatus = (...said: string[]) =>
      Buffer.from(
        workbook([[...HEADING, 'Status'], ...rowsOf(2).map((row, at) => [...row, said[at] ?? ''])]),
      );
    await send(withStatus('sorted', 'locked'));
    const check = await see.shown(cast().chats.escalation, 'Is this right?', '1 learner needs nothing more');
    expect(readAloud(check)).toContain(usernameOf(1));
    expect(readAloud(check)).not.toContain(usernameOf(0));
    expect(await send(withStatus('done', 'sorted'), 'other.xlsx')).toContain('2 learners need nothing more');
    expect(checks()).toHaveLength(1);
  });

  it('is read as CSV too', async () => {
    await send(csv(`Name,User,Email\n${learnerLine(0).replaceAll('\t', ',')}\n`), 'class.csv');
    expect(readAloud(await see.shown(cast().chats.escalation, 'Is this right?'))).toContain(usernameOf(0));
  });

  it('is shown once, however often Teams sends its message and the bot is started anew', async () => {
    const person = cast().people.chloe;
    const chat = bot.teams.personalChat(person);
    const attachments = [bot.teams.world.pictures.file('class.xlsx', xlsx(2), bot.teams.serviceUrl)];
    const { activity } = await bot.teams.say(person, chat, '', { attachments });
    await see.shown(cast().chats.escalation, '2 learners');
    await bot.restart();
    await bot.teams.redeliver(activity.id);
    await send(xlsx(1), 'other.xlsx');
    await see.shown(cast().chats.escalation, usernameOf(0), 'Is this right?');
    expect(checks()).toHaveLength(2);
  });

  it('leaves neither itself nor its other columns in the database', async () => {
    const rows = [
      [...HEADING, 'Ward'],
      [...learnerLine(0).split('\t'), 'Zinnia ward'],
      [...learnerLine(1).split('\t'), 'Zinnia ward'],
    ];
    await send(Buffer.from(workbook(rows)), 'very-secret-name.xlsx');
    await see.shown(cast().chats.escalation, '2 learners');
    const stored = await kept();
    expect(stored).toContain(usernameOf(0));
    expect(stored).not.toMatch(/very-secret-name|v3\/attachments|Zinnia/);
  });

  it('has a date of birth left out, and its sender told', async () => {
    const line = learnerLine(0).replaceAll('\t', ',');
    const said = await send(
      csv(`Name,User,Email,Date of birth\n${line},Date of birth: 3 May 1990\n`),
      'class.csv',
    );
    expect(said).toContain('I have left that out');
    await see.shown(cast().chats.escalation, usernameOf(0));
    expect(await kept()).not.toContain('1990');
  });

  it('says so where it has more than is read', async () => {
    expect(await send(xlsx(99))).toContain('99 learners');
    await see.shown(cast().chats.escalation, 'more than I can read in one go');
  });
});

describe('a file that is not read', () => {
  it.each([
    ['of another format', Buffer.from('x'), 'class.xlsm', '.xlsx and .csv'],
    ['that is broken', Buffer.from('x'), 'class.xlsx', 'could not read your file'],
    ['that is too large', Buffer.alloc(1_000_001), 'class.xlsx', 'too large'],
    ['of numbers alone', Buffer.from(workbook([[1, 2]])), 'class.xlsx', 'no words'],
    [
      'without learners',
      Buffer.from(workbook([['Rota', 'May']])),
      'class.xlsx',
      'could not find an ESR username',
    ],
  ])('%s is answered in the same chat alone', async (_, bytes, name, words) => {
    const before = bot.teams.activities(cast().chats.escalation).length;
    expect(await send(bytes, name)).toContain(words);
    expect(bot.teams.activities(cast().chats.escalation)).toHaveLength(before);
  });

  it('is not asked for where its sender is in no escalation chat', async () => {
    const asked = bot.teams.world.pictures.askedWith.length;
    const said = await send(xlsx(2), 'class.xlsx', '', bot.teams.createPerson('Mallory'));
    expect(said).toContain('You’re not in one'.replace('’', "'"));
    expect(bot.teams.world.pictures.askedWith).toHaveLength(asked);
    expect(checks()).toHaveLength(0);
  });

  it('is not asked for at an address that is not where Teams keeps files', async () => {
    const { chloe } = cast().people;
    const chat = bot.teams.personalChat(chloe);
    for (const downloadUrl of [
      'http://169.254.169.254/',
      'https://sharepoint.com.evil.example/x',
      `${bot.teams.serviceUrl}v3/conversations`,
    ]) {
      const file = {
        ...bot.teams.world.pictures.file('class.xlsx', xlsx(1), bot.teams.serviceUrl),
        content: { fileType: 'xlsx', downloadUrl },
      };
      await bot.teams.say(chloe, chat, '', { attachments: [file] });
      expect(readAloud(bot.teams.activities(chat).at(-1))).toContain('could not open your file');
    }
  });

  it('comes alone', async () => {
    const { chloe } = cast().people;
    const chat = bot.teams.personalChat(chloe);
    const file = () => bot.teams.world.pictures.file('class.xlsx', xlsx(1), bot.teams.serviceUrl);
    await bot.teams.say(chloe, chat, '', { attachments: [file(), file()] });
    expect(readAloud(bot.teams.activities(chat).at(-1))).toContain('one spreadsheet at a time');
  });

  it('is for the chat that a trainer of two Trusts names beside it', async () => {
    const { chloe } = cast().people;
    const other = bot.teams.createGroupChat('Trust 427 trainers', [chloe]);
    await bot.link('trust-427', 'escalation', other);
    expect(await send(xlsx(2))).toContain('ESNEFT');
    expect(checks()).toHaveLength(0);
    await send(xlsx(2), 'class.xlsx', 'ESNEFT');
    await see.shown(cast().chats.escalation, '2 learners');
    expect(checks(other)).toHaveLength(0);
  });
});

describe('a file in the escalation chat', () => {
  it.each([
    [
      'that Teams names',
      '',
      [
        {
          contentType: 'application/vnd.microsoft.teams.file.download.info',
          name: 'a.xlsx',
          content: { fileType: 'xlsx' },
        },
      ],
    ],
    ['that only the words speak of', "please see attached list of learners who can't log in", []],
  ])('%s gets how to send it', async (_, text, attachments) => {
    await bot.teams.say(cast().people.chloe, cast().chats.escalation, text, { attachments });
    const said = bot.teams.activities(cast().chats.escalation).at(-1);
    expect(readAloud(said)).toContain('one-to-one chat');
    expect(cardIn(said)).toBeUndefined();
  });

  it('of a channel is checked and sent in the thread that its card starts', async () => {
    const { chloe } = cast().people;
    const channel = bot.teams.createChannel('Trainers', [chloe]);
    await bot.link('esneft', 'escalation', channel);
    await send(xlsx(2));
    const check = await see.shown(channel, '2 learners: is this right?');
    await bot.teams.press(chloe, channel, check.id, 'Send to the ESR Team');
    await see.classForTeam(2);
  });
});
