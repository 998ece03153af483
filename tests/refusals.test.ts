import { pino } from 'pino';
import { expect, it } from 'vitest';
import { Refusals } from '../src/refusals.ts';

it('logs each reason once a minute, with how many it kept back, and counts every one', () => {
  const lines: { reason: string; more?: number }[] = [];
  const counted: string[] = [];
  let now = 0;
  const refusals = new Refusals({
    log: pino({ base: null }, { write: (line) => void lines.push(JSON.parse(line)) }),
    count: (reason) => counted.push(reason),
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
