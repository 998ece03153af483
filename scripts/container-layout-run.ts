import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Image } from './container-layout-dockerfile.ts';

/** The service, running from the image's files with the image's command, as an unprivileged user. */
export interface Running {
  readonly url: string;
  /** Runs the image's own health check; its exit code. */
  health(): Promise<number | null>;
  /** Runs another command of the bot's beside it; its exit code. */
  command(...words: string[]): Promise<number | null>;
  /** Sends SIGTERM: exit code and milliseconds until the process was gone. */
  terminate(): Promise<{ code: number | null; ms: number }>;
}

export interface RunOptions {
  readonly image: Image;
  readonly app: string;
  readonly data: string;
  readonly env: Readonly<Record<string, string>>;
  /** Root can drop to this user, as the image does; others run as themselves. */
  readonly user: { readonly uid: number; readonly gid: number } | undefined;
}

/**
 * Starts the image's command. Node's permission model stands in for the read-only root: nothing outside the app can be
 * read, nothing outside the data folder written, and no process started.
 */
export async function start({ image, app, data, env, user }: RunOptions): Promise<Running> {
  const settings = { ...image.env, DATABASE_URL: `sqlite:${data}/esr-bot.db`, PORT: '0', ...env };
  const [, ...args] = image.command;
  // restify's tree asks the system which Linux it is on.
  const readable = [app, data, '/etc', '/proc'].map((path) => `--allow-fs-read=${path}`);
  const fence = ['--permission', ...readable, `--allow-fs-write=${data}`];
  const options = { cwd: app, env: settings, ...user };
  const child = spawn(process.execPath, [...fence, ...args], {
    ...options,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await readyPort(child);
  const beside = async (words: readonly string[]) => {
    const env = { ...settings, PORT: String(port) };
    const other = spawn(process.execPath, words, { ...options, env, stdio: ['ignore', 'ignore', 'inherit'] });
    return ((await once(other, 'exit')) as [number | null])[0];
  };
  return {
    url: `http://127.0.0.1:${port}`,
    health: () => beside(image.healthcheck.slice(1)),
    command: (...words) => beside([...fence, ...args.slice(0, -1), ...words]),
    async terminate() {
      const began = performance.now();
      child.kill('SIGTERM');
      const [code] = (await once(child, 'exit')) as [number | null];
      return { code, ms: Math.round(performance.now() - began) };
    },
  };
}

async function readyPort(child: ChildProcess): Promise<number> {
  if (child.stdout === null) throw new TypeError('The service has no output to read');
  for await (const line of createInterface(child.stdout)) {
    const { msg, port } = JSON.parse(line) as { msg?: string; port?: number };
    if (msg !== 'ready' || port === undefined) continue;
    child.stdout.resume();
    return port;
  }
  throw new Error(`The service ended before it was ready (exit code ${child.exitCode})`);
}
