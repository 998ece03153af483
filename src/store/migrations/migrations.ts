import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { batchesMigration } from './003-classes.ts';
import { sendLimitsMigration } from './004-send-limits.ts';
import { pendingMigration } from './005-pending.ts';
import { privacyMigration } from './005-privacy.ts';
import { watchMigration } from './006-watch.ts';
import { reportsMigration } from './007-reports.ts';
import { waitingRepliesMigration } from './008-waiting-replies.ts';
import { plainNamesMigration } from './009-plain-names.ts';
import { picturesMigration } from './010-pictures.ts';
import { caseSearchMigration } from './011-case-search.ts';
import { searchIndexMigration } from './012-search-index.ts';
import { incidentsMigration } from './013-incidents.ts';
import { neededByMigration } from './014-needed-by.ts';
import { queueAndIncidentsMigration } from './015-queue-and-incidents.ts';
import { serviceDeskMigration } from './016-service-desk.ts';
import { officerIdsMigration } from './017-officer-ids.ts';
import { unplacedWordingsMigration } from './018-unplaced-wordings.ts';
import { caseFinderMigration } from './019-case-finder.ts';
import { outboxIndexMigration } from './020-outbox-index.ts';

/** Every change of the schema, in order. A migration that has been released is never edited: add the next one. */
export function migrations(kind: 'sqlite' | 'postgres'): Record<string, Migration> {
  const serial = kind === 'sqlite' ? sql`integer` : sql`bigserial`;
  return {
    '001-first': {
      async up(db: Kysely<unknown>) {
        await db.schema
          .createTable('chats')
          .addColumn('conversation_id', 'text', (c) => c.primaryKey())
          .addColumn('kind', 'text', (c) => c.notNull())
          .addColumn('tenant_id', 'text', (c) => c.notNull())
          .addColumn('service_url', 'text', (c) => c.notNull())
          .addColumn('bot_id', 'text', (c) => c.notNull())
          .addColumn('bot_name', 'text', (c) => c.notNull())
          .addColumn('person_id', 'text')
          .addColumn('updated_at', 'text', (c) => c.notNull())
          .execute();
        await db.schema
          .createTable('linked_chats')
          .addColumn('id', serial, (c) => c.primaryKey())
          .addColumn('trust', 'text', (c) => c.notNull())
          .addColumn('role', 'text', (c) => c.notNull())
          .addColumn('conversation_id', 'text', (c) => c.notNull())
          .addColumn('linked_by', 'text', (c) => c.notNull())
          .addColumn('linked_at', 'text', (c) => c.notNull())
          .addColumn('unlinked_at', 'text')
          .execute();
        await db.schema
          .createIndex('linked_chats_one_a_role')
          .on('linked_chats')
          .columns(['trust', 'role'])
          .unique()
          .where(sql.ref('unlinked_at'), 'is', null)
          .execute();
        await db.schema
          .createIndex('linked_chats_one_role_a_chat')
          .on('linked_chats')
          .column('conversation_id')
          .unique()
          .where(sql.ref('unlinked_at'), 'is', null)
          .execute();
        await db.schema
          .createTable('link_codes')
          .addColumn('code_hash', 'text', (c) => c.primaryKey())
          .addColumn('trust', 'text', (c) => c.notNull())
          .addColumn('role', 'text', (c) => c.notNull())
          .addColumn('expires_at', 'text', (c) => c.notNull())
          .addColumn('used_at', 'text')
          .execute();
        await db.schema
          .createTable('cases')
          .addColumn('reference', 'text', (c) => c.primaryKey())
          .addColumn('trust', 'text', (c) => c.notNull())
          .addColumn('problem', 'text', (c) => c.notNull())
          .addColumn('state', 'text', (c) => c.notNull())
          .addColumn('version', 'integer', (c) => c.notNull())
          .addColumn('esr_username', 'text')
          .addColumn('claimed_by', 'text')
          .addColumn('outcome', 'text')
          .addColumn('opened_at', 'text', (c) => c.notNull())
          .addColumn('changed_at', 'text', (c) => c.notNull())
          .addColumn('body', 'text', (c) => c.notNull())
          .execute();
        await db.schema
          .createIndex('cases_one_active_an_account')
          .on('cases')
          .columns(['trust', 'esr_username'])
          .unique()
          .where(sql<boolean>`state <> 'closed' and esr_username is not null`)
          .execute();
        await db.schema
          .createIndex('cases_by_state')
          .on('cases')
          .columns(['trust', 'state', 'opened_at'])
          .execute();
        await db.schema
          .createTable('case_events')
          .addColumn('id', serial, (c) => c.primaryKey())
          .addColumn('reference', 'text', (c) => c.notNull().references('cases.reference'))
          .addColumn('version', 'integer', (c) => c.notNull())
          .addColumn('type', 'text', (c) => c.notNull())
          .addColumn('at', 'text', (c) => c.notNull())
          .addColumn('by_id', 'text')
          .addColumn('by_name', 'text')
          .addColumn('key', 'text', (c) => c.unique())
          .addColumn('data', 'text')
          .execute();
        await db.schema
          .createIndex('case_events_by_case')
          .on('case_events')
          .columns(['reference', 'version'])
          .execute();
        await db.schema
          .createTable('deliveries')
          .addColumn('id', serial, (c) => c.primaryKey())
          .addColumn('kind', 'text', (c) => c.notNull())
          .addColumn('name', 'text', (c) => c.notNull())
          .addColumn('reference', 'text')
          .addColumn('trust', 'text', (c) => c.notNull())
          .addColumn('role', 'text')
          .addColumn('conversation_id', 'text')
          .addColumn('mention', 'text')
          .addColumn('payload', 'text')
          .addColumn('key', 'text', (c) => c.notNull().unique())
          .addColumn('activity_id', 'text')
          .addColumn('shown_version', 'integer', (c) => c.notNull().defaultTo(0))
          .addColumn('wanted_version', 'integer', (c) => c.notNull().defaultTo(0))
          .addColumn('state', 'text', (c) => c.notNull())
          .addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
          .addColumn('due_at', 'text')
          .addColumn('lease', 'text')
          .addColumn('last_error', 'text')
          .addColumn('created_at', 'text', (c) => c.notNull())
          .execute();
        await db.schema
          .createIndex('deliveries_due')
          .on('deliveries')
          .column('due_at')
          .where(sql.ref('due_at'), 'is not', null)
          .execute();
        await db.schema.createIndex('deliveries_by_case').on('deliveries').column('reference').execute();
        await db.schema
          .createIndex('deliveries_by_chat')
          .on('deliveries')
          .column('conversation_id')
          .execute();
        await db.schema
          .createTable('dialog_state')
          .addColumn('key', 'text', (c) => c.primaryKey())
          .addColumn('body', 'text', (c) => c.notNull())
          .addColumn('etag', 'integer', (c) => c.notNull())
          .addColumn('updated_at', 'text', (c) => c.notNull())
          .execute();
      },
    },
    '002-desk': {
      async up(db: Kysely<unknown>) {
        await db.schema
          .createTable('walk_ends')
          .addColumn('trust', 'text', (c) => c.notNull())
          .addColumn('day', 'text', (c) => c.notNull())
          .addColumn('branch', 'text', (c) => c.notNull())
          .addColumn('step', 'text', (c) => c.notNull())
          .addColumn('ended', 'text', (c) => c.notNull())
          .addColumn('count', 'integer', (c) => c.notNull())
          .addPrimaryKeyConstraint('walk_ends_key', ['trust', 'day', 'branch', 'step', 'ended'])
          .execute();
        await db.schema
          .createTable('notices')
          .addColumn('id', serial, (c) => c.primaryKey())
          .addColumn('trust', 'text', (c) => c.notNull())
          .addColumn('text', 'text', (c) => c.notNull())
          .addColumn('set_by', 'text', (c) => c.notNull())
          .addColumn('set_at', 'text', (c) => c.notNull())
          .addColumn('until', 'text')
          .addColumn('ended_at', 'text')
          .execute();
        await db.schema
          .createIndex('notices_one_a_trust')
          .on('notices')
          .column('trust')
          .unique()
          .where(sql.ref('ended_at'), 'is', null)
          .execute();
        await db.schema
          .createTable('notice_listeners')
          .addColumn('notice_id', 'integer', (c) => c.notNull().references('notices.id'))
          .addColumn('conversation_id', 'text', (c) => c.notNull())
          .addPrimaryKeyConstraint('notice_listeners_key', ['notice_id', 'conversation_id'])
          .execute();
        await db.schema.createIndex('cases_by_opening').on('cases').columns(['trust', 'opened_at']).execute();
      },
    },
    '003-batches': batchesMigration,
    '004-pacing': sendLimitsMigration,
    '005-owed': pendingMigration,
    '005-privacy': privacyMigration,
    '006-watch': watchMigration,
    '007-reports': reportsMigration,
    '008-waiting-replies': waitingRepliesMigration,
    '009-plain-names': plainNamesMigration(kind),
    '010-pictures': picturesMigration(kind),
    '011-case-search': caseSearchMigration(kind),
    '012-search-index': searchIndexMigration(kind),
    '013-incidents': incidentsMigration(kind),
    '014-needed-by': neededByMigration,
    '015-queue-and-incidents': queueAndIncidentsMigration,
    '016-service-desk': serviceDeskMigration,
    '017-officer-ids': officerIdsMigration,
    '018-unplaced-wordings': unplacedWordingsMigration,
    '019-case-finder': caseFinderMigration(kind),
    '020-outbox-index': outboxIndexMigration,
  };
}
