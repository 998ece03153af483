import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createTeams, type Teams } from '../../simulator/teams.ts';
import { startBotProcess } from '../../tests/shared/bot-process.ts';

// npm run screens:others: the effect of reading pictures on others. Runs dist/ (npm run build); rounds with and without pictures
// take turns, so that whatever else the machine does falls on both.

const ROUNDS = 6;
const ROUND_MS = 8000;
const PEOPLE = 30;
const EVERY_MS = 40;

const PICTURE = readFileSync(join(import.meta.dirname, '../../simulator/screens/problem-reading.png'));

/** A round: how long each turn of the others took, and how many pictures were answered. */
async function round(teams: Teams, withPictures: boolean): Promise<{ times: number[]; read: number }> {
  const people = Array.from({ length: PEOPLE }, (_, n) => teams.createPerson(`Person ${n}`));
  const chats = people.map((person) => Object.assign(teams.personalChat(person), { installed: true }));
  const until = performance.now() + ROUND_MS;
  let read = 0;
  const pictures = async () => {
    while (withPictures && performance.now() < until) {
      // A new person each time: one alone is slowed down.
      const person = teams.createPerson('Picture');
      const chat = Object.assign(teams.personalChat(person), { installed: true });
      const attachments = [teams.world.pictures.paste(PICTURE, 'image/png', teams.serviceUrl)];
      await teams.say(person, chat, '', { attachments });
      if (JSON.stringify(teams.activities(chat)).includes('Your screen says')) read += 1;
    }
  };
  const times: number[] = [];
  const others = async () => {
    const turns: Promise<void>[] = [];
    for (let n = 0; performance.now() < until; n += 1) {
      const [person, chat] = [people[n % PEOPLE], chats[n % PEOPLE]];
      if (person === undefined || chat === undefined) break;
      const sent = performance.now();
      turns.push(
        teams
          .say(person, chat, 'my smartcard is locked')
          .then(() => void times.push(performance.now() - sent)),
      );
      await wait(EVERY_MS);
    }
    await Promise.all(turns);
  };
  await Promise.all([pictures(), others()]);
  return { times, read };
}

const percentile = (times: readonly number[], share: number) =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? 0;

const memoryOf = (pid: number | undefined) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

if (import.meta.main) {
  const folder = mkdtempSync(join(tmpdir(), 'esr-others-'));
  const bot = await startBotProcess(`sqlite:${join(folder, 'bot.db')}`, 'trial', { LOG_LEVEL: 'info' });
  const teams = await createTeams({ botUrl: bot.url });
  await round(teams, false);
  const before = memoryOf(bot.pid);
  const all = { without: [] as number[], with: [] as number[] };
  let read = 0;
  let most = 0;
  for (let n = 0; n < ROUNDS; n += 1) {
    const isWith = n % 2 === 1;
    const done = await round(teams, isWith);
    (isWith ? all.with : all.without).push(...done.times);
    read += done.read;
    most = Math.max(most, memoryOf(bot.pid));
  }
  const line = (name: string, times: readonly number[]) =>
    `${name}: ${times.length} turns, median ${percentile(times, 0.5).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms`;
  console.log(line('without pictures', all.without));
  console.log(line(`while ${read} pictures were read`, all.with));
  console.log(
    `p99 with : without = ${(percentile(all.with, 0.99) / percentile(all.without, 0.99)).toFixed(2)}`,
  );
  // The reader ends a minute after the last picture.
  await wait(65_000);
  console.log(
    `memory: ${before.toFixed(0)} MB before, ${most.toFixed(0)} MB at most, ${memoryOf(bot.pid).toFixed(0)} MB a minute after`,
  );
  await bot.kill('SIGTERM');
  await teams.close();
  rmSync(folder, { recursive: true });
}
