import type { Logger } from 'pino';
import type { DialogResult } from '../../../dialogs/engine/run-dialogs.ts';
import type { ProblemReport } from '../../cases/incidents.ts';
import { errorFields } from '../../logging/error-fields.ts';
import { outsideRequests } from '../../logging/request-id.ts';
import { Poller } from '../../outbox/poller.ts';
import type { Database } from '../../store/database.ts';
import type { IncidentStore } from '../../store/incidents/incident-store.ts';
import { together } from '../../store/prepared.ts';

type Told = Pick<DialogResult, 'reported' | 'ended' | 'forgotten'>;

/** In an outage many people report the same: the reports of this time are looked at together, outside their turns. */
const GATHER_MS = 2000;
/** How often it looks without a report. */
const IDLE_MS = 60 * 60_000;

/** Counts what staff report, and looks whether it is unusual. */
export class IncidentWatch {
  readonly #store: IncidentStore;
  readonly #log: Logger;
  readonly #dispatchSoon: () => void;
  /** What was reported since the last look, by Trust and problem. */
  readonly #reported = new Map<string, ProblemReport>();
  readonly #poller = new Poller(() => this.#look(), GATHER_MS);

  constructor(store: IncidentStore, log: Logger, dispatchSoon: () => void) {
    this.#store = store;
    this.#log = log;
    this.#dispatchSoon = dispatchSoon;
  }

  /** Stores a turn's reports, within its transaction. */
  async keep(tx: Database['db'], chat: string, { reported, ended, forgotten }: Told): Promise<void> {
    const solved = ended.filter(({ ended: how }) => how === 'solved');
    await together([
      ...(forgotten ? [this.#store.forget(tx, chat)] : []),
      ...reported.map((report) => this.#store.report(tx, report, chat)),
      ...solved.map(({ trust, branch }) => this.#store.forget(tx, chat, { trust, problem: branch })),
    ]);
  }

  /** Looks at a turn's reports soon; called once the turn is answered. */
  lookSoon({ reported }: Told): void {
    for (const report of reported) this.#reported.set(`${report.trust} ${report.problem}`, report);
    if (reported.length > 0) outsideRequests(() => this.#poller.pollSoon());
  }

  start(): void {
    this.#poller.start();
  }

  /** Waits until all reports are looked at. */
  async drain(): Promise<void> {
    while (this.#reported.size > 0 || this.#poller.isPolling) await this.#poller.now();
  }

  /** Reports after this are looked at with the next report, by another process. */
  async stop(): Promise<void> {
    await this.drain();
    await this.#poller.stop();
  }

  async #look(): Promise<number> {
    const reports = [...this.#reported.values()];
    this.#reported.clear();
    for (const report of reports) {
      const hasNews = await this.#store.look(report).catch((error) => {
        this.#log.error(errorFields(error), 'reports not looked at; the next one looks again');
        return false;
      });
      if (hasNews) this.#dispatchSoon();
    }
    return IDLE_MS;
  }
}
