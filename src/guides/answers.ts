import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { TOPIC_IDS, type TopicId } from '../understanding/wordings.ts';

const Answer = z.strictObject({ text: z.string().min(1), next: z.enum(['menu', 'carry-on', 'human']) });
const File = z.partialRecord(z.enum(TOPIC_IDS), Answer);

export type TopicAnswer = z.infer<typeof Answer>;

/** Replies to requests beyond the bot's scope: `answers.yaml`. Throws an Error that names what to fix. */
export function loadAnswers(folder: string): ReadonlyMap<TopicId, TopicAnswer> {
  const parsed = File.safeParse(parse(readFileSync(join(folder, 'answers.yaml'), 'utf8')));
  if (!parsed.success) throw new Error(`answers.yaml needs fixing:\n${z.prettifyError(parsed.error)}`);
  return new Map(Object.entries(parsed.data) as [TopicId, TopicAnswer][]);
}
