import type { Activity } from 'botbuilder';
import type { Person } from '../cases/case.ts';
import type { Chat } from '../store/chats/chat-store.ts';
import { tenantOf } from './activity-schema.ts';

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
    tenantId: tenantOf(activity) ?? '',
    serviceUrl,
    bot: { id: recipient.id, name: recipient.name ?? '' },
    personId: kind === 'personal' ? personOf(activity).id : undefined,
  };
}
