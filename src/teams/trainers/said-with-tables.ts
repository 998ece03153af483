import type { Activity } from 'botbuilder';
import { saidToBot } from '../people.ts';

/** Teams' own mark-up of a mention in a message's HTML. */
const MENTION = /<span\b[^<>]{0,300}schema\.skype\.com\/Mention[^<>]{0,300}>[^<]{0,200}<\/span>/gi;
const LONGEST = 60_000;

/** What was said to the bot. As HTML where its text would lose a table's cells or mix in a quoted message. */
export function saidWithTables(activity: Activity): string {
  const attachments = (activity.attachments ?? []) as { contentType?: unknown; content?: unknown }[];
  const html = attachments.find((one) => one.contentType === 'text/html')?.content;
  if (typeof html !== 'string' || !/<(table|blockquote)\b/i.test(html)) return saidToBot(activity);
  return html.slice(0, LONGEST).replace(MENTION, ' ');
}
