import { z } from 'zod';
import { htmlText } from '../../text/html-to-text.ts';
import { type AttachmentKind, attachmentKind, taggedKind } from './attachment-kind.ts';

/** What the message holds that an action was opened on. Texts may be HTML. */
export interface SaidInPayload {
  /** The message's own words, and those of a message that it forwards. */
  readonly own: string;
  /** What it quotes. */
  readonly quoted: string;
  readonly attachments: readonly AttachmentKind[];
}

const Attachment = z.object({ contentType: z.string(), content: z.unknown() });
const Payload = z.object({
  body: z.object({ content: z.string().catch('') }).catch({ content: '' }),
  attachments: z.array(z.unknown()).catch([]),
});
const Reference = z.object({
  originalMessageContent: z.string().catch(''),
  messagePreview: z.string().catch(''),
});

const LONGEST = 60_000;
/** Stands in the body for what `attachments` holds. One that isn't closed would hide what follows. */
const PLACE = /<\/?attachment\b[^<>]{0,500}>/gi;

/** What was said in the message of a message action: itself, forwarded or quoted. */
export function saidInPayload(payload: unknown): SaidInPayload {
  const parsed = Payload.safeParse(payload);
  if (!parsed.success) return { own: '', quoted: '', attachments: [] };
  const { body, attachments } = parsed.data;
  const words = body.content.slice(0, LONGEST).replace(PLACE, ' ');
  const references = attachments.flatMap((one) => referenceIn(one) ?? []);
  const kinds = new Set(attachments.flatMap((one) => attachmentKind(one) ?? []));
  htmlText(words, (name, attributes) => {
    const kind = taggedKind(name, attributes);
    if (kind !== undefined && kind !== 'placeholder') kinds.add(kind);
  });
  return {
    own: joined([words, ...references.map((one) => one.originalMessageContent)]),
    quoted: joined(references.map((one) => one.messagePreview)),
    attachments: [...kinds],
  };
}

function referenceIn(attachment: unknown): z.infer<typeof Reference> | undefined {
  const { success, data } = Attachment.safeParse(attachment);
  if (!success || !/^(message|forwardedMessage)Reference$/i.test(data.contentType)) return undefined;
  const reference = Reference.safeParse(typeof data.content === 'string' ? json(data.content) : data.content);
  return reference.success ? reference.data : undefined;
}

const joined = (texts: readonly string[]) =>
  texts
    .filter((text) => text.trim() !== '')
    .map((text) => text.slice(0, LONGEST))
    .join('\n');

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
