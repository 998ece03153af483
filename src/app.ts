import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { Cards } from './cards/render.ts';
import { Desk } from './cases/desk.ts';
import type { Config } from './config.ts';
import { loadGuides } from './guides/load-guides.ts';
import { loadProblems } from './guides/problems.ts';
import { createServer } from './server.ts';
import { SqlCaseStore } from './store/case-store.ts';
import { type ChatLink, ChatStore } from './store/chat-store.ts';
import { openDatabase } from './store/database.ts';
import { DeliveryStore } from './store/delivery-store.ts';
import { StateStore } from './store/state-store.ts';
import { TeamsAdapter } from './teams/adapter.ts';
import { EsrAccessBot } from './teams/bot.ts';
import type { CaseCardParts } from './teams/case-cards.ts';
import { Deliverer } from './teams/deliveries.ts';
import { EscalationChat } from './teams/escalation-chat.ts';
import { LinkedChats } from './teams/linked-chats.ts';
import { newLinkCode } from './teams/linking.ts';
import { presentCases } from './teams/present.ts';
import { StaffChat } from './teams/staff-chat.ts';
import { TeamChat } from './teams/team-chat.ts';

const ROOT = join(import.meta.dirname, '..');

/** The running service. */
export interface App {
  readonly port: number;
  readonly log: Logger;
  /** A one-time code that joins the chat it is said in to a Trust. */
  linkCode(link: ChatLink): Promise<string>;
  /** Stops taking requests, finishes what is under way, and closes the database. */
  close(): Promise<void>;
}

/** Puts everything together and starts it: the only place that constructs things. */
export async function startApp(config: Config): Promise<App> {
  const log = pino({ level: config.logLevel, base: null });
  const now = () => new Date().toISOString();
  const guides = loadGuides(join(ROOT, 'guides'), config.trusts);
  const problems = loadProblems(join(ROOT, 'guides'));
  const cards = new Cards(join(ROOT, 'cards'));
  const database = await openDatabase(config.databaseUrl);

  const chats = new ChatStore(database, now);
  const deliveries = new DeliveryStore(database);
  const owed = () => deliverer.nudge();
  const desk = new Desk({
    store: new SqlCaseStore(database),
    now,
    random: (below) => randomInt(below),
    owed,
  });
  const adapter = new TeamsAdapter(config);
  const caseCards: CaseCardParts = { cards, problems, guides, now };
  const deliverer = new Deliverer({
    store: deliveries,
    chats,
    adapter,
    present: presentCases(desk, caseCards),
    log,
    now,
  });
  const talk = { guides, problems, defaultTrust: config.defaultTrust, cards, desk, now };
  const bot = new EsrAccessBot({
    chats,
    deliveries,
    cases: { desk, chats, caseCards },
    staff: new StaffChat(talk, new StateStore(database, now)),
    escalation: new EscalationChat({ desk, cards, guides }),
    team: new TeamChat(),
    links: new LinkedChats({ chats, adapter, guides, owed }),
    now,
    owed,
  });

  const server = createServer({
    log,
    receive: (authorization, activity) =>
      adapter.receive(authorization, activity, (context) => bot.run(context)),
    notReady: async () => {
      const counts = await deliveries.counts().catch(() => undefined);
      if (counts === undefined) return { database: 'cannot be read' };
      return counts.failed ? { deliveries: `${counts.failed} could not be delivered` } : {};
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(config.port, config.mode === 'trial' ? '127.0.0.1' : '0.0.0.0', resolve);
  });
  if (database.kind === 'sqlite') await deliveries.releaseAll(now());
  deliverer.start();
  const { port } = server.address();
  log.info({ port, mode: config.mode, trusts: config.trusts }, 'ready');

  return {
    port,
    log,
    linkCode: (link) => newLinkCode(chats, link, now()),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(resolve));
      server.server.closeIdleConnections();
      await closed;
      await deliverer.stop();
      await database.close();
    },
  };
}
