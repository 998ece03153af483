import type { Activity } from 'botbuilder';
import type { Person } from '../cases/case.ts';
import type { Chat } from '../store/chat-store.ts';
import { tenantOf } from './inbound.ts';

/** Who sent an activity, by the id Teams vouches for. */
export function personOf({ from }: Pick<Activity, 'from'>): Person {
  return { id: from.aadObjectId ?? from.id, name: from.name?.slice(0, 100) || 'Someone' };
}

/** The chat an activity came from, as it must be known to write there unasked. */
export function chatOf(activity: Activity): Chat {
  const { conversation, recipient, serviceUrl } = activity;
  const kind = conversation.conversationType;
  return {
    id: conversation.id,
    kind: kind === 'personal' || kind === 'channel' ? kind : 'groupChat',
    tenantId: tenantOf(activity as unknown as Parameters<typeof tenantOf>[0]) ?? '',
    serviceUrl,
    bot: { id: recipient.id, name: recipient.name ?? '' },
    personId: kind === 'personal' ? personOf(activity).id : undefined,
  };
}

/** What was said to the bot: the text without any mention of it. Trusts the entities, never the text's own look. */
export function saidToBot(activity: Activity): string {
  let text = activity.text ?? '';
  for (const entity of activity.entities ?? []) {
    const mention = entity as { type: string; text?: unknown; mentioned?: { id?: unknown } };
    if (mention.type !== 'mention' || mention.mentioned?.id !== activity.recipient.id) continue;
    if (typeof mention.text === 'string' && mention.text !== '') text = text.replaceAll(mention.text, ' ');
  }
  return text.replace(/&nbsp;|\u00A0/g, ' ').trim();
}
