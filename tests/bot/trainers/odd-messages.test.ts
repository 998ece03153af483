import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../support/bot.ts';
import { cardIn, readAloud } from '../../support/cards.ts';
import {
  AT_BOT,
  BOT_NAME,
  type Fields,
  fileWith,
  html,
  MENTION_SPAN,
  pictureWith,
  replyInHtml,
  replyTo,
} from '../../support/teams-messages.ts';

let bot: TestBot;
beforeAll(async () => {
  bot = await startBot();
});
afterAll(() => bot.close());

const chloe = () => bot.teams.cast.people.chloe;
const escalation = () => bot.teams.cast.chats.escalation;
const team = () => bot.teams.cast.chats.esrTeam;
const last = () => bot.teams.activities(escalation()).at(-1);
const mentioned = (fields: Fields): Fields => ({
  entities: [{ type: 'mention', mentioned: { id: bot.teams.bot.id, name: BOT_NAME }, text: AT_BOT }],
  ...fields,
});
const send = async (fields: Fields, chat = escalation(), person = chloe()) => {
  const before = bot.teams.activities(chat).length;
  const { status } = await bot.teams.say(person, chat, '', { raw: mentioned(fields) });
  expect(status).toBe(200);
  return bot.teams.activities(chat).slice(before + 1);
};
const card = () => JSON.stringify(cardIn(last()) ?? {});

describe('a learner', () => {
  it('is read in a message that was forwarded', async () => {
    await send({
      text: `${AT_BOT} please can you sort\r\n\r\nHi Tom, my username is 432PATELR02 and I can't get in. My email is r.patel@nhs.net`,
      attachments: [
        html(
          `<p>${MENTION_SPAN}&nbsp;please can you sort</p><blockquote itemtype="http://schema.skype.com/Forward"><p>Hi Tom, my username is 432PATELR02 and I can't get in. My email is r.patel@nhs.net</p></blockquote>`,
        ),
      ],
    });
    expect(card()).toContain('432PATELR02');
    expect(card()).toContain('r.patel@nhs.net');
  });

  it.each([
    [
      'in HTML',
      replyInHtml('432PATELR02 r.patel@nhs.net locked out', `${MENTION_SPAN} can you sort this one please`),
    ],
    [
      'as an entity',
      {
        text: `<quoted messageId="17"/> ${AT_BOT} can you sort this one please`,
        attachments: [],
        entities: [
          {
            type: 'quotedReply',
            quotedReply: { messageId: '17', preview: '432PATELR02 r.patel@nhs.net locked out' },
          },
        ],
      },
    ],
    [
      'as a reference',
      {
        text: `${AT_BOT} can you sort this one please`,
        attachments: [
          {
            contentType: 'messageReference',
            content: JSON.stringify({ messagePreview: '432PATELR02 r.patel@nhs.net locked out' }),
          },
        ],
      },
    ],
  ] as [string, Fields][])(
    'is read in the message that a reply asks about, %s, which is said',
    async (_, fields) => {
      const entities = [...(mentioned({}).entities as object[]), ...((fields.entities as object[]) ?? [])];
      const said = await send({ ...fields, entities });
      expect(said.map(readAloud).join()).toContain('from the quoted message');
      expect(card()).toContain('r.patel@nhs.net');
    },
  );

  it('of a quoted message is left alone by a reply that asks for nothing', async () => {
    await send(replyInHtml('432PATELR02 r.patel@nhs.net', `${MENTION_SPAN} all sorted, thanks`));
    expect(card()).not.toContain('432PATELR02');
  });

  it('of a quoted message is what a reply asks for news of', async () => {
    const said = await send(
      replyInHtml('432PATELR02 r.patel@nhs.net', `${MENTION_SPAN} any news on this one?`),
    );
    expect(said.map(readAloud).join()).toContain('I cannot find an open case here for 432PATELR02');
  });

  it('is read in the message over which a reply mentions the bot and says nothing', async () => {
    await send(replyInHtml('432PATELR02 r.patel@nhs.net', MENTION_SPAN));
    expect(card()).toContain('r.patel@nhs.net');
  });

  it('is read in a table that was forwarded', async () => {
    await send({
      text: `${AT_BOT} please\r\nRavi432PATELR02r.patel@nhs.net`,
      attachments: [
        html(
          `<p>${MENTION_SPAN} please</p><blockquote itemtype="http://schema.skype.com/Forward"><table><tr><td>Ravi</td><td>432PATELR02</td><td>r.patel@nhs.net</td></tr></table></blockquote>`,
        ),
      ],
    });
    expect(card()).toContain('"432PATELR02  r.patel@nhs.net"');
  });

  it('has the address that only the HTML of a pasted email kept', async () => {
    await send({
      text: `${AT_BOT} Patel, Ravi  432PATELR02`,
      attachments: [
        html(
          `<p>${MENTION_SPAN}&nbsp;Patel, Ravi &lt;<a href="mailto:r.patel@nhs.net">r.patel@nhs.net</a>&gt; 432PATELR02</p>`,
        ),
      ],
    });
    expect(card()).toContain('r.patel@nhs.net');
  });

  it('is read beside a picture or a file, which is said not to be', async () => {
    for (const [fields, says] of [
      [pictureWith(`${AT_BOT} 432PATELR02 r.patel@nhs.net`), 'cannot see pictures in this chat'],
      [fileWith(`${AT_BOT} 432PATELR02 r.patel@nhs.net`), 'gives me no files'],
    ] as const) {
      const replies = await send(fields);
      expect(readAloud(replies[0])).toContain(says);
      expect(card()).toContain('432PATELR02');
    }
  });
});

describe('a list that can’t be read', () => {
  it.each([
    [
      'a spreadsheet',
      fileWith(`${AT_BOT} please see attached list of learners who can't log in`),
      'gives me no files',
    ],
    ['a file alone', fileWith(AT_BOT), 'gives me no files'],
    ['a picture', pictureWith(`${AT_BOT} these learners are locked out`), 'cannot see pictures in this chat'],
    ['a picture alone', pictureWith(AT_BOT), 'cannot see pictures in this chat'],
  ])('is said to be so, with what to do: %s', async (_, fields, says) => {
    const replies = await send(fields);
    expect(replies).toHaveLength(1);
    expect(readAloud(replies[0])).toContain(says);
    expect(readAloud(replies[0])).toContain('one learner on each line');
    expect(readAloud(replies[0]).includes('error message')).toBe(says.includes('pictures'));
  });
});

describe('a command', () => {
  const mine = /open case/;

  it.each([
    `${AT_BOT}: my cases`,
    `${AT_BOT}\u200B my cases`,
    `Hi ${AT_BOT}, my cases`,
    `my cases ${AT_BOT}`,
    `<quoted messageId="1783419459151"/> ${AT_BOT} my cases`,
  ])('is understood from %j', async (text) => {
    expect(readAloud((await send({ text, attachments: [] }))[0])).toMatch(mine);
  });

  it.each([
    ['no text', { text: null, name: BOT_NAME }],
    ['no name', { text: '', name: null }],
  ])('is understood where the mention has %s', async (_, { text, name }) => {
    const entities = [null, { type: 'mention', text, mentioned: { id: bot.teams.bot.id, name } }];
    const replies = await send({ text: `${AT_BOT} my cases`, attachments: [], entities });
    expect(readAloud(replies[0])).toMatch(mine);
  });

  it('is understood in a reply to a message', async () => {
    for (const fields of [
      replyTo(`${AT_BOT} my cases`),
      replyInHtml('432PATELR02', `${MENTION_SPAN} my cases`),
    ]) {
      const entities = [...(mentioned({}).entities as object[]), ...((fields.entities as object[]) ?? [])];
      expect(readAloud((await send({ ...fields, entities }))[0])).toMatch(mine);
    }
  });

  it('of the ESR Team is understood in the same ways, and what came with it is said not to be read', async () => {
    const { elena } = bot.teams.cast.people;
    const heard = async (fields: Fields) => (await send(fields, team(), elena)).map(readAloud).join('\n');
    for (const text of [
      `${AT_BOT}: queue`,
      `Hi ${AT_BOT}, queue`,
      `<quoted messageId="1"/> ${AT_BOT} queue`,
    ]) {
      expect(await heard({ text, attachments: [] })).not.toContain('I did not understand');
    }
    expect(await heard(fileWith(AT_BOT))).toContain('cannot open files');
    expect(await heard(pictureWith(`${AT_BOT} queue`))).toContain('cannot see pictures in this chat');
  });
});

describe('"Escalate to ESR Team"', () => {
  const place = '<attachment id="1786399119244"></attachment>';
  const open = async (content: string, attachments: unknown) => {
    const message = bot.teams.activities(escalation())[0]?.id ?? '';
    const value = {
      commandId: 'escalate',
      commandContext: 'message',
      messagePayload: { id: '1', body: { contentType: 'html', content }, attachments },
    };
    const { body } = await bot.teams.invoke(
      chloe(),
      escalation(),
      message,
      'composeExtension/fetchTask',
      value,
    );
    return JSON.stringify(body);
  };
  const reference = (contentType: string, content: object) => [
    { id: '1786399119244', contentType, content: JSON.stringify(content) },
  ];
  const words = 'Hi Tom, my login is 432PATELR02 and r.patel@nhs.net, account locked';

  it('reads a message that was forwarded', async () => {
    const form = await open(
      place,
      reference('forwardedMessageReference', { originalMessageContent: `<p>${words}</p>` }),
    );
    expect(form).toContain('432PATELR02');
    expect(form).toContain('r.patel@nhs.net');
  });

  it('reads a quoted message where the words over it name nobody, and says so', async () => {
    const quoted = reference('messageReference', { messagePreview: words });
    expect(await open(`${place}<p>can you sort this?</p>`, quoted)).toMatch(
      /432PATELR02.*quoted|quoted.*432PATELR02/s,
    );
    const form = await open(`${place}<p>432OKOYEA01 a.okoye@nhs.net</p>`, quoted);
    expect(form).toContain('432OKOYEA01');
    expect(form).not.toContain('432PATELR02');
  });

  it('says that a file or a picture is not read', async () => {
    expect(await open(place, [{ contentType: 'reference', name: 'learners.xlsx' }])).toContain(
      'gives me no files',
    );
    expect(await open('<p><img itemtype="http://schema.skype.com/AMSImage"></p>', null)).toContain(
      'cannot see pictures in this chat',
    );
  });

  it('shows its form again when the same call comes twice', async () => {
    const message = bot.teams.activities(escalation())[0]?.id ?? '';
    const value = { commandId: 'escalate', messagePayload: { body: { content: words } } };
    const first = await bot.teams.invoke(chloe(), escalation(), message, 'composeExtension/fetchTask', value);
    const again = await bot.teams.redeliver(first.activity.id);
    expect(again.body).toEqual(first.body);
  });
});
