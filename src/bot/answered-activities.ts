import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import { errorFields } from '../logging/error-fields.ts';
import { StateConflictError, type StateStore } from '../store/chats/state-store.ts';

/** Teams repeats an activity whose answer was late, at most some minutes later. */
const KEPT_MS = 60 * 60_000;
/** A limit for the size of the row. */
const MOST_KEPT = 1000;
/** More than the processes that may write for one chat at the same time. */
const ATTEMPTS = 5;

/** The answered activities of a chat, the newest last, and when, in milliseconds since 1970. Deleted after a day without activity. */
export const Answered = z.object({ ids: z.array(z.string()), times: z.array(z.number()).optional() });

/** Teams waits 10 to 15 seconds for an answer: a process that has taken longer has died. */
const LEASE_MS = 15_000;
const POLL_MS = 100;
/** Since when a process has been answering an activity, in milliseconds since 1970. */
const Lease = z.object({ since: z.number() });

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
    } while (!(await this.#acquire(chat, id, since)));
    try {
      // Another process may have answered it since it was read above.
      if (this.#isShared && (await this.#read(chat)).ids.includes(id)) return undefined;
      const result = await answer();
      // The answer is out, so a failure here must not fail the turn.
      await this.#mark(chat, id).catch((error) =>
        this.#log.warn(errorFields(error), 'an answered activity could not be marked'),
      );
      return result;
    } finally {
      if (this.#isShared) await this.#states.delete([answeringKey(chat, id)]).catch(() => undefined);
    }
  }

  /** Whether this process may answer it. False, after a short wait, while another process is answering it. */
  async #acquire(chat: string, id: string, waitingSince: number): Promise<boolean> {
    if (!this.#isShared) return true;
    const key = answeringKey(chat, id);
    const now = Date.parse(this.#now());
    const other = await this.#states.readAtOnce(key);
    const began = Lease.safeParse(other).data?.since ?? 0;
    const isAlive = now - began < LEASE_MS && performance.now() - waitingSince < LEASE_MS;
    if (other !== undefined && isAlive) {
      await wait(POLL_MS);
      return false;
    }
    try {
      const lease: StoredLease = { since: now, ...(other?.eTag && { eTag: other.eTag }) };
      await this.#states.write({ [key]: lease });
      return true;
    } catch (error) {
      // Another process was faster. After any other error it is answered without the lease.
      return !(error instanceof StateConflictError);
    }
  }

  async #mark(chat: string, id: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const { eTag, ...before } = await this.#read(chat);
      try {
        const next: StoredAnswered = {
          ...withId(before, id, Date.parse(this.#now())),
          ...(eTag && { eTag }),
        };
        return await this.#states.write({ [keyOf(chat)]: next });
      } catch (error) {
        if (!(error instanceof StateConflictError) || attempt === ATTEMPTS) throw error;
      }
    }
  }

  async #read(chat: string): Promise<StoredAnswered> {
    const stored = await this.#states.readAtOnce(keyOf(chat));
    // A row that this version can't read counts as empty.
    const answered = Answered.catch({ ids: [] }).parse(stored);
    return stored?.eTag === undefined ? answered : { ...answered, eTag: stored.eTag };
  }
}

interface StoredLease extends z.infer<typeof Lease> {
  readonly eTag?: string;
}

interface StoredAnswered extends z.infer<typeof Answered> {
  readonly eTag?: string;
}

/** Adds an activity, and drops those that Teams will not repeat. Rows of an earlier release have no times. */
function withId({ ids, times = [] }: z.infer<typeof Answered>, id: string, now: number) {
  const known = ids.map((one, index) => [one, times.at(index - ids.length) ?? now] as const);
  const kept = [...known.filter(([, at]) => now - at < KEPT_MS), [id, now] as const].slice(-MOST_KEPT);
  return { ids: kept.map(([one]) => one), times: kept.map(([, at]) => at) };
}

const keyOf = (chat: string) => `answered/${chat}`;
const answeringKey = (chat: string, id: string) => `${keyOf(chat)}/${id}`;
