import { DatabaseSync } from 'node:sqlite';

/** How full a database is made. */
export interface Size {
  readonly states: number;
  readonly cases: number;
}

/**
 * Fills a database that a short run has left with real rows: copies of them under other keys, so that every row has the
 * size and shape of a real one. The bot must not be running.
 */
export function fill(file: string, { states, cases }: Size): void {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; BEGIN');
  const numbers = (count: number) =>
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`;
  database.exec(`
    CREATE TEMP TABLE real_state AS SELECT row_number() OVER () AS at, * FROM dialog_state;
    CREATE TEMP TABLE real_case AS SELECT row_number() OVER () AS at, * FROM cases WHERE state = 'closed';
    CREATE INDEX temp.real_state_at ON real_state(at);
    CREATE INDEX temp.real_case_at ON real_case(at);
  `);
  const count = (table: string) => Number(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n);
  const realStates = count('real_state');
  const realCases = count('real_case');
  if (realStates === 0 || realCases === 0) throw new Error('The short run left no closed case to copy');
  database.exec(`
    ${numbers(states)} INSERT INTO dialog_state (key, body, etag, updated_at)
      SELECT 'talk/a:filler-' || i, body, etag, updated_at FROM n JOIN real_state ON at = 1 + i % ${realStates};
    ${numbers(states)} INSERT INTO chats (conversation_id, kind, tenant_id, service_url, bot_id, bot_name, person_id, updated_at)
      SELECT 'a:filler-' || i, kind, tenant_id, service_url, bot_id, bot_name, 'filler-' || i, updated_at
      FROM n, (SELECT * FROM chats WHERE kind = 'personal' LIMIT 1);
  `);
  // A reference has letters and digits; these have a letter that real ones never begin with.
  const columns = [
    'trust',
    'problem',
    'state',
    'version',
    'claimed_by',
    'outcome',
    'opened_at',
    'changed_at',
    'body',
  ];
  database.exec(`
    ${numbers(cases)} INSERT INTO cases (reference, esr_username, ${columns.join(', ')})
      SELECT 'filler-' || i, '432FILLER' || i, ${columns.join(', ')} FROM n JOIN real_case ON at = 1 + i % ${realCases};
    ${numbers(cases)} INSERT INTO deliveries (kind, name, reference, trust, role, conversation_id, key, activity_id, shown_version,
        wanted_version, state, created_at)
      SELECT 'card', 'handoff', 'filler-' || i, trust, role, conversation_id, 'filler-' || i, activity_id, 3, 3, 'delivered', created_at
      FROM n, (SELECT * FROM deliveries WHERE name = 'handoff' LIMIT 1);
    ${numbers(cases * 4)} INSERT INTO case_events (reference, version, type, at, by_id, by_name, key, data)
      SELECT 'filler-' || (1 + i / 4), 1 + i % 4, type, at, by_id, by_name, 'filler-' || i, data
      FROM n, (SELECT * FROM case_events LIMIT 1) WHERE 1 + i / 4 <= ${cases};
    COMMIT;
    PRAGMA wal_checkpoint(TRUNCATE);
  `);
  database.close();
}
