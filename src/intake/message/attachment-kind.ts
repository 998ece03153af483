/** What an attachment is. */
export type AttachmentKind = 'picture' | 'voice' | 'video' | 'file' | 'gif' | 'card' | 'loop' | 'other';

const PICTURE_FILE = /\.?(png|jpe?g|gif|heic|heif|webp|bmp|tiff?)$/i;
const SOUND_FILE = /\.?(m4a|mp3|wav|ogg|oga|opus|amr|aac|weba)$/i;
const VIDEO_FILE = /\.?(mp4|mov|webm|avi|mkv|m4v)$/i;
const LOOP_FILE = /\.?(loop|fluid)$/i;

/** The message itself, in another form, or another message: not something that came with it. */
const NO_ATTACHMENT = /^(text\/(html|plain)|messagereference|forwardedmessagereference)$/;

/** What an attachment is; undefined for the message's own text. Takes anything: every field may be missing or odd. */
export function attachmentKind(attachment: unknown): AttachmentKind | undefined {
  if (typeof attachment !== 'object' || attachment === null) return undefined;
  const { contentType, content, contentUrl, name } = attachment as Record<string, unknown>;
  const type = typeof contentType === 'string' ? contentType.toLowerCase() : '';
  const isFile = typeof contentUrl === 'string' && type.startsWith('text/');
  if (NO_ATTACHMENT.test(type) && !isFile) return undefined;
  if (type === 'image/gif' || type.endsWith('card.animation')) return 'gif';
  if (type.startsWith('image/')) return 'picture';
  if (type.startsWith('audio/') || type.endsWith('card.audio')) return 'voice';
  if (type.startsWith('video/') || type.endsWith('card.video')) return 'video';
  if (/fluid|\bloop\b/.test(type)) return 'loop';
  if (/^application\/vnd\.microsoft\.(teams\.)?card\./.test(type)) return 'card';
  if (!/^(application|text)\/|^reference$/.test(type)) return 'other';
  const fileType = (content as { fileType?: unknown } | null | undefined)?.fileType;
  return kindOfFile(
    [fileType, name].find((one) => typeof one === 'string' && one !== '') as string | undefined,
  );
}

function kindOfFile(name = ''): AttachmentKind {
  if (PICTURE_FILE.test(name)) return 'picture';
  if (SOUND_FILE.test(name)) return 'voice';
  if (VIDEO_FILE.test(name)) return 'video';
  return LOOP_FILE.test(name) ? 'loop' : 'file';
}

const BY_ITEM_TYPE: Readonly<Record<string, AttachmentKind>> = {
  amsimage: 'picture',
  image: 'picture',
  giphy: 'gif',
  gif: 'gif',
  sticker: 'gif',
  amsvideo: 'video',
  amsaudio: 'voice',
  audiomessage: 'voice',
  file: 'file',
  files: 'file',
  fluidembedcard: 'loop',
};
/** Shown in place of a voice message or another app's card. */
const PLACEHOLDER = 'inputextension';

/** What a tag in a message's HTML shows; `placeholder` where it stands for something unnamed. */
export function taggedKind(
  name: string,
  attributes: Readonly<Record<string, string>>,
): AttachmentKind | 'placeholder' | undefined {
  const item = /schema\.skype\.com\/(\w+)/i.exec(attributes.itemtype ?? '')?.[1]?.toLowerCase() ?? '';
  if (item === PLACEHOLDER) return 'placeholder';
  if (item !== '') return BY_ITEM_TYPE[item];
  if (name === 'audio') return 'voice';
  if (name === 'video') return 'video';
  if (name !== 'img') return undefined;
  const { src = '' } = attributes;
  // Emoji are pictures in HTML, and characters in the text.
  if (/emoji|emoticon|personal-expressions/i.test(src)) return undefined;
  return /giphy|tenor|\.gif\b/i.test(src) ? 'gif' : 'picture';
}
