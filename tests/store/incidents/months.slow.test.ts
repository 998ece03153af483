import { expect, it } from 'vitest';
import { onEveryDatabase } from '../../support/databases.ts';
import { findIncidents } from './found-incidents.ts';

onEveryDatabase('months with hidden incidents', (databases) => {
  it.each([1, 2, 3])('shows all three, and no other (seed %i)', async (seed) => {
    const { after, falseOnes } = await findIncidents(await databases.open(), seed);
    const { small = 99, large = 99, slow = 99, creeping = 99 } = after;
    expect(Math.max(small, large, slow)).toBeLessThanOrEqual(15);
    // One that few people have at first looks like a busy morning for longer.
    expect(creeping).toBeLessThanOrEqual(40);
    expect(falseOnes).toEqual([]);
  });
});
