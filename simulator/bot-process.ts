import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { SimulatorError } from './simulator-error.ts';

const root = join(import.meta.dirname, '..');
const run = promisify(execFile);

/** The bot in a process of its own, in trial mode. What it prints goes to the log file. */
export class BotProcess {
  readonly port: number;
  readonly #logFile: string;
  /** Where this run's part of the log begins. */
  readonly #logStart: number;
  readonly #env: NodeJS.ProcessEnv;
  readonly #child: ChildProcess;
  /** Resolves with the reason when the bot ends. */
  readonly ended: Promise<string>;

  constructor(port: number, logFile: string, env: NodeJS.ProcessEnv) {
    this.port = port;
    this.#logFile = logFile;
    this.#env = { ...env, PORT: String(port) };
    const log = openSync(logFile, 'a');
    this.#logStart = fstatSync(log).size;
    this.#child = spawn(process.execPath, ['src/main.ts', 'trial'], {
      cwd: root,
      env: this.#env,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.ended = once(this.#child, 'exit').then(([code, signal]) =>
      signal ? `signal ${signal}` : `exit code ${code}`,
    );
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Waits for the bot's health check. Throws when it ends first, or takes longer than a busy machine needs. */
  async ready(): Promise<void> {
    const deadline = Date.now() + 90_000;
    while (Date.now() < deadline) {
      if (await this.#answers()) return;
      const ended = await Promise.race([this.ended, wait(100)]);
      if (ended !== undefined) throw new SimulatorError('bot-ended', this.explain(ended));
    }
    throw new SimulatorError('bot-not-ready', this.explain('no answer from its health check in 90 s'));
  }

  /** A one-time code that links a chat to a Trust, from the bot's own command. */
  async linkCode(trust: string, kind: string): Promise<string> {
    const { stdout } = await run(process.execPath, ['src/main.ts', 'link', trust, kind, '--json'], {
      cwd: root,
      env: this.#env,
    });
    const { code } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as { code: string };
    return code;
  }

  /** Asks the bot to stop; insists after five seconds. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGTERM');
    const insist = setTimeout(() => this.#child.kill('SIGKILL'), 5000);
    await this.ended;
    clearTimeout(insist);
  }

  /** Why the bot is not there, with the last lines it wrote. */
  explain(reason: string): string {
    const words = readFileSync(this.#logFile).subarray(this.#logStart).toString('utf8');
    const lastWords = words.trimEnd().split('\n').slice(-15).join('\n');
    return `The bot is not running (${reason}). Its last words, from ${this.#logFile}:\n${lastWords}`;
  }

  async #answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/healthz`, { signal: AbortSignal.timeout(2000) })).ok;
    } catch {
      return false;
    }
  }
}
