import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type Usage, usageOf } from './process-tree.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

/** How a program is started: the arguments for node, and its settings. */
export interface Start {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** A program under measurement, in a separate process. */
export class Program {
  readonly url: URL;
  readonly pid: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.pid = child.pid ?? 0;
    this.url = new URL(`http://127.0.0.1:${port}/api/messages`);
  }

  /** Starts it and waits for the line in which it says its port. */
  static async start({ args, env }: Start): Promise<Program> {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...inherited(), PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return new Program(child, await readyPort(child));
  }

  usage(): Usage {
    return usageOf(this.pid);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const insist = setTimeout(() => this.#child.kill('SIGKILL'), 10_000);
    await gone;
    clearTimeout(insist);
  }
}

/** Nothing of the caller's own settings may reach a program. */
const inherited = () => ({ PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR });

/** pino's number for an error. */
const ERROR_LEVEL = 50;

/** Reads the program's log to its end; errors in it are shown, so that a turn that fails is not a riddle. */
function readyPort(child: ChildProcess): Promise<number> {
  const { stdout } = child;
  if (stdout === null) throw new TypeError('The program has no output to read');
  return new Promise((resolve, reject) => {
    createInterface(stdout).on('line', (line) => {
      const { msg, port, level = 0 } = parse(line);
      if (msg === 'ready' && port !== undefined) resolve(port);
      if (level >= ERROR_LEVEL || process.env.BENCH_LOG) console.error(line);
    });
    child.on('exit', (code) => reject(new Error(`A program ended before it was ready (exit code ${code})`)));
  });
}

function parse(line: string): { msg?: string; port?: number; level?: number } {
  try {
    return JSON.parse(line) as { msg?: string; port?: number; level?: number };
  } catch {
    return {};
  }
}
