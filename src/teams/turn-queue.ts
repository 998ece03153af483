/** Runs turns of the same key one after the other, in the order they came; other keys are not held up. */
export class TurnQueue {
  /** Ends with the last turn of each key, and never rejects. */
  readonly #last = new Map<string, Promise<unknown>>();
  readonly #waiting = new Map<string, number>();

  /** How many turns of this key are not done. */
  waiting(key: string): number {
    return this.#waiting.get(key) ?? 0;
  }

  async run<T>(key: string, turn: () => Promise<T>): Promise<T> {
    this.#waiting.set(key, this.waiting(key) + 1);
    const before = this.#last.get(key) ?? Promise.resolve();
    const mine = before.then(turn);
    const settled = mine.catch(() => undefined);
    this.#last.set(key, settled);
    try {
      return await mine;
    } finally {
      if (this.#last.get(key) === settled) this.#last.delete(key);
      const left = this.waiting(key) - 1;
      if (left === 0) this.#waiting.delete(key);
      else this.#waiting.set(key, left);
    }
  }
}
