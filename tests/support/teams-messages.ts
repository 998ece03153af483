/** Messages as Teams' clients send them: the fields that differ from what somebody types on a desktop. */
export type Fields = Record<string, unknown>;

export const BOT_NAME = 'ESR Access Bot';
export const AT_BOT = `<at>${BOT_NAME}</at>`;
export const html = (content: string): Fields => ({ contentType: 'text/html', content });
/** How a message's HTML shows a mention of the bot. */
export const MENTION_SPAN = `<span itemtype="http://schema.skype.com/Mention" itemscope="" itemid="0">${BOT_NAME}</span>`;

/** "Reply" on a message: Teams puts a marker into the text, and an entity beside it. */
export const replyTo = (text: string): Fields => ({
  textFormat: 'plain',
  text,
  entities: [
    { type: 'clientInfo' },
    {
      type: 'quotedReply',
      quotedReply: {
        messageId: '1783419459151',
        senderName: BOT_NAME,
        preview: '...',
        time: '1783419459151',
        validatedMessageReference: true,
      },
    },
  ],
  attachments: [],
});

/** A reply as older clients send it: the quoted message is in the text and in a blockquote. */
export const replyInHtml = (quoted: string, text: string): Fields => ({
  text: `${BOT_NAME}\r\n${quoted}\r\n\r\n${text}`,
  attachments: [
    html(
      `<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="1783419459151"><strong itemprop="mri" itemid="28:bot">${BOT_NAME}</strong><span itemprop="time" itemid="1783419459151"></span><p itemprop="preview">${quoted}</p></blockquote><p>${text}</p>`,
    ),
  ],
});

const skype = (type: string, inside = '') =>
  `<span itemid="bfb101ece45946be988be560a74322f3" itemscope="" itemtype="http://schema.skype.com/${type}">${inside}</span>`;
const image = (type: string) =>
  `<img alt="image" src="https://eu-api.asm.skype.com/v1/objects/0-x/views/imgo" itemtype="http://schema.skype.com/${type}">`;
const download = (name: string): Fields => ({
  contentType: 'application/vnd.microsoft.teams.file.download.info',
  name,
  contentUrl: `https://x.sharepoint.com/${name}`,
  content: { fileType: name.split('.').at(-1) },
});

/** Things without words, by what each is, and a word of what must be answered. */
export const WITHOUT_WORDS: readonly [what: string, fields: Fields, says: RegExp][] = [
  [
    'a voice message',
    {
      text: null,
      attachments: [{ contentUrl: null, ...html(`<div>${skype('InputExtension')}</div>`) }],
    },
    /listen/,
  ],
  ['an audio card', { attachments: [{ contentType: 'application/vnd.microsoft.card.audio' }] }, /listen/],
  ['a recording as a file', { attachments: [download('Recording.m4a')] }, /listen/],
  ['a video', { attachments: [{ contentType: 'video/mp4', contentUrl: 'https://x/v' }] }, /watch/],
  [
    'a GIF',
    {
      text: '&nbsp;',
      attachments: [
        html(
          `<p>&nbsp;<readonly title="Cat" itemtype="http://schema.skype.com/Giphy">${image('Giphy')}</readonly></p>`,
        ),
      ],
    },
    /GIF/,
  ],
  ['a GIF of a keyboard', { attachments: [{ contentType: 'image/gif', contentUrl: 'https://x/g' }] }, /GIF/],
  ['a sticker', { text: '', attachments: [html(`<p>${image('Sticker')}</p>`)] }, /sticker/],
  ['a PDF', { text: '', attachments: [{ contentType: 'application/pdf', name: 'form.pdf' }] }, /files/],
  ['a document', { text: '\u200B', attachments: [download('form.docx')] }, /files/],
  ['a link to a file', { attachments: [{ contentType: 'reference', name: 'form.pdf' }] }, /files/],
  [
    'a Loop component',
    {
      attachments: [
        html(`<p>${skype('InputExtension')}</p>`),
        { contentType: 'application/vnd.microsoft.card.fluidEmbedCard' },
      ],
    },
    /Loop/,
  ],
  [
    'a card',
    { attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: {} }] },
    /cards/,
  ],
  ['something new', { attachments: [{ contentType: 'hologram' }] }, /open/],
  ['an attachment of no kind', { attachments: [{ contentType: { a: 1 }, content: null }, null] }, /open/],
  ['nothing at all', { text: null, attachments: null }, /nothing that I can read/],
  ['blanks', { text: ' \u200B&nbsp;\uFEFF', attachments: [] }, /nothing that I can read/],
  [
    'a picture',
    { text: null, attachments: [{ contentType: 'image/*', contentUrl: 'https://x/i' }] },
    /open your picture/,
  ],
  [
    'a picture from a phone',
    { text: '\uFFFC', attachments: [{ contentType: 'image/jpeg' }] },
    /open your picture/,
  ],
  [
    'a picture in HTML alone',
    { text: '', attachments: [html(`<p>${image('AMSImage')}</p>`)] },
    /open your picture/,
  ],
  ['a picture as a file', { attachments: [download('Screenshot.PNG')] }, /open your picture/],
];

/** A screenshot with a sentence. */
export const pictureWith = (text: string): Fields => ({
  text,
  attachments: [
    {
      contentType: 'image/*',
      contentUrl: 'https://smba.trafficmanager.net/uk/v3/attachments/0-x/views/original',
    },
    html(`<p>${text}</p><p>${image('AMSImage')}</p>`),
  ],
});

export const fileWith = (text: string, name = 'learners.xlsx'): Fields => ({
  text,
  attachments: [download(name)],
});
