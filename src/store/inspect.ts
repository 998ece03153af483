import { existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, PostgresDialect } from 'kysely';
import { readDatabaseUrl } from '../config/database-url.ts';
import { DatabaseError, type DatabaseKind } from './database.ts';
import { appliedMigrations } from './migrations/applied.ts';
import { migrations } from './migrations/migrations.ts';
import { postgresPool } from './postgres/connect.ts';
import type { Schema } from './schema.ts';
import { countDeskEvents, type DeskCount } from './service-desk/event-store.ts';
import { nodeSqliteDialect } from './sqlite/sqlite-dialect.ts';

/** Deliveries of one state that stopped for the same reason. */
export interface StuckDeliveries {
  readonly state: 'failed' | 'paused';
  /** Status and code of Teams' answer; never content. */
  readonly reason: string;
  readonly count: number;
}

/** Facts about a database, read without changing it. */
export interface DatabaseFacts {
  readonly kind: DatabaseKind;
  /** Others on this machine can read the SQLite file, or one near it. */
  readonly open: boolean;
  /** SQLite's findings on its own file; empty when all is well. */
  readonly damage: string;
  /** Migrations that this version would make, and those it does not know. */
  readonly pending: readonly string[];
  readonly newer: readonly string[];
  readonly links: readonly { readonly trust: string; readonly role: string }[];
  readonly stuck: readonly StuckDeliveries[];
  /** Events that Trusts' service desks do not have yet. */
  readonly deskEvents: readonly DeskCount[];
  /** Deliveries due since before the given instant and not taken. */
  readonly overdue: number;
}

/**
 * Looks at a database as it is: no migration, no new file. Undefined when there is none yet. Throws what the driver throws,
 * which `connectionProblem` explains.
 */
export async function inspectDatabase(
  url: string,
  dueBefore: string,
  identity?: string,
): Promise<DatabaseFacts | undefined> {
  const address = readDatabaseUrl(url);
  if ('problem' in address) throw new DatabaseError('DATABASE_URL', `DATABASE_URL: ${address.problem}`);
  const file = address.kind === 'sqlite' ? address.file : undefined;
  if (file !== undefined && !existsSync(file)) return undefined;
  const { kind } = address;
  const open = file !== undefined && isOpenToOthers(file);
  const dialect =
    address.kind === 'sqlite'
      ? nodeSqliteDialect(address.file, ['busy_timeout = 5000', 'query_only = ON'])
      : new PostgresDialect({ pool: postgresPool(address, { identity, max: 1, readOnly: true }) });
  const db = new Kysely<Schema>({ dialect });
  try {
    const applied = await appliedMigrations(db);
    const known = Object.keys(migrations(kind));
    const pending = known.filter((name) => !applied.includes(name));
    return {
      kind,
      open,
      damage: file === undefined ? '' : damage(file),
      pending,
      newer: applied.filter((name) => !known.includes(name)),
      // Before the upgrade its tables have other names.
      ...(pending.length > 0 ? EMPTY : await contents(db, dueBefore)),
    };
  } finally {
    await db.destroy();
  }
}

/** SQLite's side files hold the newest data. */
const isOpenToOthers = (file: string) =>
  process.platform !== 'win32' &&
  [file, `${file}-wal`, `${file}-shm`].some((one) => existsSync(one) && (statSync(one).mode & 0o077) !== 0);

const EMPTY = { links: [], stuck: [], deskEvents: [], overdue: 0 } as const;

/** What SQLite's own check says of a file. */
function damage(file: string): string {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const said = database
      .prepare('pragma quick_check(3)')
      .all()
      .map((row) => String(row.quick_check));
    return said.join() === 'ok' ? '' : said.join('; ');
  } finally {
    database.close();
  }
}

async function contents(db: Kysely<Schema>, dueBefore: string) {
  const links = await db
    .selectFrom('linked_chats')
    .select(['trust', 'role'])
    .where('unlinked_at', 'is', null)
    .execute();
  const stuck = await db
    .selectFrom('outbox')
    .select((select) => ['state', 'last_error', select.fn.countAll<number>().as('count')])
    .where('state', 'in', ['failed', 'paused'])
    .where('kind', '<>', 'webhook')
    .groupBy(['state', 'last_error'])
    .execute();
  const overdue = await db
    .selectFrom('outbox')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('run_at', '<', dueBefore)
    .where('conversation_id', 'is not', null)
    .executeTakeFirstOrThrow();
  return {
    links,
    stuck: stuck.map((row) => ({
      state: row.state as StuckDeliveries['state'],
      reason: row.last_error ?? 'no reason kept',
      count: Number(row.count),
    })),
    deskEvents: await countDeskEvents(db),
    overdue: Number(overdue.count),
  };
}
