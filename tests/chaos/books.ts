import type { Database } from '../../src/store/database.ts';

/** What a case lacks of what is written together with it: nothing, or it was written by half. */
export async function writtenByHalf({ db }: Database): Promise<string[]> {
  const cases = await db.selectFrom('cases').select(['reference', 'version', 'state']).execute();
  const events = await db.selectFrom('case_events').select(['reference', 'version', 'type']).execute();
  const pending = await db.selectFrom('outbox').select(['reference', 'name', 'wanted_version']).execute();
  const timers = await db.selectFrom('timers').select('key').execute();
  return cases.flatMap(({ reference, version, state }) => {
    const mine = <T extends { reference: string | null }>(rows: readonly T[]) =>
      rows.filter((row) => row.reference === reference);
    const versions = new Set(mine(events).map((event) => event.version));
    const cards = mine(pending).filter(({ name }) => name === 'handoff' || name === 'status');
    const lacks = [
      versions.size === version ? [] : `events ${[...versions]} of ${version}`,
      cards.length === 2 ? [] : `${cards.length} cards`,
      cards.every((card) => card.wanted_version === version) ? [] : 'cards of another version',
      state !== 'resolved' || mine(pending).some(({ name }) => name === 'resolved') ? [] : 'no outcome',
      state !== 'resolved' || timers.some(({ key }) => key === `${reference}:close-silent`) ? [] : 'no timer',
    ].flat();
    return lacks.map((what) => `${reference}: ${what}`);
  });
}
