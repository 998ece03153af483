import { describe, expect, it } from 'vitest';
import { buttons, readAloud } from '../support/cards.ts';
import { staffOfEachTest } from '../support/staff.ts';

const staff = staffOfEachTest({ TRUSTS: 'esneft' }, { sendLimits: { chat: [], tenant: [] } });
const { say, press } = staff;
const SEND = 'Yes, send to the ESR Team';
const CHECK = 'Check my answers';

const newest = () => staff.bot.teams.view(staff.person, staff.chat).at(-1);
const shown = () => readAloud(newest()).replace(/\u200B/g, '');

/** What stands in the form's boxes, by their ids. */
function boxes(): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  const poll = (part: unknown): void => {
    if (part === null || typeof part !== 'object') return;
    const { type, id, value } = part as Record<string, unknown>;
    if (String(type).startsWith('Input.')) found[String(id)] = value;
    Object.values(part).forEach(poll);
  };
  poll(newest()?.attachments);
  return found;
}

async function readBack(words = 'Since my name changed'): Promise<void> {
  await say('talk to someone');
  await press(CHECK, { username: '432GREENN01', email: 'k@nhs.net', words });
  expect(buttons(newest())).toContain(SEND);
}

/** The username, the address and the words on the ESR Team's card of this person. */
async function teamGot(): Promise<
  [username: string | undefined, email: string | undefined, words: string | undefined]
> {
  const { teams } = staff.bot;
  const isTheirs = (text: string) => text.includes(`From\n${staff.person.name}\n`);
  const message = await teams.until(() =>
    teams.activities(teams.cast.chats.esrTeam).findLast((one) => isTheirs(readAloud(one))),
  );
  const lines = readAloud(message)
    .replace(/\u200B/g, '')
    .split('\n');
  const under = (label: string) =>
    lines[lines.findLastIndex((line) => line.replace(/:?\s*$/, '') === label) + 1];
  return [under('ESR username'), under('Correct email'), under('In their words')];
}

describe('the read-back', () => {
  it.each([
    ['n@nhs.net', '432GREENN01', 'n@nhs.net'],
    ['my email is n@nhs.net', '432GREENN01', 'n@nhs.net'],
    ['sorry the email is wrong it should be n@nhs.net', '432GREENN01', 'n@nhs.net'],
    ['yes but email is n@nhs.net', '432GREENN01', 'n@nhs.net'],
    ['email should be n@nhs.net not k@nhs.net', '432GREENN01', 'n@nhs.net'],
    ['432OTHERN01', '432OTHERN01', 'k@nhs.net'],
    ['432OTHERN01 n@nhs.net', '432OTHERN01', 'n@nhs.net'],
    ['no i meant 432OTHERN01', '432OTHERN01', 'k@nhs.net'],
  ])(
    'is shown afresh when a detail is typed, and what it shows is sent: %s',
    async (text, username, email) => {
      await readBack();
      await say(text);
      expect(shown()).toContain('Is this right?');
      for (const value of [username, email, 'Since my name changed']) expect(shown()).toContain(value);
      await say('ok');
      expect(await teamGot()).toEqual([username, email, 'Since my name changed']);
    },
  );

  it.each([
    ["that's not my email", '432GREENN01', ''],
    ['sorry k@nhs.net is wrong', '432GREENN01', ''],
    ['wrong email', '432GREENN01', ''],
    ['the username is wrong', '', 'k@nhs.net'],
    ["actually that's my wife's username", '', 'k@nhs.net'],
    ['both are wrong', '', ''],
    ['n@nhs.net is my colleague’s', '432GREENN01', 'k@nhs.net'],
    ['ignore that', '432GREENN01', 'k@nhs.net'],
    ['no', '432GREENN01', 'k@nhs.net'],
    ['no thats wrong', '432GREENN01', 'k@nhs.net'],
    ['edit', '432GREENN01', 'k@nhs.net'],
    ['change it', '432GREENN01', 'k@nhs.net'],
    ['change my email', '432GREENN01', 'k@nhs.net'],
    ['go back', '432GREENN01', 'k@nhs.net'],
  ])('leads to the form with only what is wrong emptied: %s', async (text, username, email) => {
    await readBack();
    await say(text);
    expect(buttons(newest())).toContain(CHECK);
    expect(boxes()).toMatchObject({ username, email, words: 'Since my name changed' });
  });

  it.each([
    'cc boss.lady@nhs.net',
    'boss.lady@nhs.net told me to ask you',
    'it says boss.lady@nhs.net on my record',
    'please send a copy to boss.lady@nhs.net',
    'reply to boss.lady@nhs.net instead, I am on leave',
    'Ravi said: my email is boss.lady@nhs.net',
  ])('keeps its address where another is only spoken of: %s', async (text) => {
    await readBack();
    await say(text);
    expect(buttons(newest())).toContain(CHECK);
    expect(boxes()).toMatchObject({ username: '432GREENN01', email: 'k@nhs.net' });
  });

  it.each([
    'yes please',
    'looks good',
    'send it',
    'yes that is right',
    'correct',
    'all correct, send',
    '👍',
    'Yes, send to the ESR Team',
  ])('is confirmed in people’s own words: %s', async (text) => {
    await readBack();
    await say(text);
    expect(await teamGot()).toEqual(['432GREENN01', 'k@nhs.net', 'Since my name changed']);
  });

  it.each(['not yet', 'wait', 'hold on', 'is that right?', 'hello?', 'thanks', '?!'])(
    'stays open, with nothing sent, at: %s',
    async (text) => {
      await readBack();
      await say(text);
      expect(buttons(newest())).toContain(SEND);
      expect(shown()).toContain('k@nhs.net');
    },
  );

  it('takes what else is typed as more words, and shows them before they are sent', async () => {
    await readBack('First words');
    await say('my purple badge reader blinks twice every Tuesday');
    expect(shown()).toContain('purple badge');
    expect(shown()).toContain('First words');
    await say('yes');
    expect((await teamGot())[2]).toContain('First words');
  });

  it.each(['any news?', 'status', 'chase', "what's happening with my case"])(
    'is shown again, with nothing added to it, when news of another case is asked for: %s',
    async (text) => {
      await readBack();
      await say('yes');
      await teamGot();
      await readBack('My screen is white');
      const before = shown();
      const replies = await say(text);
      expect(replies.map((one) => readAloud(one).replace(/\u200B/g, ''))).toContain(before);
      await say('yes');
      expect(shown()).toMatch(/On its way|In the queue/);
    },
  );

  it('is still there, as is the form, when a person is asked for', async () => {
    await readBack();
    await say('talk to someone');
    expect(shown()).toContain('Since my name changed');
    await say('no');
    await say('talk to someone');
    expect(boxes()).toMatchObject({ email: 'k@nhs.net', words: 'Since my name changed' });
  });

  it('does not keep an address that was called wrong for the next time', async () => {
    await readBack();
    await say("that's not my email");
    await say('start over');
    await say('talk to someone');
    expect(boxes()).toMatchObject({ username: '432GREENN01', email: '' });
  });
});

describe('the open form', () => {
  it.each([
    [
      'username 432HUGHESB01 email ben.hughes@nhs.net and my screen is blank after I log in',
      'my screen is blank after I log in',
    ],
    ['my email is ben.hughes@nhs.net, 432HUGHESB01. Screen blank, error 500.', 'Screen blank, error 500.'],
    ['my screen is blank (432HUGHESB01, ben.hughes@nhs.net)', 'my screen is blank'],
  ])(
    'keeps the words that are typed with the details, and they go with the case: %s',
    async (text, words) => {
      await say('talk to someone');
      await say(text);
      expect(shown()).toContain('Is this right?');
      expect(shown()).toContain(words);
      await say('yes');
      expect((await teamGot()).map((one) => one ?? '').slice(0, 2)).toEqual([
        '432HUGHESB01',
        'ben.hughes@nhs.net',
      ]);
      expect((await teamGot())[2]).toBe(words);
    },
  );

  it.each([
    'ESR username: 432HUGHESB01, correct email: ben.hughes@nhs.net. Thanks!',
    'sorry, my new email is ben.hughes@nhs.net and the username is 432HUGHESB01 please',
  ])('takes labels and courtesy for no words: %s', async (text) => {
    await say('talk to someone');
    await say(text);
    expect(boxes()).toMatchObject({ username: '432HUGHESB01', email: 'ben.hughes@nhs.net', words: '' });
  });

  it('keeps all that is typed, message by message', async () => {
    await say('talk to someone');
    await say('my purple badge reader blinks twice every Tuesday');
    await say('432HUGHESB01 and it beeps when cold');
    await say('the green lamp stays dark too');
    for (const words of ['purple badge', 'beeps when cold', 'green lamp'])
      expect(boxes().words).toContain(words);
  });

  it.each([
    'I dont know my username, ben.hughes@nhs.net',
    'ben.hughes@nhs.net but I’ve forgotten my ESR username',
    'no username. my email is ben.hughes@nhs.net',
  ])('ticks that the username is not known where that is said: %s', async (text) => {
    await say('talk to someone');
    await say('my purple badge reader blinks twice every Tuesday');
    await say(text);
    expect(shown()).toContain('Is this right?');
    expect(shown()).toContain('ben.hughes@nhs.net');
    expect(shown()).not.toContain('Type the ESR username');
  });

  it.each(['I dont know my username', "I can't remember my ESR username, sorry", 'no username'])(
    'ticks that the username is not known where nothing else is said: %s',
    async (text) => {
      for (const before of ['talk to someone', 'it does not let me in', 'ben.hughes@nhs.net', text])
        await say(before);
      expect(shown()).toContain('Is this right?');
      expect(shown()).toContain("I don't know it");
      expect(shown()).toContain('it does not let me in');
      expect(shown()).not.toContain(text);
    },
  );

  it.each([
    '432HUGHESB01 ben.hughes@nhs.net',
    'my username is 432HUGHESB01 and my email is ben.hughes@nhs.net',
  ])('is filled in by what is typed in the chat: %s', async (text) => {
    for (const before of ['talk to someone', 'it does not let me in']) await say(before);
    const replies = await say(text);
    expect(replies).toHaveLength(1);
    expect(shown()).toContain('Is this right?');
    expect(shown()).toContain('432HUGHESB01');
    expect(shown()).toContain('ben.hughes@nhs.net');
  });

  it.each([
    ['432HUGHESB01', { username: '432HUGHESB01', email: '' }],
    ['ben.hughes@nhs.net', { username: '', email: 'ben.hughes@nhs.net' }],
  ])('keeps one of the two, and asks for the other: %s', async (text, filled) => {
    await say('talk to someone');
    const replies = await say(text);
    expect(replies).toHaveLength(1);
    expect(boxes()).toMatchObject(filled);
  });

  it('shows what cannot be sent as it is, with what is wrong with it', async () => {
    await say('talk to someone');
    await say('432HUGHESB01 and my email is ben@nhs,net');
    expect(buttons(newest())).toContain(CHECK);
    expect(boxes()).toMatchObject({ username: '432HUGHESB01' });
  });
});
