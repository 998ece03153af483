import type { AnswerTime } from '../../cases/answer-times.ts';
import type { IsoInstant } from '../../time/clock.ts';
import type { Database } from '../database.ts';

/** Enough for a figure, however busy a Trust is. */
const MOST_CASES = 1000;

/** How long people waited for the ESR Team's first word. */
export class AnswerQueries {
  readonly #db: Database['db'];

  constructor({ db }: Database) {
    this.#db = db;
  }

  /**
   * The newest cases of a Trust since then. Without those that were withdrawn, and without classes, which one answer serves
   * together.
   */
  async answerTimes(trust: string, since: IsoInstant): Promise<readonly AnswerTime[]> {
    return (
      this.#db
        .selectFrom('cases')
        .leftJoin('case_events', (join) =>
          join
            .onRef('case_events.reference', '=', 'cases.reference')
            .on('case_events.type', 'in', ['ask', 'resolve']),
        )
        .select(({ fn }) => ['cases.opened_at as opened', fn.min('case_events.at').as('heard')])
        .where('cases.trust', '=', trust)
        .where('cases.opened_at', '>=', since)
        // A case closed without an outcome was withdrawn.
        .where(({ eb, or }) => or([eb('cases.state', '<>', 'closed'), eb('cases.outcome', 'is not', null)]))
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('class_cases')
                .select('class_cases.reference')
                .whereRef('class_cases.reference', '=', 'cases.reference'),
            ),
          ),
        )
        .groupBy(['cases.reference', 'cases.opened_at'])
        .orderBy('cases.opened_at', 'desc')
        .limit(MOST_CASES)
        .execute()
    );
  }
}
