import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../..');

/** What `npm start` starts: the bot, the simulator and its page, with a data folder of its own. */
export interface Trial {
  /** The page's address. */
  readonly url: string;
  /** The bot's own. */
  readonly botUrl: string;
  close(): Promise<void>;
}

/**
 * Starts a trial beside any other; throws with what it printed when it does not come up. `before` fills its database first.
 */
export async function startTrial(
  settings: Record<string, string> = {},
  before?: (databaseUrl: string) => Promise<void>,
): Promise<Trial> {
  const data = mkdtempSync(join(tmpdir(), 'esr-bot-trial-'));
  await before?.(`sqlite:${join(data, 'esr-bot.db')}`);
  // A range for each process, below the ports that the system hands out: trials start at the same time.
  const ports = 10_000 + (process.pid % 220) * 100;
  const child = spawn(
    process.execPath,
    ['simulator/start.ts', '--data', data, '--page-port', String(ports + 50)],
    {
      cwd: root,
      env: { ...process.env, ...settings, PORT: String(ports) },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const close = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    rmSync(data, { recursive: true, force: true });
  };
  try {
    return { url: await addressOf(child), botUrl: `http://127.0.0.1:${ports}`, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new TypeError('The trial was started without pipes');
  const printed: string[] = [];
  createInterface(stderr).on('line', (line) => printed.push(line));
  for await (const line of createInterface(stdout)) {
    const address = /ready: (http\S+)/.exec(line)?.[1];
    if (address !== undefined) return address;
    printed.push(line);
  }
  throw new Error(`The trial did not start:\n${printed.join('\n')}`);
}
