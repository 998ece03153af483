import { type IsoInstant, shift } from '../../time/clock.ts';
import type { Database } from '../database.ts';
import { enqueueMessage } from './enqueue.ts';

/** All processes notice a change within a minute, so within this time it is the same change. */
const SAME_CHANGE = { minutes: -10 } as const;

/**
 * Tells the team of a Trust that its guide has changed to this version: once, whichever processes see it. The same version again,
 * after another one, is another change.
 */
export function announceGuide(
  { db }: Pick<Database, 'db'>,
  {
    trust,
    version,
    branches,
  }: { readonly trust: string; readonly version: string; readonly branches: string },
  now: IsoInstant,
): Promise<void> {
  return db.transaction().execute(async (tx) => {
    const last = await tx
      .selectFrom('outbox')
      .select(['id', 'key', 'created_at'])
      .where('name', '=', 'guide-changed')
      .where('trust', '=', trust)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    const isTold = last?.key.endsWith(`:${version}`) && last.created_at > shift(now, SAME_CHANGE);
    if (isTold) return;
    // Two processes at the same moment find the same last one, and make the same key.
    const key = `guide-changed:${trust}:${last?.id ?? 0}:${version}`;
    await enqueueMessage(tx, { name: 'guide-changed', trust, to: 'team', key, data: { branches } }, now);
  });
}
