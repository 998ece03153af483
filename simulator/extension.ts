import { type Activity, type Card, isRecord } from './activity.ts';
import type { Delivery } from './bot-endpoint.ts';
import type { Person } from './world-events.ts';

/** The dialog a message extension opens. */
export interface TaskModule {
  title: string;
  card: Card;
}

/** What Teams tells a message extension about the message it was opened on. */
export function extensionValue(commandId: string, message: Activity, author: Person | undefined): Card {
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

/** The dialog in the bot's answer; undefined when the answer closes it. */
export function taskOf({ status, body }: Delivery): TaskModule | undefined {
  if (status !== 200 || !isRecord(body) || !isRecord(body.task) || body.task.type !== 'continue')
    return undefined;
  const { value } = body.task;
  if (!isRecord(value) || !isRecord(value.card)) return undefined;
  const card = isRecord(value.card.content) ? value.card.content : value.card;
  return { title: typeof value.title === 'string' ? value.title : '', card };
}
