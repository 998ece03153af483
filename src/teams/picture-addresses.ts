import type { NotRead } from '../screens/reading.ts';
import type { AttachmentAddress } from './fetch-attachment.ts';
import { isOneDrive } from './one-drive.ts';

/** More pictures than a person needs to show a message. */
const MOST_PICTURES = 3;

export const FILE = 'application/vnd.microsoft.teams.file.download.info';
const READABLE_FILE = /^(png|jpe?g|jfif|webp)$/i;
const PICTURE_FILE = /^(heic|heif|avif|bmp|tiff?|svg)$/i;

/** A picture that came with a message: where Teams keeps it, or why it is not asked for. */
export type SentPicture =
  | { readonly kind: 'inline' | 'file'; readonly url: string }
  | { readonly kind: 'refused'; readonly why: NotRead };

/** The pictures of a message. One whose address is not where Teams keeps pictures is refused. */
export function sentPictures(attachments: unknown, serviceUrl: string): SentPicture[] {
  const all = Array.isArray(attachments) ? (attachments as unknown[]) : [];
  return all.flatMap((one) => sentPicture(one, serviceUrl) ?? []).slice(0, MOST_PICTURES);
}

function sentPicture(attachment: unknown, serviceUrl: string): SentPicture | undefined {
  if (typeof attachment !== 'object' || attachment === null) return undefined;
  const { contentType, contentUrl, content } = attachment as Record<string, unknown>;
  if (typeof contentType !== 'string') return undefined;
  if (/^image\//i.test(contentType)) {
    if (/^image\/gif\b/i.test(contentType)) return undefined;
    const isHere = typeof contentUrl === 'string' && isAttachmentOf(contentUrl, serviceUrl);
    return isHere ? { kind: 'inline', url: contentUrl } : { kind: 'refused', why: 'not-fetched' };
  }
  if (contentType !== FILE) return undefined;
  const { downloadUrl, fileType } = (content ?? {}) as Record<string, unknown>;
  const type = typeof fileType === 'string' ? fileType : '';
  if (PICTURE_FILE.test(type)) return { kind: 'refused', why: 'format' };
  if (!READABLE_FILE.test(type)) return undefined;
  const isThere = typeof downloadUrl === 'string' && isOneDrive(downloadUrl);
  return isThere ? { kind: 'file', url: downloadUrl } : { kind: 'refused', why: 'not-fetched' };
}

/** A picture pasted into Teams lies where the bot's own messages go to; nowhere else is the bot's token sent to. */
export function isAttachmentOf(address: string, serviceUrl: string): boolean {
  const url = URL.parse(address);
  return (
    url !== null &&
    url.origin === URL.parse(serviceUrl)?.origin &&
    url.pathname.includes('/v3/attachments/') &&
    `${url.username}${url.password}` === ''
  );
}

/** A pasted picture is asked for as the bot; a file's address carries its own permission. */
export function addressOf(
  { kind, url }: Extract<SentPicture, { readonly url: string }>,
  token: string | undefined,
): AttachmentAddress {
  return {
    url,
    headers: kind === 'inline' && token !== undefined ? { authorization: `Bearer ${token}` } : {},
  };
}
