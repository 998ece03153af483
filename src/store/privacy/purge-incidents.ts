import { WEEKS } from '../../cases/incidents.ts';
import type { Cutoffs } from '../../privacy/retention.ts';
import { londonDay, shiftDay } from '../../time/clock.ts';
import type { Database } from '../database.ts';
import { incidentCardKey } from '../incidents/incident-cards.ts';

/** Incidents that nobody reports are over; who reported a problem is forgotten after a day, or when its incident is over. */
export async function purgeIncidents(
  db: Database['db'],
  { dialogs: idle, cases: before }: Pick<Cutoffs, 'dialogs' | 'cases'>,
  now: string,
): Promise<void> {
  await db
    .updateTable('incidents')
    .set({ ended_at: now, ended_as: 'quiet' })
    .where('ended_at', 'is', null)
    .where('last_at', '<=', idle)
    .execute();
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
