import { describe, expect, it } from 'vitest';
import { leastCpuMs, slowness } from '../support/slowness.ts';
import { READERS, SHAPES } from './readers.ts';

const LONG = 100_000;
// Of CPU. What is not linear takes seconds.
const MOST_MS = 100;
const LEADS = ['', 'my password '];

describe.each(Object.entries(READERS))('%s', (_, read) => {
  it(`takes no more than ${MOST_MS} ms for 100,000 characters of anything`, () => {
    // What a process pays once is not what a message costs.
    for (const shape of SHAPES) read(shape.repeat(50));
    const slow = LEADS.flatMap((lead) =>
      SHAPES.flatMap((shape) => {
        const text = (lead + shape.repeat(LONG)).slice(0, LONG);
        const took = leastCpuMs(() => read(text), MOST_MS);
        return took > MOST_MS && took > MOST_MS * slowness()
          ? [`${JSON.stringify(lead + shape)}: ${took.toFixed(0)} ms`]
          : [];
      }),
    );
    expect(slow).toEqual([]);
  });
});
