import { plainText } from '../cards/plain-text.ts';
import type { Person } from '../cases/case.ts';
import type { Marks } from '../cases/marks.ts';
import type { Delivery } from '../store/outbox/delivery-store.ts';
import { type DataOf, isNotificationName, type NotificationName, readData } from './notification.ts';

/** What a notification looks like now. */
export interface Rendered {
  readonly activity: object;
  /** The version that a card shows. */
  readonly version?: number;
  /** The person the row names is not mentioned: they have nothing to do. */
  readonly withoutMention?: boolean;
  /** Who is mentioned besides. Teams lets a bot mention people, and no chat, team or "everyone". */
  readonly mentions?: readonly Person[];
  /** The message that Teams has is deleted. */
  readonly remove?: boolean | undefined;
  /** What people's messages in this chat are to be marked with. */
  readonly marks?: Marks | undefined;
}

/** Renders one notification from how things are now; undefined when there is nothing left to say, or not in this chat. */
export type Renderer<N extends NotificationName> = (
  data: DataOf<N>,
  delivery: Delivery,
) => Promise<Rendered | undefined>;

/** The display of each notification: the compiler reports any missing. */
export type Renderers = { readonly [N in NotificationName]: Renderer<N> };

/**
 * Stored by another version of the bot, perhaps a newer one beside this one: the row is kept and retried, so that a version
 * with this notification can send it.
 */
class UnknownNotificationError extends Error {
  readonly code = 'UNKNOWN_NOTIFICATION';
  constructor() {
    super('This version of the bot has no notification with that name and data');
  }
}

/** Renders a row of the outbox. Throws UnknownNotificationError. */
export async function render(
  renderers: Renderers,
  delivery: Delivery,
): Promise<(Pick<Rendered, 'activity' | 'remove' | 'marks'> & { readonly version: number }) | undefined> {
  const { name, mention } = delivery;
  if (!isNotificationName(name)) throw new UnknownNotificationError();
  const rendered = await renderAs(renderers, name, delivery);
  if (rendered === undefined) return undefined;
  const { activity, version = 0, withoutMention = false, mentions = [], remove, marks } = rendered;
  const message = mentioning(
    activity,
    ...(withoutMention || mention === undefined ? [] : [mention]),
    ...mentions,
  );
  return { activity: message, version, remove, marks };
}

async function renderAs<N extends NotificationName>(renderers: Renderers, name: N, delivery: Delivery) {
  const data = readData(name, delivery.data);
  if (data === undefined) throw new UnknownNotificationError();
  return renderers[name](data, delivery);
}

/** The message with a mention of these people in front, as Teams wants it: the same words in text and entity. */
export function mentioning(activity: object, ...people: readonly Person[]): object {
  if (people.length === 0) return activity;
  const entities = people.map(({ id, name }) => ({
    type: 'mention',
    text: `<at>${plainText(name, 60)}</at>`,
    mentioned: { id, name },
  }));
  const { text = '' } = activity as { text?: string };
  return { ...activity, text: [...entities.map((one) => one.text), text].join(' ').trim(), entities };
}
