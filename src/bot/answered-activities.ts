import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import { errorFields } from '../logging/error-fields.ts';
import { StateConflictError, type StateStore } from '../store/chats/state-store.ts';

/** Teams sends an activity again when an answer was late, some minutes later at most. */
const KEPT_MS = 60 * 60_000;
/** More than a chat can say in that time would make the row slow to read. */
const MOST_KEPT = 1000;
/** More than the processes that answer in one chat at the same time. */
const ATTEMPTS = 5;

/**
 * Which activities of a chat were answered, the newest last, and when, in milliseconds since 1970. Deleted after a day without
 * activity.
 */
export const Answered = z.object({ ids: z.array(z.string()), times: z.array(z.number()).optional() });

/** Teams sends an activity again after 10 to 15 seconds: a process that has it for longer has died. */
const ANSWERING_MS = 15_000;
const LOOK_EVERY_MS = 100;
/** Since when a process answers an activity, in milliseconds since 1970. */
const Answering = z.object({ since: z.number() });

type States = Pick<StateStore, 'readAtOnce' | 'write' | 'delete'>;

/**
 * Which activities were answered in each chat, across processes and restarts. An activity is marked once its answer is out:
 * a crash between the two means that a person may read an answer twice, and never that they read none. Where several processes
 * share a database, one at a time answers an activity; the others wait for what comes of it.
 */
export class AnsweredActivities {
  readonly #states: States;
  readonly #log: Logger;
  readonly #now: () => string;
  readonly #isShared: boolean;

  constructor(states: States, log: Logger, now: () => string, isShared: boolean) {
    this.#states = states;
    this.#log = log;
    this.#now = now;
    this.#isShared = isShared;
  }

  /** Answers an activity, unless that was done; then undefined. Turns of one chat run one after another. */
  async once<T>(chat: string, id: string | undefined, answer: () => Promise<T>): Promise<T | undefined> {
    if (id === undefined) return answer();
    const since = performance.now();
    do {
      if ((await this.#read(chat)).ids.includes(id)) return undefined;
    } while (!(await this.#begin(chat, id, since)));
    try {
      // Another process may have answered it, and let go of it, since the look above.
      if (this.#isShared && (await this.#read(chat)).ids.includes(id)) return undefined;
      const result = await answer();
      // It is answered: a failure here must not look like a failed answer.
      await this.#mark(chat, id).catch((error) =>
        this.#log.warn(errorFields(error), 'an answered activity could not be marked'),
      );
      return result;
    } finally {
      if (this.#isShared) await this.#states.delete([answeringKey(chat, id)]).catch(() => undefined);
    }
  }

  /** Whether this process may answer it now; false after a moment, where another one does. */
  async #begin(chat: string, id: string, waitingSince: number): Promise<boolean> {
    if (!this.#isShared) return true;
    const key = answeringKey(chat, id);
    const now = Date.parse(this.#now());
    const other = await this.#states.readAtOnce(key);
    const began = Answering.safeParse(other).data?.since ?? 0;
    const isAlive = now - began < ANSWERING_MS && performance.now() - waitingSince < ANSWERING_MS;
    if (other !== undefined && isAlive) {
      await wait(LOOK_EVERY_MS);
      return false;
    }
    try {
      const begun: Begun = { since: now, ...(other?.eTag && { eTag: other.eTag }) };
      await this.#states.write({ [key]: begun });
      return true;
    } catch (error) {
      // Whatever else keeps it from being written keeps nobody from an answer.
      return !(error instanceof StateConflictError);
    }
  }

  async #mark(chat: string, id: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const { eTag, ...before } = await this.#read(chat);
      try {
        const next: Item = { ...withId(before, id, Date.parse(this.#now())), ...(eTag && { eTag }) };
        return await this.#states.write({ [keyOf(chat)]: next });
      } catch (error) {
        if (!(error instanceof StateConflictError) || attempt === ATTEMPTS) throw error;
      }
    }
  }

  async #read(chat: string): Promise<Item> {
    const stored = await this.#states.readAtOnce(keyOf(chat));
    // What this version can't read counts as nothing answered.
    const answered = Answered.catch({ ids: [] }).parse(stored);
    return stored?.eTag === undefined ? answered : { ...answered, eTag: stored.eTag };
  }
}

interface Begun extends z.infer<typeof Answering> {
  readonly eTag?: string;
}

interface Item extends z.infer<typeof Answered> {
  readonly eTag?: string;
}

/** With one more, and without those that Teams will not send again. What the release before wrote has no times. */
function withId({ ids, times = [] }: z.infer<typeof Answered>, id: string, now: number) {
  const known = ids.map((one, index) => [one, times.at(index - ids.length) ?? now] as const);
  const kept = [...known.filter(([, at]) => now - at < KEPT_MS), [id, now] as const].slice(-MOST_KEPT);
  return { ids: kept.map(([one]) => one), times: kept.map(([, at]) => at) };
}

const keyOf = (chat: string) => `answered/${chat}`;
const answeringKey = (chat: string, id: string) => `${keyOf(chat)}/${id}`;
