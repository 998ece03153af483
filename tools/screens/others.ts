import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createTeams, type Teams } from '../../simulator/teams.ts';
import { startBotProcess } from '../../tests/shared/bot-process.ts';

// npm run screens:others: the effect of reading pictures on others. Runs dist/ (npm run build) with the memory settings of
// tools/build/serve.sh. Rounds take turns, so that whatever else the machine does falls on all kinds. A picture is also one more
// turn: in the rounds with words the same people type what the picture says, as often.

const KINDS = ['alone', 'words', 'pictures'] as const;
type Kind = (typeof KINDS)[number];

const ROUNDS_EACH = 8;
const ROUND_MS = 8000;
const PEOPLE = 30;
/** Of the others' turns: 400 a round, so that 4 are above its p99, and 32 above that of all. */
const EVERY_MS = 20;
/** Of the pictures, or the words in their place: what the reader can do on a slow core. */
const SHOW_EVERY_MS = 700;

const SETTINGS = { NODE_OPTIONS: '--max-semi-space-size=8 --max-old-space-size=384' };
const PICTURE = readFileSync(join(import.meta.dirname, '../../simulator/screens/problem-reading.png'));
const WORDS = 'it says there was a problem reading your smartcard';

/** The simulator knows people by their names. */
let people = 0;
const newPerson = (teams: Teams) => teams.createPerson(`Person ${people++}`);

/** A round: how long each turn of the others took, in milliseconds, and how many showed or typed a message and had an answer. */
async function round(teams: Teams, kind: Kind): Promise<{ times: number[]; shown: number }> {
  const others = Array.from({ length: PEOPLE }, () => newPerson(teams));
  const chats = others.map((person) => Object.assign(teams.personalChat(person), { installed: true }));
  const until = performance.now() + ROUND_MS;
  let shown = 0;
  const show = async () => {
    // A new person each time: one alone is slowed down.
    const person = newPerson(teams);
    const chat = Object.assign(teams.personalChat(person), { installed: true });
    const attachments =
      kind === 'words' ? [] : [teams.world.pictures.paste(PICTURE, 'image/png', teams.serviceUrl)];
    await teams.say(person, chat, kind === 'words' ? WORDS : '', { attachments });
    const isRead = JSON.stringify(teams.activities(chat)).includes('Your screen says');
    if (kind === 'words' || isRead) shown += 1;
  };
  const times: number[] = [];
  const other = async (n: number) => {
    const [person, chat] = [others[n % PEOPLE], chats[n % PEOPLE]];
    if (person === undefined || chat === undefined) return;
    const sent = performance.now();
    await teams.say(person, chat, 'my smartcard is locked');
    times.push(performance.now() - sent);
  };
  /** Does it at a fixed rate, however long it takes; waits for the last. */
  const every = async (ms: number, what: (n: number) => Promise<void>) => {
    const begun: Promise<void>[] = [];
    for (let n = 0; performance.now() < until; n += 1) {
      begun.push(what(n));
      await wait(ms);
    }
    await Promise.all(begun);
  };
  await Promise.all([every(EVERY_MS, other), ...(kind === 'alone' ? [] : [every(SHOW_EVERY_MS, show)])]);
  return { times, shown };
}

const percentile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;

const memoryOf = (pid: number | undefined) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

const folder = mkdtempSync(join(tmpdir(), 'esr-others-'));
const bot = await startBotProcess(`sqlite:${join(folder, 'bot.db')}`, 'trial', SETTINGS);
const teams = await createTeams({ botUrl: bot.url });
for (const kind of KINDS) await round(teams, kind);
await wait(65_000);
const before = memoryOf(bot.pid);
const rounds: { kind: Kind; times: number[]; shown: number }[] = [];
let most = 0;
for (let n = 0; n < ROUNDS_EACH * KINDS.length; n += 1) {
  const kind = KINDS[n % KINDS.length] ?? 'alone';
  rounds.push({ kind, ...(await round(teams, kind)) });
  most = Math.max(most, memoryOf(bot.pid));
}
const of = (kind: Kind) => rounds.filter((one) => one.kind === kind);
const all = (kind: Kind) => of(kind).flatMap(({ times }) => times);
for (const kind of KINDS) {
  const [times, own] = [all(kind), of(kind).map((one) => percentile(one.times, 0.99))];
  const shown = of(kind).reduce((sum, one) => sum + one.shown, 0);
  const [low, middle, high] = [0, 0.5, 0.999].map((share) => percentile(own, share).toFixed(0));
  console.log(
    `${kind}: ${times.length} turns beside ${shown}; median ${percentile(times, 0.5).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms; p99 of a round ${middle} (${low} to ${high}) ms`,
  );
}
for (const kind of ['alone', 'words'] as const) {
  const ratio = percentile(all('pictures'), 0.99) / percentile(all(kind), 0.99);
  console.log(`p99 with pictures : ${kind} = ${ratio.toFixed(2)}`);
}
// The reader ends a minute after the last picture.
await wait(65_000);
console.log(
  `memory: ${before.toFixed(0)} MB before, ${most.toFixed(0)} MB at most, ${memoryOf(bot.pid).toFixed(0)} MB a minute after; load ${loadavg()[0]?.toFixed(1)}`,
);
await bot.kill('SIGTERM');
await teams.close();
rmSync(folder, { recursive: true });
