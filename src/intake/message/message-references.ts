import { z } from 'zod';

const Attachment = z.object({ contentType: z.string(), content: z.unknown() });
const Reference = z.object({
  originalMessageContent: z.string().catch(''),
  messagePreview: z.string().catch(''),
});

/** Another message that a message forwards (`originalMessageContent`) or quotes (`messagePreview`). Texts may be HTML. */
export type MessageReference = z.infer<typeof Reference>;

/** The messages that these attachments refer to. */
export const referencesIn = (attachments: readonly unknown[]): readonly MessageReference[] =>
  attachments.flatMap((one) => referenceIn(one) ?? []);

/** The tags that mark an attachment's place in the text. One without its end would hide what follows. */
const PLACE = /<\/?attachment\b[^<>]{0,500}>/gi;

/** The text without those tags. */
export const withoutPlaces = (words: string): string => words.replace(PLACE, ' ');

function referenceIn(attachment: unknown): MessageReference | undefined {
  const { success, data } = Attachment.safeParse(attachment);
  if (!success || !/^(message|forwardedMessage)Reference$/i.test(data.contentType)) return undefined;
  const reference = Reference.safeParse(typeof data.content === 'string' ? json(data.content) : data.content);
  return reference.success ? reference.data : undefined;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
