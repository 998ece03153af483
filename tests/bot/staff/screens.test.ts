import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Chat, Person } from '../../../simulator/world-events.ts';
import { pngOf, SCREENS, UNREADABLE } from '../../screens/pictures.ts';
import { startBot, type TestBot } from '../../support/bot.ts';
import { buttons, cardIn, readAloud } from '../../support/cards.ts';
import { type Served, startServed } from '../../support/serve.ts';

let bot: TestBot;
let person: Person;
let chat: Chat;

beforeAll(async () => {
  // A busy machine reads slowly.
  bot = await startBot({ TRUSTS: 'esneft' }, { lookWithinMs: 60_000 });
});
afterAll(() => bot.close());
beforeEach(() => {
  person = bot.teams.createPerson(`Sam ${crypto.randomUUID().slice(0, 8)}`);
  chat = bot.teams.personalChat(person);
  chat.installed = true;
});

const last = () => bot.teams.activities(chat).at(-1);
const pasted = (bytes: Buffer) => bot.teams.world.pictures.paste(bytes, 'image/png', bot.teams.serviceUrl);
/** What the bot says to pictures and words. */
async function send(pictures: readonly Buffer[], text = '') {
  const before = bot.teams.activities(chat).length;
  const attachments = pictures.map(pasted);
  expect((await bot.teams.say(person, chat, text, { attachments })).status).toBe(200);
  return bot.teams.activities(chat).slice(before + 1);
}
const say = (text: string) => bot.teams.say(person, chat, text);
const press = (button: string, inputs = {}, message = last()) =>
  bot.teams.press(person, chat, message?.id ?? '', button, inputs);

describe('a screenshot of a known error', () => {
  it('is said to be read, and what it says leads to the problem', async () => {
    const replies = await send([SCREENS.known]);
    expect(readAloud(replies[0])).toContain('reading your screen');
    expect(readAloud(replies[1])).toContain('There was a problem reading your Smartcard');
    expect(buttons(replies[1])).toEqual(['Something else']);
    expect(readAloud(last())).toContain('smartcard');
    expect(buttons(last())).not.toContain('Something else');
  });

  it('may be none of it: "Something else" offers the other messages, and nothing of it goes on', async () => {
    const replies = await send([SCREENS.known]);
    await press('Something else', {}, replies[1]);
    expect(buttons(last())).toContain('ESR says my username or password is wrong');
    expect(buttons(last())).not.toContain('I get an error when my smartcard is in');
    await press('Ask the ESR Team');
    await press('Check my answers', {
      username: '432OKAFORA01',
      email: 'amara.okafor@nhs.net',
      words: 'It does not let me in',
    });
    expect(readAloud(last())).not.toContain('Screen said');
  });

  it('goes with the case, and is shown before it is sent', async () => {
    await send([SCREENS.known]);
    await say('talk to someone');
    await press('Check my answers', {
      username: '432OKAFORA01',
      email: 'amara.okafor@nhs.net',
      words: 'It comes up every morning.',
    });
    expect(readAloud(last())).toContain('Screen said: There was a problem reading your Smartcard');
    await press('Yes, send to the ESR Team');
    const { esrTeam } = bot.teams.cast.chats;
    await expect
      .poll(() => readAloud(bot.teams.activities(esrTeam).at(-1)))
      .toContain('Screen said: There was a problem reading your Smartcard');
  });

  it('counts with the words typed beside it: the screen leads, the words are offered', async () => {
    const replies = await send([SCREENS.known], 'i forgot my password');
    expect(readAloud(replies[1])).toContain('There was a problem reading your Smartcard');
    await press('Something else', {}, replies[1]);
    expect(buttons(last())[0]).toBe('I forgot my username or password');
  });

  it.each([
    ['that is known', SCREENS.known],
    ['that may be known', SCREENS.likely],
    ['that is not', SCREENS.other],
  ])('the words beside a picture %s go into the form', async (_, picture) => {
    await say('my smartcard is not linked to esr');
    await send([picture], 'It happens on the ward PC since Monday');
    await say('talk to someone');
    const form = JSON.stringify(cardIn(last()));
    expect(form).toContain('It happens on the ward PC since Monday');
  });

  it('goes along with what is being written to the ESR Team, and the form stays open', async () => {
    await say('talk to someone');
    await send([SCREENS.known]);
    expect(buttons(last())).toContain('Check my answers');
    await press('Check my answers', {
      username: '432OKAFORA01',
      email: 'amara.okafor@nhs.net',
      words: 'It does not let me in',
    });
    expect(readAloud(last())).toContain('Screen said: There was a problem reading your Smartcard');
  });

  it('does not begin again what is being walked', async () => {
    await send([SCREENS.known]);
    const question = readAloud(last());
    const replies = await send([SCREENS.known]);
    expect(replies).toHaveLength(3);
    expect(readAloud(last())).toBe(question);
  });

  it('leads among several pictures', async () => {
    const replies = await send([SCREENS.other, SCREENS.likely, SCREENS.known]);
    expect(readAloud(replies[1])).toContain('There was a problem reading your Smartcard');
  });

  it('beside a command, or a secret, changes nothing', async () => {
    const [, said] = await send([SCREENS.known], 'talk to someone');
    expect(readAloud(said)).toContain('There was a problem reading your Smartcard');
    expect(buttons(last())).toContain('Check my answers');
    const replies = await send([SCREENS.known], 'my password is Winter2026!');
    expect(replies.map(readAloud).join('\n')).toContain('a password');
  });

  it('is read once, though Teams sends its message again', async () => {
    const attachments = [pasted(SCREENS.known)];
    const { activity } = await bot.teams.say(person, chat, '', { attachments });
    const said = bot.teams.activities(chat).length;
    const asked = bot.teams.world.pictures.askedWith.length;
    await fetch(bot.teams.botUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activity),
    });
    expect(bot.teams.activities(chat).length).toBe(said);
    expect(bot.teams.world.pictures.askedWith.length).toBe(asked);
  });
});

describe('a screenshot that is like a known message', () => {
  it('is asked about, and goes on when it is that', async () => {
    await send([SCREENS.likely]);
    expect(readAloud(last())).toContain('The username or password is wrong');
    expect(buttons(last())[0]).toBe('ESR says my username or password is wrong');
    await press('ESR says my username or password is wrong');
    await say('talk to someone');
    await press('Check my answers', {
      username: '432OKAFORA01',
      email: 'amara.okafor@nhs.net',
      words: 'It does not let me in',
    });
    expect(readAloud(last())).toContain('Screen showed: The username or password is wrong');
  });

  it('needs no question when the words beside it say the same', async () => {
    const replies = await send([SCREENS.likely], 'it says my username or password is wrong');
    expect(buttons(replies[1])).toEqual(['Something else']);
  });

  it('is forgotten when it is something else', async () => {
    await send([SCREENS.likely]);
    await press('My ESR account is locked');
    await say('talk to someone');
    await press('Check my answers', {
      username: '432OKAFORA01',
      email: 'amara.okafor@nhs.net',
      words: 'It does not let me in',
    });
    expect(readAloud(last())).not.toMatch(/Screen (said|showed)/);
  });
});

describe('a picture that says nothing', () => {
  it('of another program, brings the messages that ESR shows, and nothing of it is kept', async () => {
    await send([SCREENS.other]);
    expect(readAloud(last())).toContain('do not recognise a message');
    expect(buttons(last())).toContain('ESR says my username or password is wrong');
    const { db } = bot.app.database;
    const kept = JSON.stringify(await db.selectFrom('dialog_state').selectAll().execute());
    expect(kept).not.toMatch(/EXAMPLE, John|943 476 5919|Penicillin|Amlodipine/);
  });

  it.each(UNREADABLE)('is not opened, and they are told so: %s', async (_, bytes) => {
    await send([bytes]);
    expect(readAloud(last())).toMatch(/can only read|cannot read|too large|could not/);
    expect(buttons(last())).toContain('Ask the ESR Team');
  });

  it('in the middle of a walk, asks its question again', async () => {
    await say('my esr account is locked');
    const question = readAloud(last());
    const replies = await send([SCREENS.other]);
    expect(readAloud(replies[1])).toContain('do not recognise a message');
    expect(readAloud(last())).toBe(question);
  });

  it('beside clear words, lets them lead', async () => {
    const replies = await send([pngOf(50_000, 50_000)], 'my smartcard is not linked to esr');
    expect(readAloud(replies[1])).toContain('too large');
    expect(readAloud(last())).toContain('not linked');
  });
});

describe('where pictures are asked for', () => {
  let served: Served;
  beforeAll(async () => {
    served = await startServed({}, { lookWithinMs: 60_000 });
  });
  afterAll(() => served.close());

  it('a pasted one with the bot’s own token, at the service URL’s host', async () => {
    const { teams } = served;
    const { people, chats } = teams.cast;
    const attachments = [teams.world.pictures.paste(SCREENS.known, 'image/png', teams.serviceUrl)];
    await teams.say(people.amara, chats.amara, '', { attachments });
    expect(teams.world.pictures.askedWith).toEqual([expect.stringMatching(/^Bearer ./)]);
    expect(JSON.stringify(teams.activities(chats.amara))).toContain('problem reading your Smartcard');
  });
});

describe('where reading is turned off', () => {
  let off: TestBot;
  beforeAll(async () => {
    off = await startBot({ READ_SCREENS: 'no' });
  });
  afterAll(() => off.close());

  it('a picture is not opened, and they are told what to type instead', async () => {
    const { people, chats } = off.teams.cast;
    const { pictures } = off.teams.world;
    const attachments = [pictures.paste(SCREENS.known, 'image/png', off.teams.serviceUrl)];
    await off.teams.say(people.amara, chats.amara, '', { attachments });
    const said = off.teams.activities(chats.amara).at(-1);
    expect(readAloud(said)).toContain('cannot look at pictures here');
    expect(buttons(said)).toContain('ESR says my username or password is wrong');
    expect(pictures.askedWith).toEqual([]);
    await off.teams.say(people.amara, chats.amara, 'my esr account is locked');
    await off.teams.say(people.amara, chats.amara, '', { attachments });
    const replies = off.teams.activities(chats.amara).map(readAloud).join('\n');
    expect(replies).toContain('type what it says');
  });
});
