import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Planned notices, and what shows that many people have one problem at once: see decision 13. */
export function incidentsMigration(kind: 'sqlite' | 'postgres'): Migration {
  // An id is never used again: an older card's button must not meet another notice.
  const serial = kind === 'sqlite' ? sql`integer primary key autoincrement` : sql`bigserial primary key`;
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('planned_notices')
        .addColumn('id', serial)
        .addColumn('trust', 'text', (c) => c.notNull())
        .addColumn('text', 'text', (c) => c.notNull())
        .addColumn('set_by', 'text', (c) => c.notNull())
        .addColumn('set_at', 'text', (c) => c.notNull())
        .addColumn('starts_at', 'text', (c) => c.notNull())
        .addColumn('until', 'text')
        .execute();
      await db.schema
        .createTable('problem_reports')
        .addColumn('trust', 'text', (c) => c.notNull())
        .addColumn('problem', 'text', (c) => c.notNull())
        .addColumn('conversation_id', 'text', (c) => c.notNull())
        .addColumn('at', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('problem_reports_key', ['trust', 'problem', 'conversation_id'])
        .execute();
      await db.schema
        .createIndex('problem_reports_by_time')
        .on('problem_reports')
        .columns(['trust', 'problem', 'at'])
        .execute();
      await db.schema
        .createTable('problem_hours')
        .addColumn('trust', 'text', (c) => c.notNull())
        .addColumn('problem', 'text', (c) => c.notNull())
        .addColumn('day', 'text', (c) => c.notNull())
        .addColumn('hour', 'integer', (c) => c.notNull())
        .addColumn('people', 'integer', (c) => c.notNull())
        .addPrimaryKeyConstraint('problem_hours_key', ['trust', 'problem', 'day', 'hour'])
        .execute();
      await db.schema
        .createTable('incidents')
        .addColumn('id', serial)
        .addColumn('trust', 'text', (c) => c.notNull())
        .addColumn('problem', 'text', (c) => c.notNull())
        .addColumn('version', 'integer', (c) => c.notNull())
        .addColumn('since', 'text', (c) => c.notNull())
        .addColumn('last_at', 'text', (c) => c.notNull())
        .addColumn('people', 'integer', (c) => c.notNull())
        .addColumn('usual', 'integer', (c) => c.notNull())
        .addColumn('notice_id', 'integer')
        .addColumn('ended_at', 'text')
        .addColumn('ended_as', 'text')
        .addColumn('ended_by', 'text')
        .execute();
      await db.schema
        .createIndex('incidents_one_a_problem')
        .on('incidents')
        .columns(['trust', 'problem'])
        .unique()
        .where(sql.ref('ended_at'), 'is', null)
        .execute();
    },
  };
}
