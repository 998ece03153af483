import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { ESR, ESR_HURRIED, type Ground, type Started } from '../contenders.ts';
import { TENANT } from '../driver/authority.ts';
import type { Reply } from '../driver/connector.ts';
import { fullSpeed, percentile } from '../driver/load.ts';
import { TeamsLimits } from '../driver/teams-limits.ts';
import { rightSlice, walkers } from '../measure.ts';
import { buttonData, presses, says, staffVoice } from '../scripts/chats.ts';
import { casesScript } from '../scripts/esr.ts';
import type { Finding } from './finding.ts';
import { owe } from './seed.ts';

/** The first morning of a nation whose 200 Trusts are in one tenant, as nhs.net's are. Seconds and minutes of that morning. */
export interface Nation {
  readonly people: number;
  readonly minutes: number;
  /** Between an answer and the person's next turn, from and to. */
  readonly thinking: readonly [number, number];
  /** ESR Teams whose morning summary is due in the middle of it. */
  readonly teams: number;
  /** News about cases that are due then. */
  readonly news: number;
  /** So many times as fast as that. */
  readonly hurry: number;
}
export const NATION: Nation = {
  people: 100_000,
  minutes: 30,
  thinking: [5, 30],
  teams: 200,
  news: 2000,
  hurry: 3,
};

/** What everybody does: says what is wrong, says where they work, and takes the first step. */
const WORDS = 'it says my smartcard is not linked to esr';
const PRESSES = ['esneft', 'next'];
const TURNS = 1 + PRESSES.length;

/** People's numbers of these parts of the simulation, apart from everybody else's. */
const FIRST = 1_000_000;
/** So long after the last person came, everything must have arrived. */
const LATEST_MINUTES = 30;

/** How long each had to wait, in seconds of that morning. */
interface Waits {
  readonly typed: number[];
  readonly pressed: number[];
  readonly news: number[];
  readonly summaries: number[];
}

/** Who waits how long when the tenant's limit is the bottleneck; whether anything is lost, or said twice. */
export async function nation(ground: Ground, folder: string, morning: Nation = NATION): Promise<Finding[]> {
  const { people, minutes, teams, news, hurry } = morning;
  const env = { DATABASE_URL: `sqlite:${join(folder, 'nation.db')}`, HURRY: String(hurry) };
  const first = await ESR.start(ground, env);
  await first.prepare();
  const cases = { ...first, target: { ...first.target, runDialogs: casesScript } };
  await rightSlice(cases, (all) => fullSpeed(all, 5), walkers(cases, 4));
  await first.stop();
  const started = await ESR_HURRIED.start(ground, env);
  const teamsLimits = new TeamsLimits();
  const seen = await live(ground, started, teamsLimits, morning, () =>
    oweAll(join(folder, 'nation.db'), morning),
  );
  await started.stop();
  const { waits, twice, lost, wrong } = seen;
  const seconds = (all: readonly number[]) =>
    [0.5, 0.95, 0.99, 1].map((share) => percentile(all, share).toFixed(1)).join(' / ');
  const p99 = (all: readonly number[]) => percentile(all, 0.99);
  const how = `${people} people of one tenant come within ${minutes} minutes, evenly, say what is wrong and press twice, with ${morning.thinking.join(' to ')} s to think; ${news} news and ${teams} morning summaries are due in the middle of it; Teams takes 7 a second a conversation and 50 a second a tenant, as documented, and refuses the rest with 429; all ${hurry} times as fast as that. Teams refused ${teamsLimits.refused.tenant} messages for the tenant's limit and ${teamsLimits.refused.chat} for a chat's`;
  const lastNews = Math.max(...waits.news);
  const lastSummary = Math.max(...waits.summaries);
  return [
    {
      what: "a nation's first morning (a simulation): answers that were lost, that came twice, that were wrong",
      wanted: '0, 0, 0',
      seen: `${lost}, ${twice}, ${wrong.length} of ${people * TURNS} (the first wrong one: ${wrong[0] ?? 'none'})`,
      met: lost === 0 && twice === 0 && wrong.length === 0,
      how,
    },
    {
      what: 'there, how long a press waits for the next card: p50 / p95 / p99 / longest, s',
      wanted: 'p99 below 3',
      seen: seconds(waits.pressed),
      met: p99(waits.pressed) < 3,
      how,
    },
    {
      what: 'there, how long the first words wait for an answer: p50 / p95 / p99 / longest, s',
      wanted: 'none longer than 15 minutes',
      seen: seconds(waits.typed),
      met: percentile(waits.typed, 1) < 900,
      how,
    },
    {
      what: 'there, how long news wait, and morning summaries: p50 / p95 / p99 / longest, s',
      wanted: `all of ${news} and ${teams}, the last summary after the last news`,
      seen: `${waits.news.length}: ${seconds(waits.news)}; ${waits.summaries.length}: ${seconds(waits.summaries)}`,
      met: waits.news.length === news && waits.summaries.length === teams && lastSummary >= lastNews,
      how,
    },
  ];
}

interface Seen {
  readonly waits: Waits;
  readonly twice: number;
  readonly lost: number;
  readonly wrong: readonly string[];
}

async function live(
  { connector, serviceUrl }: Ground,
  { target }: Started,
  limits: TeamsLimits,
  { people, minutes, thinking: [least, most], teams, news, hurry }: Nation,
  inTheMiddle: () => void,
): Promise<Seen> {
  const began = performance.now();
  /** Seconds of that morning. */
  const now = () => ((performance.now() - began) / 1000) * hurry;
  const pause = (seconds: number) => wait((seconds / hurry) * 1000);
  const waits: Waits = { typed: [], pressed: [], news: [], summaries: [] };
  const wrong: string[] = [];
  const waiting = new Map<string, (card: unknown) => void>();
  const cards = new Map<string, number>();
  /** A card that asks something: each turn ends with one. */
  const arrived = (chat: string, card: unknown) => {
    if (buttonData(card, ({ nonce = '' }) => nonce !== '') === undefined) return;
    cards.set(chat, (cards.get(chat) ?? 0) + 1);
    waiting.get(chat)?.(card);
  };
  const due = (minutes * 60) / 2;
  connector.heard = (chat, read) => {
    if (!limits.take(chat, now() * 1000)) return false;
    if (chat.startsWith('a:news-')) waits.news.push(now() - due);
    else if (chat.startsWith('a:team-')) waits.summaries.push(now() - due);
    else arrived(chat, cardOf(read()));
    return true;
  };
  const person = async (number: number) => {
    await pause(random(number) * minutes * 60);
    const voice = staffVoice(FIRST + number, TENANT);
    const { id: chat } = voice.conversation as { id: string };
    let card: unknown;
    for (const answer of [undefined, ...PRESSES]) {
      if (answer !== undefined) await pause(least + random(number * 31 + answer.length) * (most - least));
      const data = buttonData(card, (button) => button.answer === answer);
      if (answer !== undefined && data === undefined)
        throw new Error(`The card has no button for "${answer}"`);
      const { activity } =
        data === undefined
          ? says(voice, WORDS, () => undefined)
          : presses(voice, data, 'answer', () => undefined);
      const since = now();
      const next = new Promise<unknown>((resolve) => waiting.set(chat, resolve));
      const id = `nation-${number}-${answer ?? ''}`;
      const { status, body } = await target.send(
        JSON.stringify({
          ...activity,
          id,
          timestamp: new Date().toISOString(),
          serviceUrl,
          channelId: 'msteams',
        }),
      );
      connector.collect(id);
      if (status !== 200) throw new Error(`status ${status}`);
      if (answer !== undefined) arrived(chat, (JSON.parse(body) as { value?: unknown }).value);
      card = await next;
      (answer === undefined ? waits.typed : waits.pressed).push(now() - since);
    }
  };
  const all = Promise.all(
    Array.from({ length: people }, (_, number) =>
      person(number).catch((error: unknown) => {
        wrong.push(error instanceof Error ? error.message : String(error));
      }),
    ),
  );
  void pause(due).then(inTheMiddle);
  const isAllThere = () => waits.news.length >= news && waits.summaries.length >= teams;
  const patience = pause((minutes + LATEST_MINUTES) * 60).then(() => 'late');
  await Promise.race([all, patience]);
  while (!isAllThere() && now() < (minutes + LATEST_MINUTES) * 60) await wait(100);
  // What would come twice comes now.
  await wait(2000);
  connector.heard = undefined;
  const answered = waits.typed.length + waits.pressed.length;
  const shown = [...cards.values()].reduce((sum, count) => sum + count, 0);
  return { waits, wrong, twice: shown - answered, lost: people * TURNS - answered - wrong.length };
}

/** From now on the bot owes news to people, each in a chat of their own, and summaries to teams. */
function oweAll(file: string, { teams, news }: Nation): void {
  const database = new DatabaseSync(file, { timeout: 5000 });
  const tenant = `'${TENANT}'`;
  database.exec('BEGIN IMMEDIATE');
  owe(database, { name: 'morning-summary', to: 'a:team-', chats: teams, each: 1, tenant });
  owe(database, { name: 'notice-over', to: 'a:news-', chats: news, each: 1, tenant });
  database.exec('COMMIT');
  database.close();
}

const cardOf = ({ attachments }: Reply): unknown => attachments?.[0]?.content;

/** From 0 to 1, the same for the same number. */
function random(seed: number): number {
  const x = Math.sin(seed * 12.9898 + 78.233) * 43_758.5453;
  return x - Math.floor(x);
}
