import { z } from 'zod';
import type { CaseNotifications } from '../cases/notifications.ts';

const text = z.string().optional();
const nothing: z.ZodType<object> = z.object({});

const CASE_MESSAGES: { readonly [N in keyof CaseNotifications]: z.ZodType<CaseNotifications[N]> } = {
  resolved: z.object({ outcome: z.string(), note: text, at: text }),
  question: z.object({ text, by: text, at: text, also: text }),
  'looking-again': z.object({ by: text, because: text }),
  answered: z.object({ text, by: text, also: text }),
  added: z.object({ text, by: text, also: text }),
  reopened: z.object({ why: text, as: text, by: text, because: text, also: text }),
  joined: z.object({
    by: text,
    added: text,
    first: text,
    email: text,
    was: text,
    text,
    needed: text,
    other: text,
  }),
  withdrawn: z.object({ by: text }),
  'report-withdrawn': z.object({ by: text, whose: text, left: text }),
  assigned: z.object({ by: text, also: text }),
};

/** Everything that the outbox delivers, by name, with its row's data. `renderers` has the display of each. */
const NOTIFICATIONS = {
  ...CASE_MESSAGES,
  // Cards, brought to their newest version.
  handoff: nothing,
  status: nothing,
  class: nothing,
  'class-team': nothing,
  // To requesters.
  /** `also`: the class's other cases, with commas. */
  undelivered: z.object({ also: text }),
  'still-waiting': nothing,
  'class-resolved': z.object({ outcome: z.string(), note: text }),
  /** As an earlier release stored it: the cases with commas between them. */
  'class-news': z.object({ outcome: z.string(), note: text, references: text }),
  /** Learners that a trainer is to check, read in a file. */
  learners: z.object({ draft: z.string(), notice: text }),
  'check-back': z.object({ at: z.string() }),
  'notice-over': z.object({ text }),
  'picture-not-shown': nothing,
  /** To whoever reported it. */
  'incident-over': z.object({ incident: z.string() }),
  // To linked chats.
  /** `at`: with all that are overdue at this time; else about its case alone. */
  unclaimed: z.object({ at: text }),
  /** An unclaimed case, or class, is needed soon. */
  'needed-soon': z.object({ at: z.string() }),
  /** Shown once, deleted when its case closes. A withdrawn one no longer says who sent it. */
  picture: z.object({ from: text, by: text, chat: text }),
  'morning-summary': nothing,
  'weekly-report': nothing,
  /** What staff say that found no problem. */
  'not-understood': nothing,
  /** Claimed cases that have not moved for a working day. */
  idle: nothing,
  /** A card. */
  incident: z.object({ incident: z.string() }),
  /** `instead`: the notice that it took the place of. `missed`: it could not be shown in its time. */
  'notice-started': z.object({ text, until: text, by: text, instead: text, missed: text }),
  /** `branches`: the problems that are said otherwise, with commas between them. */
  'guide-changed': z.object({ branches: text }),
  'chat-missed': z.object({ role: text }),
  'chat-found': z.object({ role: text }),
  /** A turn's reply that Teams did not take within the turn: the message itself, as JSON. A damaged one is given up. */
  reply: z.object({ activity: z.string().catch('') }),
};

export type NotificationName = keyof typeof NOTIFICATIONS;
export type DataOf<N extends NotificationName> = z.output<(typeof NOTIFICATIONS)[N]>;

/** One thing to deliver, whatever it looks like. */
export type Notification = {
  [N in NotificationName]: { readonly name: N } & (object extends DataOf<N>
    ? { readonly data?: DataOf<N> | undefined }
    : { readonly data: DataOf<N> });
}[NotificationName];

/** A row's data, if this version has a notification of that name with such data. */
export function readData<N extends NotificationName>(name: N, data: unknown): DataOf<N> | undefined {
  return NOTIFICATIONS[name].safeParse(data).data as DataOf<N> | undefined;
}

export const isNotificationName = (name: string): name is NotificationName =>
  Object.hasOwn(NOTIFICATIONS, name);
