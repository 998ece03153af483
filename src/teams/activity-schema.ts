import { z } from 'zod';

/** Goes into the paths of calls and into text columns: no half characters, no control characters, no `..`. */
const Id = z
  .string()
  .min(1)
  .max(500)
  .refine((id) => id.isWellFormed() && !/^\.{1,2}$|\p{Cc}/u.test(id));
/** People name themselves and their chats: characters that no name has are dropped, and long ones cut, not refused. */
const Name = z
  .string()
  .transform((name) => name.replace(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu, ' ').slice(0, 300));
const Account = z.object({ id: Id, name: Name.optional(), aadObjectId: Id.optional() });
/** The bot. `isTargeted`: the message is private to it and its sender (a slash command), and others in the chat do not see it. */
const Recipient = Account.extend({ isTargeted: z.boolean().optional().catch(undefined) });

/** A list that may be absent, and have empty places to skip. */
const Filled = <T extends z.ZodType>(item: T, most = Number.POSITIVE_INFINITY) =>
  z.preprocess(
    (list) => (Array.isArray(list) ? list.filter((one) => one !== null) : list),
    z
      .array(item)
      .refine((list) => list.length <= most)
      .optional(),
  );
/**
 * Teams takes about 28 KB in a message: longer text was not typed there, and is cut before anything reads it. A little more
 * than the readers take, so that they can say that something is missing.
 */
const LONGEST_TEXT = 32_000;
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
  recipient: Recipient,
  conversation: z.object({
    id: Id,
    conversationType: z.string().max(60).optional(),
    tenantId: z.string().max(100).optional(),
    isGroup: z.boolean().optional(),
    name: Name.optional(),
  }),
  // PostgreSQL keeps every character but this one.
  text: z
    .string()
    .max(100_000)
    .transform((text) => text.slice(0, LONGEST_TEXT).replaceAll('\u0000', ''))
    .optional(),
  replyToId: Id.optional(),
  entities: Filled(z.looseObject({ type: z.string() }), 500),
  membersAdded: Filled(z.looseObject({ id: z.string() })),
  membersRemoved: Filled(z.looseObject({ id: z.string() })),
  attachments: Filled(z.looseObject({ content: z.unknown().transform(cutHtml).optional() }), 100),
  channelData: z.looseObject({ tenant: z.object({ id: z.string().max(100) }).optional() }).optional(),
});

export type Inbound = z.infer<typeof InboundActivity>;

type Field = keyof typeof InboundActivity.shape;
const BAD_FIELDS = (Object.keys(InboundActivity.shape) as Field[]).map(
  (field) => `bad or missing ${field}` as const,
);

/** Every way in which a body can fail to be an activity. None holds anything of the body. */
export const INBOUND_PROBLEMS = ['not an activity', ...BAD_FIELDS] as const;

/** What a body was read as. Tagged: an activity may have fields of any name. */
export type ReadInbound =
  | { readonly ok: true; readonly activity: Inbound }
  | { readonly ok: false; readonly problem: (typeof INBOUND_PROBLEMS)[number] };

/** Reads a request body as an activity. */
export function readInbound(body: unknown): ReadInbound {
  const parsed = InboundActivity.safeParse(withoutNulls(body, 2));
  if (parsed.success) return { ok: true, activity: parsed.data };
  const problem = `bad or missing ${String(parsed.error.issues[0]?.path[0])}`;
  return { ok: false, problem: INBOUND_PROBLEMS.find((one) => one === problem) ?? 'not an activity' };
}

function cutHtml(content: unknown): unknown {
  return typeof content === 'string' ? content.slice(0, LONGEST_HTML) : content;
}

/** Some clients write null for absent fields. The `value` of cards and extensions is their own, and stays as it is. */
function withoutNulls(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth < 0) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, field]) => {
      if (field === null) return [];
      return [[key, key === 'value' ? field : withoutNulls(field, depth - 1)]];
    }),
  );
}

type NamesTenant = Pick<Inbound, 'channelData'> & {
  readonly conversation: Pick<Inbound['conversation'], 'tenantId'>;
};

/** The tenant that an activity names, in either of two places; undefined where they differ. */
export function tenantOf({ conversation: { tenantId }, channelData }: NamesTenant): string | undefined {
  const other = channelData?.tenant?.id;
  if (tenantId !== undefined && other !== undefined && tenantId !== other) return undefined;
  return tenantId ?? other;
}

/** The one character that PostgreSQL cannot keep in text, as JSON writes it; not after an escaped backslash. */
const NUL = /(?<!\\)((?:\\\\)*)\\u0000/g;

/** A request's JSON, without the one character that cannot be stored. Undefined where it is none. */
export function parseBody(text: string): unknown {
  try {
    return JSON.parse(text.includes('\\u0000') ? text.replace(NUL, '$1') : text);
  } catch {
    return undefined;
  }
}
