import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { AppOptions } from '../../src/app.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** What production runs. Tests that start the bot as a process of its own start this. */
export const MAIN = 'dist/main.js';

/** The bot as a process of its own, so that it can be killed. */
export interface BotProcess {
  readonly port: number;
  readonly url: string;
  readonly pid: number | undefined;
  /** Waits until it has ended by itself, with all that it wrote. */
  ended(): Promise<void>;
  /** Everything it has written to its output and its errors. */
  said(): string;
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>;
}

/** Starts the bot in this mode and waits until it says that it is ready. */
export const startBotProcess = (
  databaseUrl: string,
  mode = 'trial',
  settings: Record<string, string> = {},
  main = MAIN,
): Promise<BotProcess> => start([main, mode], databaseUrl, settings);

/** The same in trial mode, at paces of the test's own. */
export const startQuickBot = (
  databaseUrl: string,
  settings: Record<string, string>,
  options: Pick<AppOptions, 'sendLimits' | 'allowances'>,
): Promise<BotProcess> =>
  start(['tests/support/quick-bot.ts', JSON.stringify(options)], databaseUrl, settings);

async function start(
  args: readonly string[],
  databaseUrl: string,
  settings: Record<string, string>,
): Promise<BotProcess> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: '0',
      TRUSTS: 'esneft',
      DATABASE_URL: databaseUrl,
      LOG_LEVEL: 'info',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
  }
  child.stderr.pipe(process.stderr, { end: false });
  const port = await readyPort(child);
  return {
    port,
    url: `http://127.0.0.1:${port}/api/messages`,
    pid: child.pid,
    said: () => said,
    ended: () =>
      child.exitCode === null && child.signalCode === null
        ? once(child, 'close').then(() => undefined)
        : Promise.resolve(),
    async kill(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const gone = once(child, 'exit');
      child.kill(signal);
      const [code] = (await gone) as [number | null];
      return code;
    },
  };
}

async function readyPort(child: ChildProcess): Promise<number> {
  if (child.stdout === null) throw new TypeError('The bot has no output to read');
  for await (const line of createInterface(child.stdout)) {
    const { msg, port } = JSON.parse(line) as { msg?: string; port?: number };
    if (msg === 'ready' && port !== undefined) {
      child.stdout.resume();
      return port;
    }
  }
  throw new Error(`The bot ended before it was ready (exit code ${child.exitCode})`);
}
