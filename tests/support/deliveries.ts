import { pino } from 'pino';
import { createTeams, type Teams } from '../../simulator/teams.ts';
import type { Chat } from '../../simulator/world-events.ts';
import { trialConfig } from '../../src/config/config.ts';
import { OutboxDispatcher, type OutboxDispatcherDeps } from '../../src/outbox/outbox-dispatcher.ts';
import { ChatStore } from '../../src/store/chats/chat-store.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { DeliveryStore } from '../../src/store/outbox/delivery-store.ts';
import { TeamsAdapter } from '../../src/teams/adapter.ts';
import { at } from '../shared/a-case.ts';
import { eventually } from './eventually.ts';

/** A dispatcher before the simulator, with a clock that moves when told to. */
export interface Delivering {
  readonly teams: Teams;
  readonly database: Database;
  readonly store: DeliveryStore;
  readonly dispatcher: OutboxDispatcher;
  readonly log: Record<string, unknown>[];
  /** What a delivery looks like; by default its name and the version it is wanted in. */
  render: OutboxDispatcherDeps['render'];
  now(): string;
  /** Moves the clock and lets the dispatcher poll. */
  advance(seconds: number): void;
  /** Enqueues a message (or a card) of this name for a chat. */
  enqueue(chat: Chat, name: string, kind?: 'card' | 'message'): Promise<number>;
  /** It was tried so often, and is due now. */
  triedAlready(id: number, attempts: number): Promise<unknown>;
  /** A card is wanted in its next version. */
  change(id: number): Promise<void>;
  row(id: number): Promise<Awaited<ReturnType<typeof readRow>>>;
  /** Waits until nobody is sending this one, and gives it. */
  settled(id: number): Promise<Awaited<ReturnType<typeof readRow>>>;
  /** The texts that a chat shows, oldest first. */
  texts(chat: Chat): string[];
  /** Another dispatcher on the same database. */
  another(): OutboxDispatcher;
  close(): Promise<void>;
}

const readRow = (database: Database, id: number) =>
  database.db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

export async function startDelivering(): Promise<Delivering> {
  let passed = 0;
  const now = () => new Date(Date.parse(at(0)) + passed).toISOString();
  const teams = await createTeams();
  const database = await openDatabase('sqlite::memory:');
  const store = new DeliveryStore(database, { chat: [], tenant: [] });
  const chats = new ChatStore(database, now);
  for (const chat of teams.world.chats.values()) {
    await chats.remember({
      id: chat.id,
      kind: chat.type,
      tenantId: chat.tenantId,
      serviceUrl: teams.serviceUrl,
      bot: { id: teams.bot.id, name: teams.bot.name ?? '' },
    });
  }
  const log: Record<string, unknown>[] = [];
  const make = () =>
    new OutboxDispatcher({
      store,
      chats,
      adapter: new TeamsAdapter(trialConfig({})),
      render: (delivery) => it.render(delivery),
      clock: { mind: async () => undefined, settlesInMs: () => 0 },
      heldSince: async () => undefined,
      reactions: { add: () => undefined },
      log: pino({ base: null }, { write: (line) => log.push(JSON.parse(line)) }),
      now,
    });
  const dispatchers: OutboxDispatcher[] = [];
  const another = () => {
    const dispatcher = make();
    dispatchers.push(dispatcher);
    return dispatcher;
  };
  const dispatcher = another();
  let count = 0;
  const it: Delivering = {
    teams,
    database,
    store,
    dispatcher,
    log,
    async render(delivery) {
      const { wanted_version: version } = await readRow(database, delivery.id);
      const text = delivery.kind === 'card' ? `${delivery.name} v${version}` : delivery.name;
      return { activity: { type: 'message', text }, version };
    },
    now,
    advance(seconds) {
      passed += seconds * 1000;
      for (const one of dispatchers) one.pollSoon();
    },
    async enqueue(chat, name, kind = 'message') {
      count += 1;
      const { id } = await database.db
        .insertInto('outbox')
        .values({
          kind,
          name,
          trust: 'esneft',
          conversation_id: chat.id,
          key: `${count}`,
          wanted_version: kind === 'card' ? 1 : 0,
          state: 'pending',
          run_at: now(),
          created_at: now(),
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      for (const one of dispatchers) one.pollSoon();
      return id;
    },
    triedAlready: (id, attempts) =>
      database.db.updateTable('outbox').set({ attempts, run_at: now() }).where('id', '=', id).execute(),
    async change(id) {
      await database.db
        .updateTable('outbox')
        .set((set) => ({
          wanted_version: set('wanted_version', '+', 1),
          state: 'pending' as const,
          run_at: now(),
        }))
        .where('id', '=', id)
        .execute();
      for (const one of dispatchers) one.pollSoon();
    },
    row: (id) => readRow(database, id),
    settled: (id) =>
      eventually(async () => {
        const row = await readRow(database, id);
        if (row.lock_token !== null || (row.attempts === 0 && row.state === 'pending'))
          throw new Error('under way');
        return row;
      }),
    texts: (chat) => teams.activities(chat).map((shown) => String(shown.text)),
    another,
    async close() {
      await Promise.all(dispatchers.map((one) => one.stop()));
      await teams.close();
      await database.close();
    },
  };
  return it;
}
