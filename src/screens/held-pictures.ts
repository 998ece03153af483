/** As long as a walk and the details form take. */
const HELD_MS = 3_600_000;
/** In bytes, of everybody's: three of the largest. */
const MOST_HELD = 30_000_000;

/**
 * Pictures that came as files: the address of a file is valid for minutes, so their bytes stay in memory until their sender has
 * been asked whether the ESR Team may have them. An hour at most; where there are too many, the oldest go.
 */
export class HeldPictures {
  readonly #held = new Map<string, Buffer>();

  /** Holds a picture; what to ask for it with. */
  hold(picture: Buffer): string {
    const id = `held:${crypto.randomUUID()}`;
    this.#held.set(id, picture);
    let size = this.#held.values().reduce((sum, { length }) => sum + length, 0);
    for (const [old, { length }] of this.#held) {
      if (size <= MOST_HELD) break;
      this.#held.delete(old);
      size -= length;
    }
    setTimeout(() => this.drop(id), HELD_MS).unref();
    return id;
  }

  find(id: string): Buffer | undefined {
    return this.#held.get(id);
  }

  /** Whether a picture can still be had: one that is in Teams, or one held here. */
  canBeHad(where: string): boolean {
    return !where.startsWith('held:') || this.#held.has(where);
  }

  drop(id: string): void {
    this.#held.delete(id);
  }
}
