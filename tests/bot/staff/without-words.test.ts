import { describe, expect, it } from 'vitest';
import { buttons, readAloud } from '../../support/cards.ts';
import { staffOfEachTest } from '../../support/staff.ts';
import {
  type Fields,
  fileWith,
  html,
  pictureWith,
  replyInHtml,
  replyTo,
  WITHOUT_WORDS,
} from '../../support/teams-messages.ts';

const staff = staffOfEachTest({ TRUSTS: 'esneft' });
const { last } = staff;
const say = (text: string, raw: Fields = {}) => staff.say(text, { raw });

const send = (raw: Fields) => say('', raw);
/** The first question of a locked account's walk. */
const branch = async () => {
  await say('my esr account is locked');
  const question = readAloud(last());
  expect(question).toContain('locked');
  return question;
};

describe('what can’t be read, in the middle of a walk', () => {
  it.each(WITHOUT_WORDS)('is said to be so, and the question is asked again: %s', async (_, fields, says) => {
    const question = await branch();
    const replies = await send(fields);
    expect(replies).toHaveLength(2);
    expect(readAloud(replies[0])).toMatch(says);
    expect(readAloud(last())).toBe(question);
  });

  it.each(['see file', 'please see attached, thanks', 'voice note'])(
    'is not left for words that only point at it: %s',
    async (words) => {
      const question = await branch();
      const replies = await send(fileWith(words));
      expect(replies.map(readAloud).join()).toMatch(/cannot open files/);
      expect(readAloud(last())).toBe(question);
    },
  );

  it('leaves the form of the ESR Team open', async () => {
    await say('talk to someone');
    await send(WITHOUT_WORDS[0]?.[1] ?? {});
    expect(buttons(last())).toContain('Check my answers');
  });
});

describe('what can’t be read, at the start', () => {
  it.each(WITHOUT_WORDS)(
    'leads to the menu, or to the messages that ESR shows: %s',
    async (_, fields, says) => {
      const replies = await send(fields);
      expect(replies.map(readAloud).join('\n')).toMatch(says);
      expect(buttons(last())).toContain('Ask the ESR Team');
    },
  );
});

describe('a picture with words', () => {
  it.each([
    'I get this',
    'What does this mean?',
    'getting this message when I try to log in',
    'this is what it says',
    'this is what it says when i log in',
    'help with this please',
    'see attached',
    'please see the screenshot',
    'it says this',
    'hi, can you help? screenshot below',
    'error message',
    'hello',
  ])('that only point at it brings the messages that ESR shows: %s', async (words) => {
    await send(pictureWith(words));
    expect(readAloud(last())).toContain('could not open your picture');
    expect(buttons(last())).toContain('ESR says my username or password is wrong');
  });

  it.each([
    ['my smartcard is locked, see this', 'locked'],
    ['it says my smartcard is not linked to esr', 'not linked'],
    ['I forgot my password, I get this message', 'password'],
  ])('that are clear goes on with them, and says that it was not opened: %s', async (words, about) => {
    const replies = await send(pictureWith(words));
    expect(readAloud(replies[0])).toContain('could not open your picture');
    expect(readAloud(last())).toContain(about);
    expect(buttons(last())).not.toContain('Something else');
  });

  it.each(['start over', 'talk to someone', 'help'])('may be a command: %s', async (words) => {
    await branch();
    const replies = await send(pictureWith(words));
    expect(readAloud(replies[0])).toContain('could not open your picture');
    expect(buttons(last())).not.toContain('Something else');
  });

  it('never ends a walk by pointing', async () => {
    const question = await branch();
    await send(pictureWith('I get this'));
    expect(readAloud(last())).toBe(question);
  });

  it('may answer the open question', async () => {
    await say('my smartcard is not linked to esr');
    const question = readAloud(last());
    const [title = ''] = buttons(last());
    const replies = await send(pictureWith(title));
    expect(readAloud(replies[0])).toContain('could not open your picture');
    expect(readAloud(last())).not.toBe(question);
  });
});

it('words beside a file are read, and the file is said not to be', async () => {
  const replies = await send(fileWith('my smartcard is not linked to esr', 'form.pdf'));
  expect(readAloud(replies[0])).toContain('cannot open files');
  expect(readAloud(last())).toContain('not linked');
});

describe('a reply to one of the bot’s messages', () => {
  const MARK = '<quoted messageId="1783419459151"/>';

  it.each([
    ['a new client', (text: string) => replyTo(`${MARK} ${text}`)],
    ['two markers', (text: string) => replyTo(`${MARK}${MARK}\n${text}`)],
    [
      'an older client',
      (text: string) => replyInHtml('How are you getting on? Is it start over or back?', text),
    ],
  ])('is read as if typed without it, from %s', async (_, fields) => {
    await branch();
    await send(fields('talk to someone'));
    expect(buttons(last())).toContain('Check my answers');
    await send(fields('start over'));
    expect(buttons(last())).toContain('Ask the ESR Team');
    expect(buttons(last())).not.toContain('Check my answers');
    expect(readAloud((await send(fields('forget me')))[0])).toContain('erased');
  });

  it('answers the open question, and never shows the marker', async () => {
    await say('my smartcard is not linked to esr');
    const question = readAloud(last());
    const [title = ''] = buttons(last());
    const replies = await send(replyTo(`${MARK} ${title}`));
    expect(readAloud(last())).not.toBe(question);
    expect(JSON.stringify(replies)).not.toMatch(/quoted|1783419459151/);
  });

  it('without words asks the question again', async () => {
    const question = await branch();
    await send(replyTo(MARK));
    expect(readAloud(last())).toBe(question);
  });
});

const THEIRS = 'My username is 432PATELR02, my email is r.patel@nhs.net. It says they are wrong.';
/** What the form's boxes for the username and the address hold. */
function boxes() {
  const card = JSON.stringify(last());
  const value = (id: string) => new RegExp(`"id":"${id}"[^{}]*"value":"([^"]*)"`).exec(card)?.[1];
  return { username: value('username'), email: value('email') };
}

describe('a message whose words stand in its HTML alone', () => {
  it('is read there: an address pasted from Outlook, a forwarded message', async () => {
    await send({
      text: 'my login is 432PATELR02, my email is',
      attachments: [
        html(
          '<p>my login is 432PATELR02, my email is &lt;<a href="mailto:r.patel@nhs.net">r.patel@nhs.net</a>&gt;</p>',
        ),
      ],
    });
    await say('talk to someone');
    expect(JSON.stringify(last())).toContain('r.patel@nhs.net');
    await send({
      text: '',
      attachments: [
        html(
          '<blockquote itemtype="http://schema.skype.com/Forward"><p>it says my smartcard is not linked to esr</p></blockquote>',
        ),
      ],
    });
    expect(readAloud(last())).toContain('not linked');
  });

  it.each([
    [
      'in its HTML',
      {
        attachments: [
          html(`<blockquote itemtype="http://schema.skype.com/Forward"><p>${THEIRS}</p></blockquote>`),
        ],
      },
    ],
    [
      'as an attachment',
      {
        attachments: [
          { contentType: 'forwardedMessageReference', content: { originalMessageContent: THEIRS } },
        ],
      },
    ],
  ])(
    'fills no box of the form with what another person wrote of themselves, forwarded %s',
    async (_, raw) => {
      await send({ text: '', ...raw });
      await say('talk to someone');
      expect(boxes()).toEqual({ username: '', email: '' });
      await send({ text: '', ...raw });
      expect(boxes()).toEqual({ username: '', email: '' });
      expect(readAloud(last())).toContain(THEIRS);
    },
  );
});
