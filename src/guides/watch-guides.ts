import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type IsoDate, londonDay } from '../time/clock.ts';
import type { Guide } from './guide.ts';
import type { TrustId } from './ids.ts';
import { GuideError } from './load-guides.ts';

/** A guide whose file cannot be used: the one before goes on. */
export interface GuideProblem {
  readonly trust: TrustId;
  /** Each `file:line: error and what to write`. */
  readonly problems: readonly string[];
}

export interface GuideWatchDeps {
  readonly folder: string;
  /** The guides in use: one that has changed takes the place of the one before. */
  readonly guides: Map<TrustId, Guide>;
  /** Reads and checks a guide as it is on that day. Throws GuideError. */
  readonly load: (trust: TrustId, day: IsoDate) => Guide;
  readonly now: () => string;
  readonly changed: (guide: Guide, before: Guide) => Promise<void>;
  readonly refused: (problem: GuideProblem) => void;
}

/** How often the files are looked at. A change is used at the second look that finds it: by then it is written to its end. */
const EVERY_MS = 10_000;

/** Follows the files of the guides in use: what is right is used from then on, what is not changes nothing. */
export class GuideWatch {
  readonly #deps: GuideWatchDeps;
  /** What each file was like when it was last read, and when it was last looked at. */
  readonly #read = new Map<TrustId, string>();
  readonly #seen = new Map<TrustId, string>();
  readonly #problems = new Map<TrustId, GuideProblem>();
  #looking: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: GuideWatchDeps) {
    this.#deps = deps;
  }

  /** The guides that cannot be used as they are now. */
  problems = (): readonly GuideProblem[] => [...this.#problems.values()];

  /** Takes the files as they are for those that were read. */
  async start(): Promise<void> {
    const day = londonDay(this.#deps.now());
    for (const trust of this.#deps.guides.keys()) this.#read.set(trust, await this.#signOf(trust, day));
    this.#timer = setInterval(() => void this.look(), EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  /** Looks now. Never throws. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #look(): Promise<void> {
    const day = londonDay(this.#deps.now());
    for (const trust of [...this.#deps.guides.keys()]) {
      const sign = await this.#signOf(trust, day);
      const isSettled = this.#seen.get(trust) === sign;
      this.#seen.set(trust, sign);
      if (!isSettled || this.#read.get(trust) === sign) continue;
      this.#read.set(trust, sign);
      await this.#reload(trust, day);
    }
  }

  async #reload(trust: TrustId, day: IsoDate): Promise<void> {
    const { guides, load, changed, refused } = this.#deps;
    try {
      const guide = load(trust, day);
      this.#problems.delete(trust);
      const before = guides.get(trust);
      if (before === undefined || before.version === guide.version) return;
      guides.set(trust, guide);
      await changed(guide, before);
    } catch (error) {
      const problems = error instanceof GuideError ? error.problems : [`${trust}.yaml: cannot be read`];
      const problem = { trust, problems };
      this.#problems.set(trust, problem);
      refused(problem);
    }
  }

  /** Differs when the guide may differ: with its file and, where it has dated changes, with the day. */
  async #signOf(trust: TrustId, day: IsoDate): Promise<string> {
    const { folder, guides } = this.#deps;
    const file = await stat(join(folder, `${trust}.yaml`)).catch(() => undefined);
    const onDay = guides.get(trust)?.changes === undefined ? '' : day;
    return `${file?.mtimeMs} ${file?.size} ${file?.ino} ${onDay}`;
  }
}
