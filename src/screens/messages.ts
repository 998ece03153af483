import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { BranchId } from '../guides/ids.ts';

const Phrase = z.string().min(3).max(160);
const Message = z.strictObject({
  says: Phrase,
  also: z.array(Phrase).default([]),
  code: z.string().max(60).optional(),
  about: z
    .array(z.array(z.string().min(2)).min(1))
    .min(2)
    .optional(),
  on: z.string().optional(),
  where: z.literal(true).optional(),
  problem: z.string(),
  source: z.string().min(3),
});
const File = z.strictObject({
  screens: z.record(z.string(), z.array(Phrase).min(1)),
  others: z.array(z.array(z.string().min(2)).min(1)),
  messages: z.record(z.string().regex(/^[a-z0-9-]+$/), Message),
});

/** What screens are known to say: `screens.yaml`. Plain data, which a worker can be given. */
export type KnownScreens = z.infer<typeof File>;
export type KnownMessage = z.infer<typeof Message>;

/** A known message read on a screen, and where it leads. Nothing else on the screen is kept. */
export interface ScreenMessage {
  /** `certain`: a known error, word for word. `likely`: the person is asked. */
  readonly certainty: 'certain' | 'likely';
  /** The message's name in `screens.yaml`. */
  readonly message: string;
  /** Its words, with its number as it was read. */
  readonly says: string;
  /** Whether those are the screen's own words; else they are how the guide speaks of it. */
  readonly verbatim: boolean;
  readonly branch: BranchId;
}

/** Reads `screens.yaml`. Throws an Error that says what to fix. */
export function loadScreens(folder: string): KnownScreens {
  const parsed = File.safeParse(parse(readFileSync(join(folder, 'screens.yaml'), 'utf8')));
  if (!parsed.success) throw new Error(`screens.yaml is invalid:\n${z.prettifyError(parsed.error)}`);
  const { screens, messages } = parsed.data;
  for (const [name, { on, code }] of Object.entries(messages)) {
    if (on !== undefined && screens[on] === undefined)
      throw new Error(`screens.yaml: ${name} is on "${on}", which is not under screens`);
    if (code !== undefined) new RegExp(code);
  }
  return parsed.data;
}
