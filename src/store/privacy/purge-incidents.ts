import type { Transaction } from 'kysely';
import { WEEKS } from '../../cases/incidents.ts';
import type { Cutoffs } from '../../privacy/retention.ts';
import { londonDay, shiftDay } from '../../time/clock.ts';
import type { Database } from '../database.ts';
import { bringIncidentCard, incidentCardKey } from '../incidents/incident-cards.ts';
import type { Schema } from '../schema.ts';

/** Incidents that nobody reports are over; who reported a problem is forgotten after a day, or when its incident is over. */
export async function purgeIncidents(
  db: Database['db'],
  { dialogs: idle, cases: before }: Pick<Cutoffs, 'dialogs' | 'cases'>,
  now: string,
): Promise<void> {
  await db.transaction().execute((tx) => endQuiet(tx, idle, now));
  await db
    .deleteFrom('problem_reports')
    .where('at', '<=', idle)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('incidents')
            .select('id')
            .whereRef('incidents.trust', '=', 'problem_reports.trust')
            .whereRef('incidents.problem', '=', 'problem_reports.problem')
            .whereRef('incidents.since', '<=', 'problem_reports.at')
            .where('ended_at', 'is', null),
        ),
      ),
    )
    .execute();
  await db
    .deleteFrom('problem_hours')
    .where('day', '<', shiftDay(londonDay(now), -7 * WEEKS - 1))
    .execute();
  // Notices that should have started long ago.
  await db.deleteFrom('planned_notices').where('starts_at', '<=', before).execute();
  const ended = await db.deleteFrom('incidents').where('ended_at', '<=', before).returning('id').execute();
  for (const { id } of ended) await db.deleteFrom('outbox').where('key', '=', incidentCardKey(id)).execute();
}

/** Ends incidents that nobody has reported since before then, with the problems that they spread to: these last as long as the whole. */
async function endQuiet(tx: Transaction<Schema>, before: string, now: string): Promise<void> {
  const set = { ended_at: now, ended_as: 'quiet' } as const;
  const quiet = await tx
    .updateTable('incidents')
    .set((row) => ({ ...set, version: row('version', '+', 1) }))
    .where('ended_at', 'is', null)
    .where('part_of', 'is', null)
    .where('last_at', '<=', before)
    .returningAll()
    .execute();
  await tx
    .updateTable('incidents')
    .set(set)
    .where('ended_at', 'is', null)
    .where('part_of', 'in', (whole) =>
      whole.selectFrom('incidents as whole').select('whole.id').where('whole.ended_at', 'is not', null),
    )
    .execute();
  for (const incident of quiet) await bringIncidentCard(tx, incident, now);
}
