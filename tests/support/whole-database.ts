import type { Database } from '../../src/store/database.ts';

/** All rows of all tables, as one text to search. */
export async function everythingIn({ db }: Database): Promise<string> {
  const tables = await db.introspection.getTables();
  const rows = tables.map(({ name }) =>
    db
      .selectFrom(name as 'cases')
      .selectAll()
      .execute(),
  );
  return JSON.stringify(await Promise.all(rows));
}
