import { pino } from 'pino';
import { expect, it } from 'vitest';
import { Refusals } from '../../src/monitoring/refusals.ts';

it('logs each reason once a minute, with how many it kept back, and counts every one', () => {
  const lines: { reason: string; more?: number }[] = [];
  const counted: string[] = [];
  let now = 0;
  const refusals = new Refusals({
    log: pino({ base: null }, { write: (line) => void lines.push(JSON.parse(line)) }),
    count: (reason) => counted.push(reason),
    keep: async () => undefined,
    clock: () => now,
  });
  for (let count = 0; count < 1000; count += 1) refusals.add(401, 'issuer');
  refusals.add(403, 'tenant');
  expect(lines).toMatchObject([{ reason: 'issuer' }, { reason: 'tenant' }]);
  now = 59_999;
  refusals.add(401, 'issuer');
  expect(lines).toHaveLength(2);
  now = 60_000;
  refusals.add(401, 'issuer');
  expect(lines[2]).toMatchObject({ reason: 'issuer', more: 1000 });
  expect(lines[0]).not.toHaveProperty('more');
  expect(counted).toHaveLength(1003);
});

it('writes down how many there were of each reason since the last time, and loses none where that fails', async () => {
  const written: [string, number][][] = [];
  let works = true;
  const refusals = new Refusals({
    log: pino({ enabled: false }),
    count: () => undefined,
    async keep(counts) {
      if (!works) throw new Error('no database');
      written.push([...counts]);
    },
  });
  await refusals.keep();
  for (let count = 0; count < 1000; count += 1) refusals.add(401, 'issuer');
  refusals.add(403, 'tenant');
  works = false;
  await refusals.keep();
  refusals.add(401, 'issuer');
  works = true;
  await refusals.keep();
  await refusals.keep();
  expect(written.map((counts) => new Map(counts))).toEqual([
    new Map([
      ['issuer', 1001],
      ['tenant', 1],
    ]),
  ]);
});
