import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Gives tables and columns their common names, and timers a table of their own. A PostgreSQL process of the previous release
 * continues with the old names, which are then views. SQLite serves one process, the new one.
 */
export function plainNamesMigration(kind: 'sqlite' | 'postgres'): Migration {
  return {
    async up(db: Kysely<unknown>) {
      for (const [from, to] of TABLES) await sql.raw(`alter table ${from} rename to ${to}`).execute(db);
      for (const [table, from, to] of COLUMNS)
        await sql.raw(`alter table ${table} rename column ${from} to ${to}`).execute(db);
      await replaceIndexes(db);
      await separateTimers(db, kind);
      await addClassNews(db, kind === 'sqlite' ? 'integer' : 'bigint');
      await sql`update outbox set state = 'pending' where state = 'owed'`.execute(db);
      if (kind === 'postgres')
        for (const statement of FOR_THE_RELEASE_BEFORE) await sql.raw(statement).execute(db);
    },
  };
}

/** The outbox first: every transaction of a running process that uses several of them begins there. */
const TABLES = [
  ['deliveries', 'outbox'],
  ['batches', 'classes'],
  ['batch_cases', 'class_cases'],
  ['walk_ends', 'branch_ends'],
  ['paces', 'send_limits'],
] as const;

const COLUMNS = [
  ['outbox', 'batch', 'class_id'],
  ['outbox', 'due_at', 'run_at'],
  ['outbox', 'lease', 'lock_token'],
  ['class_cases', 'batch', 'class_id'],
] as const;

async function replaceIndexes(db: Kysely<unknown>): Promise<void> {
  for (const name of ['due', 'owed', 'paused', 'waiting', 'by_case', 'by_batch', 'by_chat'])
    await db.schema.dropIndex(`deliveries_${name}`).execute();
  await db.schema.dropIndex('batch_cases_by_case').execute();
  const outbox = (name: string, ...columns: string[]) =>
    db.schema.createIndex(`outbox_${name}`).on('outbox').columns(columns);
  await outbox('pending', 'conversation_id', 'run_at', 'id')
    .where(sql.ref('run_at'), 'is not', null)
    .execute();
  await outbox('waiting', 'conversation_id')
    .where(sql<boolean>`(state = 'paused' or name = 'reply')`)
    .execute();
  await outbox('by_case', 'reference').execute();
  await outbox('by_class', 'class_id').execute();
  await outbox('by_chat', 'conversation_id').execute();
  await db.schema.createIndex('class_cases_by_case').on('class_cases').column('reference').execute();
}

async function addClassNews(db: Kysely<unknown>, id: 'integer' | 'bigint'): Promise<void> {
  await db.schema
    .createTable('class_news')
    .addColumn('message_id', id, (c) => c.notNull().references('outbox.id').onDelete('cascade'))
    .addColumn('reference', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('class_news_key', ['message_id', 'reference'])
    .execute();
}

async function separateTimers(db: Kysely<unknown>, kind: 'sqlite' | 'postgres'): Promise<void> {
  await db.schema
    .createTable('timers')
    .addColumn('id', kind === 'sqlite' ? sql`integer` : sql`bigserial`, (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.notNull().unique())
    .addColumn('trust', 'text', (c) => c.notNull())
    .addColumn('reference', 'text')
    .addColumn('payload', 'text')
    .addColumn('run_at', 'text', (c) => c.notNull())
    .addColumn('locked_until', 'text')
    .addColumn('lock_token', 'text')
    .addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('last_error', 'text')
    .addColumn('created_at', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('timers_by_time').on('timers').column('run_at').execute();
  await db.schema.createIndex('timers_by_case').on('timers').column('reference').execute();
  await sql`insert into timers (name, key, trust, reference, payload, run_at, attempts, last_error, created_at)
    select name, key, trust, reference, payload, run_at, attempts, last_error, created_at
    from outbox where kind = 'timer' and run_at is not null`.execute(db);
  await sql`delete from outbox where kind = 'timer'`.execute(db);
}

/** Views that PostgreSQL lets it write to; its other writes are corrected as they arrive. */
const FOR_THE_RELEASE_BEFORE = [
  `create view deliveries as select id, kind, name, reference, class_id as batch, trust, role, conversation_id, mention,
    payload, key, activity_id, shown_version, wanted_version, state, attempts, run_at as due_at, lock_token as lease,
    last_error, created_at from outbox`,
  'create view batches as select * from classes',
  'create view batch_cases as select class_id as batch, reference, position from class_cases',
  'create view walk_ends as select * from branch_ends',
  'create view paces as select * from send_limits',
  `create or replace function outbox_of_the_release_before() returns trigger language plpgsql as $$
  begin
    if new.kind = 'timer' then
      insert into timers (name, key, trust, reference, payload, run_at, created_at)
        values (new.name, new.key, new.trust, new.reference, new.payload, new.run_at, new.created_at)
        on conflict (key) do update set run_at = excluded.run_at, payload = excluded.payload,
          locked_until = null, lock_token = null, attempts = 0;
      return null;
    end if;
    new.state := 'pending';
    return new;
  end $$`,
  `create trigger outbox_of_the_release_before before insert or update on outbox
    for each row when (new.kind = 'timer' or new.state = 'owed') execute function outbox_of_the_release_before()`,
];
