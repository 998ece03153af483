import { type ChildProcess, fork } from 'node:child_process';
import { on, once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { TOP } from '../config/content-folder.ts';
import { engineFiles, WORKER } from './engine-files.ts';
import { pictureInfo } from './picture-kind.ts';
import type { NotRead, Reading, WorkerAnswer, WorkerJob, WorkerStart } from './reading.ts';

export interface ReaderLimits {
  /** For one picture, once the worker has it. */
  readonly readMs: number;
  /** From the last picture until the worker's memory is given back. */
  readonly idleMs: number;
  /** Pictures that may wait. */
  readonly queue: number;
}

const READER_LIMITS: ReaderLimits = { readMs: 10_000, idleMs: 60_000, queue: 4 };

/** A phone's photo has 12 million; decoded, each takes 4 bytes and more. */
const MOST_PIXELS = 16_000_000;
const LONGEST_SIDE = 10_000;
const READABLE: readonly string[] = ['png', 'jpeg', 'webp'];

/** Why a picture is not given to the reader at all; undefined where it may be. */
export function notReadable(picture: Uint8Array): NotRead | undefined {
  const { kind, width, height, isAnimated } = pictureInfo(picture);
  if (!READABLE.includes(kind)) return 'format';
  if (isAnimated) return 'animated';
  if (width < 1 || height < 1) return 'broken';
  const isLarge = width > LONGEST_SIDE || height > LONGEST_SIDE || width * height > MOST_PIXELS;
  return isLarge ? 'too-large' : undefined;
}

interface Waiting {
  readonly picture: Uint8Array;
  readonly shrink: boolean;
  /** The deadline. */
  readonly until: number;
  readonly resolve: (answer: WorkerAnswer | NotRead) => void;
}

/**
 * Reads pictures in a separate process, one at a time: started for the first, ended after a while without any. A picture that
 * takes too long, or crashes the worker, ends it; the next one gets another. Never throws.
 */
export class ScreenReader {
  readonly #guides: string;
  readonly #limits: ReaderLimits;
  readonly #program: URL;
  readonly #waiting: Waiting[] = [];
  #worker: ChildProcess | undefined;
  #isReading = false;
  #idle: NodeJS.Timeout | undefined;
  #lastId = 0;
  #closed = false;

  /** `guides` is the folder with `screens.yaml`. */
  constructor(guides: string, limits: Partial<ReaderLimits> = {}, program = WORKER) {
    this.#guides = guides;
    this.#limits = { ...READER_LIMITS, ...limits };
    this.#program = program;
  }

  /** Whether its process is there, with its memory. */
  get isRunning(): boolean {
    return this.#worker !== undefined;
  }

  /** The message a picture shows; `no-time` after that many milliseconds. */
  async read(picture: Uint8Array, withinMs: number): Promise<Reading> {
    const answer = await this.#queue(picture, false, withinMs);
    if (typeof answer === 'string') return { kind: 'not-read', why: answer };
    const { message } = answer;
    return message === undefined ? { kind: 'nothing' } : { kind: 'message', message };
  }

  /** The picture as a PNG of a size that Teams shows, pixels only, without metadata. */
  async shrink(picture: Uint8Array, withinMs: number): Promise<Uint8Array | NotRead> {
    const answer = await this.#queue(picture, true, withinMs);
    return typeof answer === 'string' ? answer : (answer.shrunk ?? 'broken');
  }

  async #queue(picture: Uint8Array, shrink: boolean, withinMs: number): Promise<WorkerAnswer | NotRead> {
    const why = this.#closed ? 'no-time' : notReadable(picture);
    if (why !== undefined) return why;
    if (this.#waiting.length >= this.#limits.queue) return 'no-time';
    return new Promise((resolve) => {
      this.#waiting.push({ picture, shrink, until: performance.now() + withinMs, resolve });
      void this.#next();
    });
  }

  /** Ends the worker. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { resolve } of this.#waiting.splice(0)) resolve('no-time');
    await this.#end();
  }

  async #next(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    clearTimeout(this.#idle);
    for (let one = this.#waiting.shift(); one !== undefined; one = this.#waiting.shift()) {
      const left = Math.min(this.#limits.readMs, one.until - performance.now());
      one.resolve(left <= 0 ? 'no-time' : await this.#give(one, left));
    }
    this.#isReading = false;
    this.#idle = setTimeout(() => void this.#end(), this.#limits.idleMs).unref();
  }

  async #give(one: Waiting, withinMs: number): Promise<WorkerAnswer | NotRead> {
    const answer = await this.#ask(one, withinMs);
    if (typeof answer === 'object' && !answer.isBroken) return answer;
    // What went wrong may have left the engine in any state.
    await this.#end();
    return answer === 'late' ? 'no-time' : 'broken';
  }

  async #ask({ picture, shrink }: Waiting, withinMs: number): Promise<WorkerAnswer | 'gone' | 'late'> {
    const done = new AbortController();
    try {
      const worker = this.#worker ?? this.#begin();
      this.#lastId += 1;
      const job: WorkerJob = { id: this.#lastId, picture, shrink };
      worker.send(job);
      const { signal } = done;
      return await Promise.race([
        answerTo(worker, job.id, signal),
        once(worker, 'exit', { signal }).then(() => 'gone' as const),
        wait(withinMs, 'late' as const, { signal }),
      ]);
    } catch {
      return 'gone';
    } finally {
      done.abort();
    }
  }

  #begin(): ChildProcess {
    const start: WorkerStart = { guides: this.#guides, engine: engineFiles() };
    const worker = fork(this.#program, [JSON.stringify(start)], {
      // Nothing of the bot's settings, no files but its own, and no others' programs.
      env: {},
      execArgv: ['--permission', `--allow-fs-read=${TOP}`, '--max-old-space-size=128', '--v8-pool-size=1'],
      // Its output may quote the picture.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    // It exits next; without a listener the bot would end with it.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
    });
    worker.unref();
    worker.channel?.unref();
    this.#worker = worker;
    yieldToOthers(worker);
    return worker;
  }

  async #end(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = undefined;
    if (worker === undefined || worker.exitCode !== null || worker.signalCode !== null) return;
    const gone = once(worker, 'exit').catch(() => undefined);
    worker.kill('SIGKILL');
    await gone;
  }
}

/**
 * Lowers the worker's priority, so that people's turns come first. Right after its start: on Linux only threads that start later
 * inherit it. At a lower one still, nothing would be read in time on a busy machine.
 */
function yieldToOthers({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It ended already, or the machine does not allow it: then it reads at the usual priority.
  }
}

/** The answer to a job; late answers to earlier jobs are ignored. */
async function answerTo(worker: ChildProcess, id: number, signal: AbortSignal): Promise<WorkerAnswer> {
  for await (const [answer] of on(worker, 'message', { signal }) as AsyncIterable<[WorkerAnswer]>) {
    if (answer.id === id) return answer;
  }
  throw new Error('The worker is gone');
}
