import { DatabaseSync } from 'node:sqlite';

/** How full a database is made. */
export interface Size {
  readonly states: number;
  readonly cases: number;
}

/**
 * Fills the database left by a short run with copies of its own rows under other keys: every row has the size and shape of a
 * real one. The people get the keys of the script's people, and are between two conversations. The bot must not be running.
 */
export function fill(file: string, { states, cases }: Size): void {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; BEGIN');
  const between = `key LIKE 'talk/%' AND json_array_length(body, '$.dialogs.dialogStack') = 0`;
  // Whom the run left in the middle of one would not begin where the script does.
  database.exec(`DELETE FROM dialog_state WHERE key LIKE 'talk/%' AND NOT (${between})`);
  multiply(database, 'dialog_state', between, states, { key: `'talk/a:staff-chat-' || i` });
  multiply(database, 'chats', `kind = 'personal'`, states, {
    conversation_id: `'a:staff-chat-' || i`,
    person_id: `'29:staff-' || i`,
  });
  const reference = `'filler-' || i`;
  multiply(database, 'cases', `state = 'closed'`, cases, { reference, esr_username: `'432FILLER' || i` });
  multiply(database, 'outbox', `name = 'handoff' AND state = 'delivered'`, cases, {
    reference,
    key: reference,
  });
  multiply(database, 'case_events', 'true', cases * 4, {
    reference: `'filler-' || (i / 4)`,
    version: '1 + i % 4',
    key: reference,
  });
  database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

/**
 * Adds `count` copies of the rows that `where` finds, one after the other; `changed` says which columns are different, as SQL
 * in which `i` counts the copies from 0. Existing rows stay.
 */
export function multiply(
  database: DatabaseSync,
  table: string,
  where: string,
  count: number,
  changed: Readonly<Record<string, string>>,
): void {
  const columns = database
    .prepare(`SELECT name FROM pragma_table_info('${table}') WHERE name <> 'id'`)
    .all()
    .map((row) => String(row.name));
  database.exec(
    `CREATE TEMP TABLE model AS SELECT row_number() OVER () - 1 AS at, * FROM ${table} WHERE ${where} LIMIT 500;
     CREATE UNIQUE INDEX temp.model_at ON model(at)`,
  );
  const models = Number(database.prepare('SELECT count(*) AS n FROM model').get()?.n);
  if (models === 0) throw new Error(`The short run left nothing in ${table} to copy (where ${where})`);
  const values = columns.map((column) => changed[column] ?? column);
  database.exec(
    `INSERT OR IGNORE INTO ${table} (${columns.join(', ')})
     WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${count})
     SELECT ${values.join(', ')} FROM n JOIN model ON at = i % ${models};
     DROP TABLE model`,
  );
}

/** Messages that the bot owes from now on, to chats whose ids begin with `to`. */
export interface Owed {
  readonly name: 'notice-over' | 'morning-summary';
  readonly to: string;
  readonly chats: number;
  readonly each: number;
  /** As SQL, in which `i` counts the chats. */
  readonly tenant: string;
}

/** Adds them, with their chats; a short run has left rows of the same shape. */
export function owe(database: DatabaseSync, { name, to, chats, each, tenant }: Owed): void {
  const now = `'${new Date().toISOString()}'`;
  multiply(database, 'chats', `kind = 'personal'`, chats, {
    conversation_id: `'${to}' || i`,
    person_id: `'29:${to}' || i`,
    tenant_id: tenant,
  });
  multiply(database, 'outbox', `name = 'status' AND activity_id IS NOT NULL`, chats * each, {
    name: `'${name}'`,
    kind: `'message'`,
    reference: 'NULL',
    payload: name === 'notice-over' ? `'{"text":"ESR was slow"}'` : 'NULL',
    conversation_id: `'${to}' || (i % ${chats})`,
    key: `'${to}' || i`,
    state: `'pending'`,
    activity_id: 'NULL',
    wanted_version: '0',
    shown_version: '0',
    run_at: now,
    created_at: now,
  });
}
