import type { Logger } from 'pino';
import type { DialogResult } from '../../../dialogs/engine/run-dialogs.ts';
import { errorFields } from '../../logging/error-fields.ts';
import type { Database } from '../../store/database.ts';
import type { IncidentStore } from '../../store/incidents/incident-store.ts';

type Told = Pick<DialogResult, 'reported' | 'ended' | 'forgotten'>;

/** Counts what staff report, and looks whether it is unusual. */
export class IncidentWatch {
  readonly #store: IncidentStore;
  readonly #log: Logger;
  readonly #dispatchSoon: () => void;

  constructor(store: IncidentStore, log: Logger, dispatchSoon: () => void) {
    this.#store = store;
    this.#log = log;
    this.#dispatchSoon = dispatchSoon;
  }

  /** Within the turn's transaction. */
  async keep(tx: Database['db'], chat: string, { reported, ended, forgotten }: Told): Promise<void> {
    if (forgotten) await this.#store.forget(tx, chat);
    for (const report of reported) await this.#store.report(tx, report, chat);
    for (const { trust, branch, ended: how } of ended)
      if (how === 'solved') await this.#store.forget(tx, chat, { trust, problem: branch });
  }

  /** Once the turn is answered. Its person has nothing to do with what goes wrong here: the next report looks again. */
  async look({ reported }: Told): Promise<void> {
    for (const report of reported) {
      const hasNews = await this.#store.look(report).catch((error) => {
        this.#log.error(errorFields(error), 'reports not looked at; the next one looks again');
        return false;
      });
      if (hasNews) this.#dispatchSoon();
    }
  }
}
