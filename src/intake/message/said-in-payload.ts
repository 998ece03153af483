import { z } from 'zod';
import { htmlText } from '../../text/html-to-text.ts';
import { type AttachmentKind, attachmentKind, taggedKind } from './attachment-kind.ts';
import { referencesIn, withoutPlaces } from './message-references.ts';

/** What the message holds that an action was opened on. Texts may be HTML. */
export interface SaidInPayload {
  /** The message's own words, and those of a message that it forwards. */
  readonly own: string;
  /** The quoted message. */
  readonly quoted: string;
  readonly attachments: readonly AttachmentKind[];
}

const Payload = z.object({
  body: z.object({ content: z.string().catch('') }).catch({ content: '' }),
  attachments: z.array(z.unknown()).catch([]),
});

const LONGEST = 60_000;

/** The text of a message action's message: itself, forwarded or quoted. */
export function saidInPayload(payload: unknown): SaidInPayload {
  const parsed = Payload.safeParse(payload);
  if (!parsed.success) return { own: '', quoted: '', attachments: [] };
  const { body, attachments } = parsed.data;
  const words = withoutPlaces(body.content.slice(0, LONGEST));
  const references = referencesIn(attachments);
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

const joined = (texts: readonly string[]) =>
  texts
    .filter((text) => text.trim() !== '')
    .map((text) => text.slice(0, LONGEST))
    .join('\n');
