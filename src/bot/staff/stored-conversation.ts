import { z } from 'zod';
import type { ConversationState } from '../../../dialogs/engine/conversation-state.ts';
import { BRANCH_IDS } from '../../../dialogs/flow/branches.ts';
import { isRecord } from '../../store/stored-json.ts';

/** The key of a chat's stored conversation. */
export const conversationKey = (chat: string): string => `talk/${chat}`;

/** Keeps the valid items of a list. */
const listOf = <T extends z.ZodType>(item: T) =>
  z.array(z.unknown()).transform((items) =>
    items.flatMap((one) => {
      const { success, data } = item.safeParse(one);
      return success ? [data] : [];
    }),
  );

const texts = z
  .record(z.string(), z.unknown())
  .transform((all) =>
    Object.fromEntries(Object.entries(all).filter(([, value]) => typeof value === 'string')),
  );

const branch = z.enum(BRANCH_IDS);

/** Bot Framework's dialog stack, as far as dialogs rely on it. One invalid instance makes all of it invalid. */
const Dialogs = z.looseObject({
  dialogStack: z.array(
    z.looseObject({
      id: z.string(),
      state: z.looseObject({
        stepIndex: z.number().optional(),
        values: z.looseObject({ shown: z.array(z.number()).optional() }).optional(),
      }),
    }),
  ),
});

/** The schema of each part of a stored conversation. An invalid part counts as absent. */
const PARTS: Readonly<Record<keyof ConversationState | 'seen', z.ZodType>> = {
  trust: z.string(),
  branch,
  guideVersion: z.string(),
  trail: listOf(
    z.looseObject({
      branch: z.string(),
      step: z.string(),
      answer: z.string(),
      shown: z.string(),
      answered: z.string(),
      at: z.string(),
    }),
  ),
  entered: texts,
  lastAt: z.string().refine((at) => !Number.isNaN(Date.parse(at))),
  feedback: z.looseObject({ trust: z.string(), branch: z.string(), step: z.string() }),
  checkBack: z.string(),
  alternatives: listOf(branch),
  facts: texts,
  noticeShown: z.string(),
  noticeTold: z.string(),
  picture: z.string(),
  dialogs: Dialogs,
  seen: listOf(z.string()),
};

/**
 * The valid parts of a stored conversation: another version may have stored another shape, which must not lock anyone out.
 * Fields unknown to this version stay.
 */
export function soundConversation(stored: object): Partial<ConversationState> & { seen?: string[] } {
  const sound: Record<string, unknown> = { ...stored };
  for (const [name, shape] of Object.entries(PARTS)) {
    if (sound[name] === undefined) continue;
    const { success, data } = shape.safeParse(sound[name]);
    if (success) sound[name] = data;
    else delete sound[name];
  }
  return sound;
}

/** Whether the conversation had a dialog stack that can no longer be read. */
export const hasLostPlace = (stored: object): boolean =>
  isRecord(stored) && stored.dialogs !== undefined && !Dialogs.safeParse(stored.dialogs).success;
