import type { SheetKind } from '../intake/files/spreadsheet.ts';
import { isOneDrive } from './one-drive.ts';
import { FILE, isAttachmentOf } from './picture-addresses.ts';

const OTHER_SHEET = /^(xlsm|xlsb|xls|xltx|xltm|ods|numbers|tsv)$/i;

/** A spreadsheet that came with a message: where Teams keeps it, or why it is not asked for. */
export type SentSheet =
  | { readonly kind: SheetKind; readonly url: string }
  | { readonly refused: 'format' | 'not-fetched' };

/** The spreadsheets of a message in a 1:1 chat: Teams gives bots no files elsewhere. */
export function sentSheets(attachments: unknown, serviceUrl: string): SentSheet[] {
  const all = Array.isArray(attachments) ? (attachments as unknown[]) : [];
  return all.flatMap((one) => sentSheet(one, serviceUrl) ?? []);
}

/** The address carries its own permission: nothing else is sent there. */
function sentSheet(attachment: unknown, serviceUrl: string): SentSheet | undefined {
  const { contentType, content, name } = (attachment ?? {}) as Record<string, unknown>;
  if (contentType !== FILE) return undefined;
  const { downloadUrl, fileType } = (content ?? {}) as Record<string, unknown>;
  const type = (text(fileType) || (text(name).split('.').at(-1) ?? '')).toLowerCase();
  if (OTHER_SHEET.test(type)) return { refused: 'format' };
  if (type !== 'xlsx' && type !== 'csv') return undefined;
  const url = text(downloadUrl);
  const isThere = isOneDrive(url) || isAttachmentOf(url, serviceUrl);
  return isThere ? { kind: type, url } : { refused: 'not-fetched' };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
