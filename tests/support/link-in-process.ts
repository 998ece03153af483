import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Teams } from '../../simulator/teams.ts';
import type { Chat } from '../../simulator/world-events.ts';
import { MAIN } from '../shared/bot-process.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** Joins a chat to a Trust the way an operator does: `npm run link` beside the running bot, then the code said in the chat. */
export async function linkInProcess(
  teams: Teams,
  databaseUrl: string,
  trust: string,
  role: 'esr-team' | 'escalation',
  chat: Chat,
): Promise<void> {
  const { stdout } = await run(process.execPath, [MAIN, 'link', trust, role, '--json'], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: databaseUrl },
  });
  const { code } = JSON.parse(stdout) as { code: string };
  await teams.install(chat);
  await teams.say(teams.world.person(chat.members[0] ?? ''), chat, `link ${code}`);
}
