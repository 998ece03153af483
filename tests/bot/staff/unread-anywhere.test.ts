import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Chat, Person } from '../../../simulator/world-events.ts';
import { buttons, cardIn, readAloud } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';
import { WITHOUT_WORDS } from '../../support/teams-messages.ts';

let bot: CaseBot;
let person: Person;
let chat: Chat;
let count = 0;
beforeAll(async () => {
  bot = await startCaseBot(undefined, { TRUSTS: 'esneft,yas' });
});
afterAll(() => bot.close());
beforeEach(() => {
  count += 1;
  person = bot.teams.createPerson(`Sam Staff${count}`);
  chat = Object.assign(bot.teams.personalChat(person), { installed: true });
});

const messages = () => bot.teams.activities(chat);
const shown = () => readAloud(messages().at(-1));
const press = (button: string, inputs = {}) =>
  bot.teams.press(person, chat, messages().at(-1)?.id ?? '', button, inputs);
const say = (text: string) => bot.teams.say(person, chat, text);
const DETAILS = { username: '432UNREADA01', email: 'sam@nhs.net', words: 'It does not open' };

/** Pictures are read, and may lead elsewhere. */
const UNREADABLE = WITHOUT_WORDS.filter(([what]) => !what.includes('picture'));

/** How each prompt is reached, after the organisation is known; and what it says. */
const PROMPTS: readonly [prompt: string, reach: () => Promise<unknown>, says: string][] = [
  ['the menu', () => say('hello'), 'Choose your problem'],
  [
    'the problems of a group',
    async () => [await say('hello'), await press('Smartcard')],
    'What is the problem?',
  ],
  ['what may be meant', () => say('locked out'), 'My smartcard is locked or has expired'],
  ['a step', () => say('my smartcard is not linked to esr'), 'not linked'],
  [
    'a list of steps',
    async () => [await say('i forgot my password'), await say('show all the steps')],
    'Steps 1 to',
  ],
  ['a question', () => say('esr says my username or password is wrong'), 'ESR says'],
  ['the form', () => say('talk to someone'), 'What the ESR Team needs'],
  [
    'the read-back',
    async () => [await say('talk to someone'), await press('Check my answers', DETAILS)],
    'Is this right?',
  ],
];

describe('what cannot be read is said to be so, and the open question is asked again', () => {
  const sendsAll = async (isOpen: () => void) => {
    for (const [what, fields, says] of UNREADABLE) {
      const before = messages().length;
      await bot.teams.say(person, chat, '', { raw: fields });
      await bot.settled();
      expect(
        messages()
          .slice(before + 1)
          .map(readAloud)
          .join('\n'),
        what,
      ).toMatch(says);
      isOpen();
    }
  };

  it.each(PROMPTS)('at %s', async (_, reach, says) => {
    await say('hello');
    await say('esneft');
    await reach();
    const question = shown();
    const answers = buttons(messages().at(-1));
    expect(question).toContain(says);
    await sendsAll(() => expect([shown(), buttons(messages().at(-1))]).toEqual([question, answers]));
  });

  it('at the question whose ESR it is', async () => {
    await say('hello');
    await sendsAll(() => expect(shown()).toContain('Which organisation'));
  });

  it('at a question of the ESR Team', async () => {
    await say('hello');
    await say('esneft');
    const reference = await bot.raise(person, chat, '432UNREADB01');
    const { esrTeam } = bot.teams.cast.chats;
    const handoff = bot.teams
      .activities(esrTeam)
      .findLast((one) => readAloud(one).includes(reference) && buttons(one).includes('Send question'));
    const asks = { question: 'Which ward are you on?' };
    await bot.teams.press(bot.teams.cast.people.elena, esrTeam, handoff?.id ?? '', 'Send question', asks);
    await bot.settled();
    await sendsAll(() => {
      expect(shown()).toContain('Which ward are you on?');
      expect(JSON.stringify(cardIn(messages().at(-1)))).toContain('Input.Text');
    });
  });
});
