import { SimulatorError } from './simulator-error.ts';

/** People waiting for something to become true; looks again at every change, never by the clock. */
export class Waiting {
  readonly #looks = new Set<() => void>();

  /** Something changed. */
  changed(): void {
    for (const look of [...this.#looks]) look();
  }

  /** The first truthy answer. Throws what the predicate throws, or after `timeoutMs` with what `describe` tells. */
  until<T>(predicate: () => T, timeoutMs: number, describe: () => string): Promise<NonNullable<T>> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        this.#looks.delete(look);
        clearTimeout(timer);
      };
      const look = () => {
        try {
          const answer = predicate();
          if (!answer) return;
          stop();
          resolve(answer);
        } catch (error) {
          stop();
          reject(error);
        }
      };
      const timer = setTimeout(() => {
        stop();
        reject(new SimulatorError('timeout', `Not so within ${timeoutMs} ms. ${describe()}`));
      }, timeoutMs);
      this.#looks.add(look);
      look();
    });
  }
}
