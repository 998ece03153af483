import { describe, expect, it } from 'vitest';
import { mentionsBot } from '../../../src/intake/message/bot-mention.ts';
import { readSaid } from '../../../src/intake/message/said.ts';
import { saidInPayload } from '../../../src/intake/message/said-in-payload.ts';
import { cpuMs, slowness } from '../../support/slowness.ts';
import { AT_BOT, BOT_NAME, html, MENTION_SPAN } from '../../support/teams-messages.ts';

const BOT = { id: '28:bot', name: BOT_NAME };
const said = (fields: object) => readSaid({ recipient: BOT, ...fields });
const mention = (text: unknown, id: unknown = BOT.id, name: unknown = BOT_NAME) => ({
  type: 'mention',
  text,
  mentioned: { id, name },
});

describe('what was said to the bot', () => {
  it.each([
    [`${AT_BOT} hello`, [mention(AT_BOT)], 'hello'],
    [`${AT_BOT} a ${AT_BOT} b`, [mention(AT_BOT), mention(AT_BOT)], 'a   b'],
    [`${AT_BOT}&nbsp;432PATELR02`, [mention(AT_BOT)], '432PATELR02'],
    [`${AT_BOT}: my cases`, [mention(AT_BOT)], 'my cases'],
    [`${AT_BOT} withdraw \u041A7\u041C-4\u0420\u0422`, [mention(AT_BOT)], 'withdraw K7M-4PT'],
    [`${AT_BOT}\u200B my cases`, [mention(AT_BOT)], 'my cases'],
    [`${AT_BOT}\u00A0\u2013 my cases`, [mention(AT_BOT)], 'my cases'],
    [`Hi ${AT_BOT}, my cases`, [mention(AT_BOT)], 'my cases'],
    [`Good morning ${AT_BOT}! my cases`, [mention(AT_BOT)], 'my cases'],
    [`my cases ${AT_BOT}`, [mention(AT_BOT)], 'my cases'],
    [`Hi ${AT_BOT}`, [mention(AT_BOT)], 'Hi'],
    [`${AT_BOT} ?`, [mention(AT_BOT)], '?'],
    [`${AT_BOT} my cases`, [mention(undefined)], 'my cases'],
    ['<at id="0">ESR</at> my cases', [mention('', BOT.id, undefined)], 'my cases'],
    [`@${BOT_NAME}: my cases`, [mention(undefined)], 'my cases'],
    [`${AT_BOT} my cases`, [], `${AT_BOT} my cases`],
    [`${AT_BOT} my cases`, null, `${AT_BOT} my cases`],
    [`${AT_BOT} my cases`, undefined, `${AT_BOT} my cases`],
    [`${AT_BOT} my cases`, [mention(AT_BOT, '29:elena', 'Elena')], `${AT_BOT} my cases`],
    [`@${BOT_NAME}: my cases`, null, `@${BOT_NAME}: my cases`],
    [
      '<at>Elena</at> hello',
      [mention('<at>Elena</at>', '29:elena', 'Elena'), mention(undefined)],
      '<at>Elena</at> hello',
    ],
    ['<at>Bot</at> hello', [], '<at>Bot</at> hello'],
    [`please:${AT_BOT}\n432PATELR02\n432OKOYEA01`, [mention(AT_BOT)], 'please: \n432PATELR02\n432OKOYEA01'],
    ['hello', [mention('')], 'hello'],
    ['hello', null, 'hello'],
    [undefined, undefined, ''],
    [7, 'entities', ''],
  ])('of %j', (text, entities, expected) => {
    expect(said({ text, entities }).text).toBe(expected);
  });

  it.each([
    [true, [mention(AT_BOT)]],
    [true, [null, mention('<at>Elena</at>', '29:elena', 'Elena'), mention(undefined)]],
    [false, [mention(AT_BOT, '29:elena', BOT_NAME)]],
    [false, [{ ...mention(AT_BOT), type: 'clientInfo' }]],
    [false, [{ type: 'mention', text: AT_BOT }]],
    [false, [mention(AT_BOT, null), mention(AT_BOT, ''), mention(AT_BOT, [BOT.id])]],
    [false, []],
    [false, null],
    [false, undefined],
    [false, 'entities'],
  ])('is said to the bot: %s, by %j', (expected, entities) => {
    expect(mentionsBot(entities, BOT)).toBe(expected);
    expect(mentionsBot(entities, undefined)).toBe(false);
  });

  it.each([
    [{ type: 'mention' }],
    [{ type: 'mention', mentioned: null, text: 'hello' }],
    [{ type: 'mention', mentioned: { id: BOT.id }, text: 7 }],
    [{ type: 'mention', mentioned: { id: [BOT.id] }, text: 'hello' }],
    [null],
  ])('is not changed by a mention that lies: %j', (lie) => {
    expect(said({ text: 'hello', entities: [lie] }).text).toBe('hello');
  });

  it.each([
    ['<quoted messageId="1783419459151"/> start over', 'start over'],
    ['<quoted messageId="1"/><quoted messageId="2" /> start over', 'start over'],
    ["<QUOTED messageid='1'></QUOTED>\nstart over", 'start over'],
    ['<quoted id=1>what the bot said</quoted> start over', 'start over'],
    ['&lt;quoted messageId=&quot;1&quot;/&gt; start over', 'start over'],
    ['start over <quoted messageId="1">', 'start over'],
    ['<quoted messageId="1" preview="a > b"/>twice', 'twice'],
    ["<quoted messageId='1' preview='a < b > c'></quoted>twice", 'twice'],
    ['&lt;quoted messageId=&quot;1&quot; preview=&quot;a &gt; b&quot;/&gt;twice', 'twice'],
    ['<attachment id="1"></attachment>start over', 'start over'],
    ['<attachment id="1"/>start over', 'start over'],
    ['<attachment id="1">start over', 'start over'],
    ['<quoted messageId="1"/>', ''],
    ['I quoted it', 'I quoted it'],
  ])('is without the marker of a reply: %j', (text, expected) => {
    expect(said({ text }).text).toBe(expected);
  });

  it('is without what an older reply quotes, and with what is forwarded', () => {
    const quote = (kind: string) =>
      html(`<blockquote itemtype="http://schema.skype.com/${kind}"><p>theirs</p></blockquote><p>mine</p>`);
    expect(said({ text: 'theirs mine', attachments: [quote('Reply')] }).text).toBe('mine');
    expect(said({ text: 'mine', attachments: [quote('Forward')] }).text).toMatch(/theirs\s+mine/);
    expect(said({ text: '', attachments: [quote('Forward')] }).text).toMatch(/theirs/);
  });

  it.each([
    [`${AT_BOT} twice`, undefined, 'twice'],
    ['<at>ESR</at>: twice', [], 'twice'],
    [`@${BOT_NAME} twice`, undefined, 'twice'],
    [`${AT_BOT} <at>ESR</at> twice`, [mention(AT_BOT)], 'twice'],
  ])('in a chat with the bot alone mentions nobody else: %j', (text, entities, expected) => {
    const conversation = { conversationType: 'personal' };
    expect(said({ text, entities, conversation }).text.trim()).toBe(expected);
  });

  it.each([
    ['', 'my account is locked'],
    ['<attachment id="1"></attachment>', 'my account is locked'],
    ['<attachment id="1"></attachment>what now', 'what now\nmy account is locked'],
  ])('has what is forwarded in an attachment behind %j, and not what is quoted there', (text, expected) => {
    const content = JSON.stringify({ originalMessageContent: '<p>my account is locked</p>' });
    const quoted = JSON.stringify({ messagePreview: 'what the bot said' });
    const attachments = [
      { id: '1', contentType: 'forwardedMessageReference', content },
      { id: '2', contentType: 'messageReference', content: quoted },
      html(`${text}<p></p>`),
    ];
    expect(said({ text, attachments })).toMatchObject({ text: expected, attachments: [] });
    expect(said({ text, attachments: attachments.slice(1) }).text).not.toContain('what the bot said');
  });

  it('has the address that only the HTML kept, and no mention from there', () => {
    const content = `<p>Hi ${MENTION_SPAN}, Patel, Ravi &lt;<a href="mailto:r.patel@nhs.net">r.patel@nhs.net</a>&gt;</p>`;
    const { text, rich } = said({
      text: `Hi ${AT_BOT}, Patel, Ravi`,
      entities: [mention(AT_BOT)],
      attachments: [html(content)],
    });
    expect(text).toBe('Patel, Ravi <r.patel@nhs.net>');
    expect(rich).toBe(text);
  });

  it('is HTML for a reader of tables, and words for everybody else', () => {
    const content = '<table><tr><td>Ravi</td><td>432PATELR02</td></tr></table>';
    expect(said({ text: 'Ravi432PATELR02', attachments: [html(content)] })).toMatchObject({
      text: 'Ravi432PATELR02',
      rich: content,
    });
  });

  it('says that emoji are no pictures, and what is quoted was not sent', () => {
    const content =
      '<blockquote itemtype="http://schema.skype.com/Reply"><img itemtype="http://schema.skype.com/AMSImage"></blockquote><p><img itemtype="http://schema.skype.com/Emoji" alt="x"> <emoji alt="y"></emoji> thanks</p>';
    expect(said({ text: 'thanks', attachments: [html(content)] }).attachments).toEqual([]);
  });

  it.each([
    '<quoted ',
    '&lt;quoted&gt;',
    '&lt;quoted ',
    '<at>',
    '<at a',
    ' \u200B',
    `@${BOT_NAME}`,
    '<blockquote>',
    '<quoted>a</quoted ',
    '<quoted "',
    '<quoted a="b" \'c',
    '&lt;quoted &quot;',
    '<attachment ',
    '<span itemtype=schema.skype.com/Mention',
  ])('is read in time from 100,000 characters of %j', (piece) => {
    const text = piece.repeat(100_000 / piece.length);
    const took = cpuMs(() => said({ text, entities: [mention(undefined)], attachments: [html(`${text}@`)] }));
    // Milliseconds on a quiet machine; what isn't linear takes minutes.
    expect(took).toBeLessThan(1000 * slowness());
  });
});

describe('the message that an action was opened on', () => {
  const place = '<attachment id="1786399119244"></attachment>';
  const reference = (contentType: string, content: unknown) => ({
    body: { contentType: 'html', content: `${place}<p>mine</p>` },
    attachments: [{ id: '1786399119244', contentType, content }],
  });
  const forwarded = { originalMessageContent: '<p>theirs</p>' };

  it.each([
    ['as text', JSON.stringify(forwarded)],
    ['as an object', forwarded],
  ])('has what it forwards, %s', (_, content) => {
    expect(saidInPayload(reference('forwardedMessageReference', content)).own).toMatch(/mine.*theirs/s);
  });

  it('keeps what it quotes apart', () => {
    const said = saidInPayload(reference('messageReference', JSON.stringify({ messagePreview: 'theirs' })));
    expect(said).toMatchObject({ quoted: 'theirs', attachments: [] });
    expect(said.own).not.toContain('theirs');
  });

  it.each([
    undefined,
    null,
    [],
    { body: null, attachments: null },
    { body: { content: 7 }, attachments: [null, 7, { contentType: 'messageReference', content: '{' }] },
  ])('may be anything: %j', (payload) => {
    expect(saidInPayload(payload)).toEqual({ own: '', quoted: '', attachments: [] });
  });
});
