import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTeams, type Teams } from '../../simulator/teams.ts';
import type { Shown } from '../../simulator/teams-options.ts';
import type { Chat, Person } from '../../simulator/world-events.ts';
import { type App, startApp } from '../../src/app.ts';
import { trialConfig } from '../../src/config/config.ts';
import type { TrustId } from '../../src/guides/ids.ts';
import { QUICK_TYPISTS, TIME_FOR_A_TURN } from './bot.ts';
import { buttons, readAloud } from './cards.ts';
import { contentOf } from './content.ts';
import { METRICS_TOKEN } from './metrics.ts';
import { newSqliteDatabase } from './new-database.ts';

/** The bot with a clock that all but stands still until it is moved, and ESNEFT's ESR Team and escalation chats. */
export interface CaseBot {
  readonly app: App;
  readonly teams: Teams;
  readonly databaseUrl: string;
  now(): string;
  /** Moves the clock, and waits until everything that is due by then was done. */
  forward(by: { days?: number; hours?: number; minutes?: number }): Promise<void>;
  /** The clock says this much more than is right, though no time has passed. Waits until everything that is due by it was done. */
  clockWrongBy(by: { days?: number; minutes?: number }): Promise<void>;
  /** Waits until everything that is due was done. */
  settled(): Promise<void>;
  link(trust: TrustId, role: 'esr-team' | 'escalation', chat: Chat): Promise<void>;
  /** Somebody asks for the ESR Team at once; the reference of their case, whose card the ESR Team has. */
  raise(person: Person, chat: Chat, username: string): Promise<string>;
  /** The newest message of a chat that has all of these words. */
  shows(chat: Chat, ...words: string[]): Promise<Shown>;
  close(): Promise<void>;
}

/** A Monday at ten, in winter time. */
export const MONDAY = '2026-11-23T10:00:00.000Z';

export async function startCaseBot(from = MONDAY, settings: Record<string, string> = {}): Promise<CaseBot> {
  let now = Date.parse(from);
  let wrongBy = 0;
  let looks = 0;
  // A real clock goes on between two looks at it: where it does not, what only holds within one instant passes for right.
  const clock = () => new Date(now + wrongBy + ++looks).toISOString();
  const folder = mkdtempSync(join(tmpdir(), 'esr-bot-desk-'));
  const databaseUrl = await newSqliteDatabase(folder);
  const level = process.env.LOG_LEVEL ?? 'silent';
  const config = trialConfig({
    PORT: '0',
    LOG_LEVEL: level,
    DATABASE_URL: databaseUrl,
    METRICS_TOKEN,
    TRUSTS: 'esneft',
    ...settings,
  });
  // No pace: with a clock that stands still, the next would never be due.
  const app = await startApp(config, {
    content: contentOf(config),
    now: clock,
    elapsed: () => now,
    sendLimits: { chat: [], tenant: [] },
    // Tests type faster than people.
    allowances: QUICK_TYPISTS,
    replyWithinMs: TIME_FOR_A_TURN,
  });
  // Its self-test, before chats are linked.
  await app.poll();
  const teams = await createTeams({
    botUrl: `http://127.0.0.1:${app.port}/api/messages`,
    timeoutMs: TIME_FOR_A_TURN,
  });
  const newest = (chat: Chat, words: readonly string[]) =>
    teams.activities(chat).findLast((message) => words.every((word) => readAloud(message).includes(word)));
  const bot: CaseBot = {
    app,
    teams,
    databaseUrl,
    now: clock,
    async forward({ days = 0, hours = 0, minutes = 0 }) {
      // A clock that jumps while something is being sent would look like a worker that died.
      await bot.settled();
      now += ((days * 24 + hours) * 60 + minutes) * 60_000;
      await bot.settled();
    },
    async clockWrongBy({ days = 0, minutes = 0 }) {
      await bot.settled();
      wrongBy = (days * 24 * 60 + minutes) * 60_000;
      await bot.settled();
    },
    settled: () => app.poll(),
    async link(trust, role, chat) {
      const code = await app.linkCode({ trust, role });
      await teams.install(chat);
      await teams.say(teams.world.person(chat.members[0] ?? ''), chat, `link ${code}`);
    },
    async raise(person, chat, username) {
      // The card of an earlier case may come below.
      const press = (button: string, inputs = {}) => {
        const card = teams.activities(chat).findLast((one) => buttons(one).includes(button));
        return teams.press(person, chat, card?.id ?? '', button, inputs);
      };
      await teams.say(person, chat, 'talk to someone');
      const esneft = buttons(teams.activities(chat).at(-1)).find((title) => title.startsWith('East Suffolk'));
      if (esneft !== undefined) await press(esneft);
      await press('Check my answers', { username, email: 'someone@nhs.net', words: 'It does not let me in' });
      const { outcome } = await press('Yes, send to the ESR Team');
      const reference = /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(JSON.stringify(outcome))?.[0];
      if (reference === undefined) throw new Error(`No reference in ${JSON.stringify(outcome)}`);
      await bot.shows(teams.cast.chats.esrTeam, reference);
      return reference;
    },
    shows: (chat, ...words) => teams.until(() => newest(chat, words)),
    async close() {
      await app.close();
      await teams.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await bot.link('esneft', 'esr-team', teams.cast.chats.esrTeam);
  await bot.link('esneft', 'escalation', teams.cast.chats.escalation);
  return bot;
}
