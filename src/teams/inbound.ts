import { z } from 'zod';

/** Goes into the paths of calls and into text columns: no half characters, no control characters, no `..`. */
const Id = z
  .string()
  .min(1)
  .max(500)
  .refine((id) => id.isWellFormed() && !/^\.{1,2}$|\p{Cc}/u.test(id));
/** People name themselves and their chats: what no name has goes, and a long one is cut rather than its owner turned away. */
const Name = z
  .string()
  .transform((name) => name.replace(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu, ' ').slice(0, 300));
const Account = z.object({ id: Id, name: Name.optional(), aadObjectId: Id.optional() });

/**
 * Teams takes about 28 KB in a message: what is longer was not typed there, and is cut before anything reads it. A little
 * more than the readers take, so that they can say that something is missing.
 */
export const LONGEST_TEXT = 32_000;
/** The same in HTML, with its mark-up. */
const LONGEST_HTML = 64_000;

/** What Teams sends to bots. */
const TYPES = [
  'message',
  'messageUpdate',
  'messageDelete',
  'messageReaction',
  'conversationUpdate',
  'installationUpdate',
  'invoke',
  'event',
  'typing',
  'endOfConversation',
  'command',
  'commandResult',
] as const;

/** The parts of an activity that the bot relies on. What else is in it is passed on untouched and read with care. */
const InboundActivity = z.looseObject({
  type: z.enum(TYPES),
  id: Id.optional(),
  name: z.string().max(200).optional(),
  channelId: Id,
  serviceUrl: z.url().max(500),
  from: Account,
  recipient: Account,
  conversation: z.object({
    id: Id,
    conversationType: z.string().max(60).optional(),
    tenantId: z.string().max(100).optional(),
    isGroup: z.boolean().optional(),
    name: Name.nullish(),
  }),
  // PostgreSQL keeps every character but this one.
  text: z
    .string()
    .max(100_000)
    .transform((text) => text.slice(0, LONGEST_TEXT).replaceAll('\u0000', ''))
    .nullish(),
  replyToId: Id.optional(),
  entities: z
    .array(z.looseObject({ type: z.string() }))
    .max(500)
    .nullish(),
  membersAdded: z.array(z.looseObject({ id: z.string() })).optional(),
  attachments: z
    .array(z.looseObject({ content: z.unknown().transform(cutHtml).optional() }))
    .max(100)
    .nullish(),
  channelData: z.looseObject({ tenant: z.object({ id: z.string().max(100) }).nullish() }).nullish(),
});

export type Inbound = z.infer<typeof InboundActivity>;

function cutHtml(content: unknown): unknown {
  return typeof content === 'string' ? content.slice(0, LONGEST_HTML) : content;
}

/** A request body as an activity, or why it is none: a short reason without anything of its content. */
export function readInbound(body: unknown): Inbound | { readonly reason: string } {
  const parsed = InboundActivity.safeParse(body);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path[0];
  return { reason: field === undefined ? 'not an activity' : `bad or missing ${String(field)}` };
}

/** The tenant Teams names, in both places where it does: they must agree. */
export function tenantOf(activity: Inbound): string | undefined {
  const { tenantId } = activity.conversation;
  const other = activity.channelData?.tenant?.id;
  if (tenantId !== undefined && other !== undefined && tenantId !== other) return undefined;
  return tenantId ?? other;
}
