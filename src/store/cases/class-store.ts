import type { Case } from '../../cases/case.ts';
import type { ClassStore, TrainingClass } from '../../cases/training-class.ts';
import type { Database } from '../database.ts';
import { PersonJson, readJsonAs, SOMEONE } from '../stored-json.ts';
import { fromRow } from './case-row.ts';

/** Reads classes and their cases. */
export class SqlClassStore implements ClassStore {
  readonly #db: Database['db'];
  readonly #warnings: Database['warnings'];

  constructor(database: Database) {
    this.#db = database.db;
    this.#warnings = database.warnings;
  }

  async find(id: string): Promise<TrainingClass | undefined> {
    const row = await this.#db.selectFrom('classes').selectAll().where('id', '=', id).executeTakeFirst();
    return (
      row && {
        id: row.id,
        trust: row.trust,
        chat: row.conversation_id,
        by: readJsonAs(PersonJson, row.raised_by) ?? SOMEONE,
        version: row.version,
        openedAt: row.opened_at,
      }
    );
  }

  async casesOf(id: string): Promise<readonly Case[]> {
    const rows = await this.#db
      .selectFrom('class_cases')
      .innerJoin('cases', 'cases.reference', 'class_cases.reference')
      .selectAll('cases')
      .where('class_cases.class_id', '=', id)
      .orderBy('class_cases.position')
      .orderBy('cases.reference')
      .execute();
    return rows.map((row) => fromRow(row, this.#warnings));
  }

  /** The learners that a message in the outbox is about. */
  async casesOfNews(messageId: number): Promise<readonly Case[]> {
    const rows = await this.#db
      .selectFrom('class_news')
      .innerJoin('cases', 'cases.reference', 'class_news.reference')
      .selectAll('cases')
      .where('class_news.message_id', '=', messageId)
      .orderBy('cases.reference')
      .execute();
    return rows.map((row) => fromRow(row, this.#warnings));
  }
}
