import { TENANT, TENANTS } from '../driver/authority.ts';
import type { Outcome, Turn } from '../driver/conversation.ts';

type Json = Record<string, unknown>;

/** The bot as Teams names it. */
const BOT = { id: '28:6d1f3a52-8c1e-4b1f-9d3a-2f6f0c7f9a10', name: 'ESR Access Bot' };

/** A person in a chat: the common part of all their activities. */
export type Voice = Readonly<Json>;

/** The shared chats have a tenant of their own: near its limit, a press would be answered without a message. */
const STAFF_TENANTS = TENANTS.filter((tenant) => tenant !== TENANT);

/** A staff member in their own chat with the bot. */
export function staffVoice(
  person: number,
  tenant = STAFF_TENANTS[person % STAFF_TENANTS.length] ?? TENANT,
): Voice {
  return {
    ...COMMON,
    from: { id: `29:staff-${person}`, name: `Staff Member ${person}`, aadObjectId: guid(1, person) },
    conversation: { conversationType: 'personal', tenantId: tenant, id: `a:staff-chat-${person}` },
    channelData: { tenant: { id: tenant } },
  };
}

/** A person in a shared chat: the escalation chat, or the ESR Team's. */
export function groupVoice(chat: string, person: number): Voice {
  return {
    from: { id: `29:${chat}-${person}`, name: `Colleague ${person}`, aadObjectId: guid(2, person) },
    conversation: {
      conversationType: 'groupChat',
      tenantId: TENANT,
      id: `19:${chat}@thread.v2`,
      isGroup: true,
      name: chat,
    },
    ...COMMON,
  };
}

const COMMON = {
  recipient: BOT,
  locale: 'en-GB',
  channelData: { tenant: { id: TENANT } },
};

const CLIENT = {
  locale: 'en-GB',
  country: 'GB',
  platform: 'Windows',
  timezone: 'Europe/London',
  type: 'clientInfo',
};

/** Types something; in shared chats with a mention, without which the bot gets nothing. */
export function says(voice: Voice, text: string, wrong: Turn['wrong']): Turn {
  const shared = (voice.conversation as Json).isGroup === true;
  const mention = `<at>${BOT.name}</at>`;
  const said = shared ? `${mention} ${text}` : text;
  const entities = shared ? [{ type: 'mention', mentioned: BOT, text: mention }, CLIENT] : [CLIENT];
  const attachments = [{ contentType: 'text/html', content: `<p>${said}</p>` }];
  const activity = { ...voice, type: 'message', text: said, textFormat: 'plain', attachments, entities };
  return { activity, wrong };
}

/** Presses a button of a card with this data, as Action.Execute. */
export function presses(voice: Voice, data: Readonly<Json>, verb: string, wrong: Turn['wrong']): Turn {
  const action = { type: 'Action.Execute', verb, data };
  const value = { action, trigger: 'manual' };
  const activity = {
    ...voice,
    type: 'invoke',
    name: 'adaptiveCard/action',
    value,
    entities: [CLIENT],
    // Which message has a case's card now is not known here: without one, a press counts as one of that.
    ...(verb !== 'case' && { replyToId: '1700000000000' }),
  };
  return { activity, wrong };
}

/** The Adaptive Card of the last reply. */
export function lastCard({ replies }: Outcome): unknown {
  return replies.at(-1)?.attachments?.[0]?.content;
}

/** The card that answered a press. */
export function answerCard({ body }: Outcome): unknown {
  return (body as { value?: unknown } | undefined)?.value;
}

/** The data of the first button that `pick` takes; undefined where the card has none. */
export function buttonData(
  card: unknown,
  pick: (data: Readonly<Json>) => boolean,
): Readonly<Json> | undefined {
  if (card === null || typeof card !== 'object') return undefined;
  const { type, data } = card as Json;
  if (type === 'Action.Execute' && isRecord(data) && pick(data)) return data;
  for (const inside of Object.values(card)) {
    const found = buttonData(inside, pick);
    if (found !== undefined) return found;
  }
  return undefined;
}

const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null;

function guid(kind: number, number: number): string {
  return `${String(kind).padStart(8, '0')}-0000-4000-8000-${String(number).padStart(12, '0')}`;
}
