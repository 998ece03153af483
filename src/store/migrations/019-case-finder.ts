import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Whose each open case is, for a person's own cases to be found without reading all: the chats it was raised in, and the learner's
 * address of one that trainers raised. Triggers keep it, so that it is true whichever release writes a case.
 */
export const caseFinderMigration = (kind: 'sqlite' | 'postgres'): Migration => ({
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('case_finder')
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('value', 'text', (c) => c.notNull())
      .addColumn('reference', 'text', (c) => c.notNull().references('cases.reference').onDelete('cascade'))
      .addPrimaryKeyConstraint('case_finder_key', ['kind', 'value', 'reference'])
      .execute();
    await db.schema.createIndex('case_finder_of').on('case_finder').column('reference').execute();
    for (const statement of kind === 'sqlite' ? ON_SQLITE : ON_POSTGRES) await sql.raw(statement).execute(db);
    await sql`update cases set state = state where state <> 'closed'`.execute(db);
  },
});

const EVENTS = { added: 'insert', changed: 'update of state, body' } as const;

/** A body that is damaged has nobody. */
const BODY = `case when json_valid(new.body) then new.body else '{}' end`;
const ON_SQLITE = Object.entries(EVENTS).map(
  ([name, event]) => `create trigger case_finder_${name} after ${event} on cases begin
    delete from case_finder where reference = new.reference;
    insert or ignore into case_finder
      select 'chat', json_extract(value, '$.chat'), new.reference from json_each(${BODY}, '$.requesters')
      where new.state <> 'closed' and type = 'object' and json_type(value, '$.chat') = 'text';
    insert or ignore into case_finder
      select 'address', lower(trim(json_extract(${BODY}, '$.details.correctEmail'))), new.reference
      where new.state <> 'closed' and json_type(${BODY}, '$.details.correctEmail') = 'text'
        and not exists (select 1 from json_each(${BODY}, '$.requesters')
          where type <> 'object' or json_extract(value, '$.kind') is not 'trainer');
  end`,
);

/** PostgreSQL reads no JSON in which a string has half a character or a zero byte. */
const READABLE = String.raw`regexp_replace(new.body, '\\u(0000|[dD][89abAB])', '\\n', 'g')::json`;
const ON_POSTGRES = [
  `create or replace function case_finder_follows() returns trigger language plpgsql as $$
  declare
    body json;
  begin
    delete from case_finder where reference = new.reference;
    if new.state = 'closed' then return null; end if;
    begin
      body := ${READABLE};
      insert into case_finder
        select 'chat', one->>'chat', new.reference from json_array_elements(body->'requesters') one
        where json_typeof(one->'chat') = 'string'
        on conflict do nothing;
      insert into case_finder
        select 'address', lower(trim(body->'details'->>'correctEmail')), new.reference
        where json_typeof(body->'details'->'correctEmail') = 'string' and not exists (
          select 1 from json_array_elements(body->'requesters') one where one->>'kind' is distinct from 'trainer'
        );
    exception when data_exception then null;
    end;
    return null;
  end $$`,
  ...Object.entries(EVENTS).map(
    ([name, event]) => `create trigger case_finder_${name} after ${event} on cases
      for each row execute function case_finder_follows()`,
  ),
];
