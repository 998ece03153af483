import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTeams, type Teams } from '../../simulator/teams.ts';
import type { Chat } from '../../simulator/world-events.ts';
import { type App, type AppOptions, startApp } from '../../src/app.ts';
import { type Config, trialConfig } from '../../src/config/config.ts';
import type { TrustId } from '../../src/guides/ids.ts';
import { contentOf } from './content.ts';
import { METRICS_TOKEN } from './metrics.ts';
import { newSqliteDatabase } from './new-database.ts';

/** The bot and a Teams for it, on loopback, with an SQLite file of their own. */
export interface TestBot {
  readonly app: App;
  readonly teams: Teams;
  readonly databaseUrl: string;
  /** Joins a chat of the simulator to a Trust, as an operator would. */
  link(trust: TrustId, role: 'esr-team' | 'escalation', chat: Chat): Promise<void>;
  /** Stops the bot and starts it again on the same database, once with these settings changed. */
  restart(changed?: Pick<Config, 'readScreens'>): Promise<void>;
  close(): Promise<void>;
}

const PLENTY = { most: 1e9, perSecond: 1e9 };
/** As many turns as a test has: a quiet machine runs more in a second than one person may send. */
export const QUICK_TYPISTS = { person: PLENTY, chat: PLENTY, waiting: 1e9 };

/** In milliseconds: a busy machine's turn is answered in the turn, too, and not by the outbox some time later. */
export const TIME_FOR_A_TURN = 45_000;

/** Starts both; ESNEFT's chats are linked. Close it when done. */
export async function startBot(
  settings: Record<string, string> = {},
  options: AppOptions = {},
): Promise<TestBot> {
  const folder = mkdtempSync(join(tmpdir(), 'esr-bot-test-'));
  const databaseUrl = await newSqliteDatabase(folder);
  const config = trialConfig({
    TRUSTS: 'esneft',
    PORT: '0',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    DATABASE_URL: databaseUrl,
    METRICS_TOKEN,
    ...settings,
  });
  const start = (changed?: Pick<Config, 'readScreens'>) =>
    startApp(
      { ...config, ...changed },
      { content: contentOf(config), allowances: QUICK_TYPISTS, replyWithinMs: TIME_FOR_A_TURN, ...options },
    );
  let app = await start();
  // Its self-test, before chats are linked.
  await app.poll();
  const teams = await createTeams({ botUrl: botUrl(app), timeoutMs: TIME_FOR_A_TURN });
  const bot: TestBot = {
    get app() {
      return app;
    },
    teams,
    databaseUrl,
    async link(trust, role, chat) {
      const code = await app.linkCode({ trust, role });
      await teams.install(chat);
      await teams.say(teams.world.person(chat.members[0] ?? ''), chat, `link ${code}`);
    },
    async restart(changed) {
      await app.close();
      app = await start(changed);
      teams.botUrl = botUrl(app);
    },
    async close() {
      await app.close();
      await teams.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  const trusts = config.trusts as readonly string[];
  if (trusts.includes('esneft')) {
    await bot.link('esneft', 'esr-team', teams.cast.chats.esrTeam);
    await bot.link('esneft', 'escalation', teams.cast.chats.escalation);
  }
  return bot;
}

const botUrl = (app: App) => `http://127.0.0.1:${app.port}/api/messages`;
