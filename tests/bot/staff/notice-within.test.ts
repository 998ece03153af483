import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buttons, cardIn, readAloud } from '../../support/cards.ts';
import { staffOfEachTest } from '../../support/staff.ts';

const TEXT = 'ESR is down nationally';
const TELL = "Tell me when it's over";
const LISTENING = "I'll tell you here when it's over.";

describe('a running notice', () => {
  const staff = staffOfEachTest({ TRUSTS: 'esneft' }, { sendLimits: { chat: [], tenant: [] } });
  const { say, press, last } = staff;
  const team = (text: string) => {
    const { teams } = staff.bot;
    return teams.say(teams.cast.people.elena, teams.cast.chats.esrTeam, text);
  };
  const firstPart = () => JSON.stringify((cardIn(last())?.body as unknown[] | undefined)?.[0]);
  const messages = () => staff.bot.teams.activities(staff.chat);
  beforeEach(() => team(`notice ${TEXT}`));
  afterEach(() => team('notice off'));

  it('stands first in the welcome, and in each card of a walk, and is no message of its own', async () => {
    const replies = await say('hello');
    expect(replies).toHaveLength(1);
    expect(firstPart()).toContain(TEXT);
    expect(firstPart()).toContain('"style":"attention"');
    expect(firstPart()).toContain(TELL);
    await press('Username and password');
    await press('ESR says my username or password is wrong');
    for (const answer of ['Once', 'Not yet', 'Ask the ESR Team']) {
      expect(firstPart()).toContain(TEXT);
      await press(answer);
    }
    expect(buttons(last())).toContain('Check my answers');
    expect(firstPart()).toContain(TEXT);
  });

  it('is not left on a card that was answered', async () => {
    await say('hello');
    const { outcome } = await press('Username and password');
    expect(JSON.stringify(outcome)).not.toContain(TEXT);
  });

  it('promises a message by its button, on the card that stays as it is, and keeps it', async () => {
    await say('i forgot my password');
    const { outcome } = await press(TELL);
    const shown = JSON.stringify(outcome);
    for (const words of [TEXT, LISTENING, 'Carry on', 'Ask the ESR Team']) expect(shown).toContain(words);
    expect(shown).not.toContain(TELL);
    await press('Carry on');
    expect(firstPart()).toContain(LISTENING);
    await team('notice off');
    await staff.bot.teams.until(() => messages().some((one) => readAloud(one).includes("It's over")));
    await say('start over');
    expect(firstPart()).not.toContain(TEXT);
  });

  it('promises it when asked by typing, and by an older card', async () => {
    await say('hello');
    const old = last();
    const replies = await say("tell me when it's over");
    expect(readAloud(replies[0])).toContain(LISTENING);
    await say('start over');
    const { outcome } = await press(TELL, {}, old);
    expect(JSON.stringify(outcome)).toContain(LISTENING);
    expect(JSON.stringify(outcome)).not.toContain('Choose your problem');
  });

  it('answers whether ESR is down, with the open question after it', async () => {
    await say('my smartcard is not linked to esr');
    const question = readAloud(last());
    await say('is esr down?');
    expect(readAloud(last())).toBe(question);
    expect(firstPart()).toContain(TEXT);
  });

  it.each([true, false])('answers it last, where it can be seen, at a menu: open %s', async (open) => {
    if (open) await say('hello');
    await say('is esr down?');
    expect(readAloud(last())).toContain(TEXT);
    expect(readAloud(last())).not.toContain('Choose your problem');
    await say("tell me when it's over");
    expect(readAloud(last())).toContain(LISTENING);
  });

  it('that was changed or is over is so on the next card', async () => {
    await say('hello');
    await team('notice ESR is slow today');
    await say('start over');
    expect(firstPart()).toContain('slow today');
    await team('notice off');
    await say('start over');
    expect(firstPart()).not.toContain('slow today');
  });
});

describe('"Is ESR down?" without a notice', () => {
  const staff = staffOfEachTest({ TRUSTS: 'esneft' });
  const raise = async (index: number) => {
    const { teams } = staff.bot;
    const person = teams.createPerson(`Reporter ${index} ${staff.person.id.slice(-6)}`);
    const chat = Object.assign(teams.personalChat(person), { installed: true });
    const press = (button: string, inputs = {}) =>
      teams.press(person, chat, teams.activities(chat).at(-1)?.id ?? '', button, inputs);
    await teams.say(person, chat, 'talk to someone');
    const inputs = { username: `432REPORT0${index}`, email: `r${index}@nhs.net`, words: 'It does not open' };
    await press('Check my answers', inputs);
    await press('Yes, send to the ESR Team');
  };

  it('says so, what to check, and how many others reported something once they are more than three', async () => {
    const asked = async () => (await staff.say('is esr down?')).map(readAloud).join('\n');
    for (const index of [1, 2, 3]) await raise(index);
    const few = await asked();
    expect(few).toContain('has not told me about a problem');
    expect(few).toContain('Check that another website opens');
    expect(few).not.toMatch(/\d+ people/);
    expect(few).toContain('Choose your problem');
    await raise(4);
    expect(await asked()).toContain('4 people');
  });
});
