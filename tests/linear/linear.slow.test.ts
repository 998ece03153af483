import { describe, expect, it } from 'vitest';
import { cpuMs, slowness } from '../support/slowness.ts';
import { READERS, SHAPES } from './readers.ts';

const LONG = 100_000;
// Of CPU.
const MOST_MS = 50;
/** More are taken only while the best is over that: a busy machine makes a round slower, never faster. */
const ROUNDS = 8;
const LEADS = ['', 'my password '];

/** The processor's time, so that a busy machine is not taken for a slow reader; the best round. */
function milliseconds(read: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS && best > MOST_MS; round += 1) {
    best = Math.min(best, cpuMs(read));
  }
  return best;
}

describe.each(Object.entries(READERS))('%s', (_, read) => {
  it(`takes no more than ${MOST_MS} ms for 100,000 characters of anything`, { timeout: 120_000 }, () => {
    // What a process pays once is not what a message costs.
    for (const shape of SHAPES) read(shape.repeat(50));
    const slow = LEADS.flatMap((lead) =>
      SHAPES.flatMap((shape) => {
        const text = (lead + shape.repeat(LONG)).slice(0, LONG);
        const took = milliseconds(() => read(text));
        return took > MOST_MS && took > MOST_MS * slowness()
          ? [`${JSON.stringify(lead + shape)}: ${took.toFixed(0)} ms`]
          : [];
      }),
    );
    expect(slow).toEqual([]);
  });
});
