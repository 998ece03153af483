import type { Logger } from 'pino';
import type { GuideProblem } from '../guides/watch-guides.ts';
import { errorFields } from '../logging/error-fields.ts';
import type { ChatRole } from '../store/chats/chat-store.ts';
import type { LinkHealthStore } from '../store/chats/link-health.ts';
import type { DeliveryStore } from '../store/outbox/delivery-store.ts';
import type { DeskCount } from '../store/service-desk/event-store.ts';
import type { Counts } from './instruments.ts';

/** Problems for operators to fix while the bot serves. */
export type Warning =
  /** Cards and messages that Teams does not take. */
  | { readonly about: 'undelivered'; readonly count: number }
  | {
      readonly about: 'chat-unreachable';
      readonly trust: string;
      readonly role: ChatRole;
      readonly since: string;
    }
  /** A Trust's service desk does not take its events (`failing`), or wants no more of them (`paused`). */
  | {
      readonly about: 'service-desk';
      readonly trust: string;
      readonly why: 'failing' | 'paused';
      readonly count: number;
    }
  /** The keys that Teams' tokens are checked with cannot be fetched: the last good ones are used for five days. */
  | { readonly about: 'signing-keys'; readonly since: string }
  /** A guide's file cannot be used as it is now: the guide before goes on. */
  | ({ readonly about: 'guide' } & GuideProblem)
  /** The bot's own secret or certificate ends within a month, or has ended. */
  | { readonly about: 'credential-ends'; readonly on: string };

/** Whether the bot can serve, for operators. Contains nothing about people, and no chat ids. */
export interface Readiness {
  /** The obstacles to serving, by name: no request should be sent here. Empty when ready. */
  readonly problems: Readonly<Record<string, string>>;
  readonly warnings: readonly Warning[];
  readonly undelivered: number;
  readonly chats: readonly {
    readonly trust: string;
    readonly role: ChatRole;
    readonly lastReached: string;
  }[];
  /** The last day of the bot's own secret or certificate, where it is known. */
  readonly credentialEnds?: string | undefined;
}

export interface ReadinessDeps {
  readonly deliveries: DeliveryStore;
  readonly links: LinkHealthStore;
  /** Events that Trusts' service desks do not have yet. */
  readonly deskEvents?: () => Promise<readonly DeskCount[]>;
  /** The problem with the database file. */
  readonly fileProblem?: () => 'damaged' | 'gone' | undefined;
  /** The names of migrations that the database lacks. */
  readonly missingMigrations: () => Promise<readonly string[]>;
  /** Gets the token that the bot writes to Teams with; throws an error with a code. */
  readonly signIn: () => Promise<unknown>;
  /** Since when the keys that Teams' tokens are checked with cannot be fetched. */
  readonly signingKeysFailingSince?: () => string | undefined;
  readonly guideProblems?: () => readonly GuideProblem[];
  readonly credentialEnds?: string | undefined;
  readonly log: Logger;
  readonly now: () => string;
}

const WARNINGS: readonly Warning['about'][] = [
  'undelivered',
  'chat-unreachable',
  'service-desk',
  'signing-keys',
  'guide',
  'credential-ends',
];

/** For the metrics: how many warnings of each kind there are, and when each chat was last reached. */
export const counted = ({ warnings, chats }: Readiness): Pick<Counts, 'warnings' | 'reached'> => ({
  warnings: WARNINGS.map((warning) => ({
    warning,
    count: warnings.filter((one) => one.about === warning).length,
  })),
  reached: chats.map(({ trust, role, lastReached }) => ({
    trust,
    role,
    count: Date.parse(lastReached) / 1000,
  })),
});

const FILE_PROBLEMS = {
  none: 'cannot be written',
  damaged: 'its file is damaged: stop the bot and restore a backup',
  gone: 'its file was deleted or replaced: stop the bot, put it back or restore a backup',
} as const;

/** Time to create another secret, and to get it approved. */
const WARN_DAYS = 30;
/** Entra ID and the log are left in peace while it fails. */
const SIGN_IN_AGAIN_MS = 30_000;
/** Shorter than the caller's timeout. */
const SIGN_IN_MS = 5000;

/** Checks whether the bot can serve. Concurrent callers share one check. */
export class ReadinessCheck {
  readonly #deps: ReadinessDeps;
  #looking: Promise<Readiness> | undefined;
  #signInFailed: { readonly at: number; readonly why: string } | undefined;

  constructor(deps: ReadinessDeps) {
    this.#deps = deps;
  }

  /** Never throws. Writes a little: a database that can only be read is no use. */
  look(): Promise<Readiness> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #look(): Promise<Readiness> {
    const { credentialEnds } = this.#deps;
    const [database, credentials] = await Promise.all([this.#database(), this.#credentials()]);
    const { undelivered, warnings, chats } = database;
    return {
      problems: { ...database.problems, ...credentials },
      warnings: [...warnings, ...this.#keys(), ...this.#guides(), ...this.#ending()],
      undelivered,
      chats,
      ...(credentialEnds !== undefined && { credentialEnds }),
    };
  }

  async #database(): Promise<Omit<Readiness, 'credentialEnds'>> {
    const { deliveries, links, deskEvents, missingMigrations, fileProblem, log } = this.#deps;
    try {
      // The system's clock: a probe must not be undone by a stopped clock.
      await deliveries.probe(new Date().toISOString());
      const found = fileProblem?.();
      if (found !== undefined)
        throw Object.assign(new Error(), { code: `DATABASE_FILE_${found.toUpperCase()}` });
      const missing = await missingMigrations();
      const { failed: undelivered = 0 } = await deliveries.counts();
      const linked = await links.all();
      const warnings: Warning[] = linked.flatMap(({ trust, role, unreachable, missedSince }) =>
        unreachable && missedSince ? [{ about: 'chat-unreachable', trust, role, since: missedSince }] : [],
      );
      for (const { trust, state: why, count } of (await deskEvents?.()) ?? [])
        if (why !== 'pending') warnings.push({ about: 'service-desk', trust, why, count });
      if (undelivered > 0) warnings.unshift({ about: 'undelivered', count: undelivered });
      return {
        problems: missing.length === 0 ? {} : { migrations: `missing: ${missing.join(', ')}` },
        warnings,
        undelivered,
        chats: linked.map(({ trust, role, reachedAt }) => ({ trust, role, lastReached: reachedAt })),
      };
    } catch (error) {
      log.error(errorFields(error), 'the database cannot be written');
      const database = FILE_PROBLEMS[fileProblem?.() ?? 'none'];
      return { problems: { database }, warnings: [], undelivered: 0, chats: [] };
    }
  }

  /** The token is kept by the SDK until shortly before its end: asking costs nothing while there is one. */
  async #credentials(): Promise<Readiness['problems']> {
    const { signIn, log } = this.#deps;
    const failed = this.#signInFailed;
    if (failed !== undefined && performance.now() - failed.at < SIGN_IN_AGAIN_MS) {
      return { credentials: failed.why };
    }
    try {
      await inTime(signIn());
      this.#signInFailed = undefined;
      return {};
    } catch (error) {
      const { code } = errorFields(error);
      log.error({ code }, 'the bot cannot sign in to Teams');
      this.#signInFailed = { at: performance.now(), why: `no token (${code})` };
      return { credentials: this.#signInFailed.why };
    }
  }

  #keys(): Warning[] {
    const since = this.#deps.signingKeysFailingSince?.();
    return since === undefined ? [] : [{ about: 'signing-keys', since }];
  }

  #guides(): Warning[] {
    return (this.#deps.guideProblems?.() ?? []).map((problem) => ({ about: 'guide', ...problem }));
  }

  #ending(): Warning[] {
    const { credentialEnds: on, now } = this.#deps;
    if (on === undefined) return [];
    const days = (Date.parse(on) - Date.parse(now())) / 86_400_000;
    return days <= WARN_DAYS ? [{ about: 'credential-ends', on }] : [];
  }
}

async function inTime(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })),
      SIGN_IN_MS,
    );
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
