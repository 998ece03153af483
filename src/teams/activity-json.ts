import type { Activity } from 'botbuilder';
import { jsonOf } from '../cards/render.ts';

/** As `JSON.stringify`, in bytes. A card in it, which is most of a message, is not made into text a second time: a tenth of a turn. */
export function activityJson(activity: Partial<Activity>): Buffer {
  const { attachments = [], ...rest } = activity;
  const [attachment, ...others] = attachments;
  const card = others.length === 0 && attachment?.content && jsonOf(attachment.content);
  if (!card) return Buffer.from(JSON.stringify(activity));
  const { content: _, ...about } = attachment;
  const before = `${open(rest)},"attachments":[${open(about)},"content":`;
  return Buffer.concat([Buffer.from(before), card, Buffer.from('}]}')]);
}

/** An object as JSON with its last brace still to come. */
const open = (object: object) => JSON.stringify(object).slice(0, -1);
