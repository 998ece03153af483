import type { Activity } from 'botbuilder';
import { jsonOf } from '../cards/render.ts';

/** As `JSON.stringify`; a card that is already text is not made so again, which is most of a message. */
export function activityJson(activity: Partial<Activity>): string {
  const { attachments = [], ...rest } = activity;
  const [attachment, ...others] = attachments;
  const card = others.length === 0 && attachment?.content && jsonOf(attachment.content);
  if (!card) return JSON.stringify(activity);
  const { content: _, ...about } = attachment;
  const attached = `${JSON.stringify(about).slice(0, -1)},"content":${card}}`;
  return `${JSON.stringify(rest).slice(0, -1)},"attachments":[${attached}]}`;
}
