import { type Activity, type Card, isRecord } from './activity.ts';
import type { Delivery } from './bot-endpoint.ts';
import type { Person } from './world-events.ts';

/** The dialog a message extension opens. */
export interface TaskModule {
  title: string;
  card: Card;
}

/** What Teams tells a message extension about the message it was opened on, if it was opened on one. */
export function extensionValue(
  commandId: string,
  message: Activity | undefined,
  author: Person | undefined,
): Card {
  if (message === undefined) return { commandId, commandContext: 'compose', context: { theme: 'default' } };
  const { id, timestamp, from } = message;
  const html = message.attachments?.find(({ contentType }) => contentType === 'text/html')?.content;
  const user = author && { id: author.aadObjectId, displayName: author.name, userIdentityType: 'aadUser' };
  const application = { id: from.id, displayName: from.name, applicationIdentityType: 'bot' };
  return {
    commandId,
    commandContext: 'message',
    context: { theme: 'default' },
    messagePayload: {
      id,
      replyToId: null,
      subject: null,
      summary: null,
      importance: 'normal',
      locale: 'en-gb',
      messageType: 'message',
      createdDateTime: timestamp,
      lastModifiedDateTime: null,
      deleted: false,
      from: user ? { user } : { application },
      body: { contentType: html ? 'html' : 'text', content: html ?? message.text ?? '' },
      attachments: [],
      mentions: [],
      reactions: [],
    },
  };
}

/** The sentence in the bot's answer that a dialog ends with. */
export function saysOf({ status, body }: Delivery): string | undefined {
  const task = status === 200 && isRecord(body) && isRecord(body.task) ? body.task : {};
  return task.type === 'message' && typeof task.value === 'string' ? task.value : undefined;
}

/** The dialog in the bot's answer; undefined when the answer ends it. */
export function taskOf({ status, body }: Delivery): TaskModule | undefined {
  if (status !== 200 || !isRecord(body) || !isRecord(body.task) || body.task.type !== 'continue')
    return undefined;
  const { value } = body.task;
  if (!isRecord(value) || !isRecord(value.card)) return undefined;
  const card = isRecord(value.card.content) ? value.card.content : value.card;
  return { title: typeof value.title === 'string' ? value.title : '', card };
}
