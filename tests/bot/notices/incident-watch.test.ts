import { pino } from 'pino';
import { expect, it, vi } from 'vitest';
import { IncidentWatch } from '../../../src/bot/notices/incident-watch.ts';
import type { ProblemReport } from '../../../src/cases/incidents.ts';
import type { IncidentStore } from '../../../src/store/incidents/incident-store.ts';

const LOCKED = { trust: 'esneft', problem: 'account-locked' };
const DOWN = { trust: 'esneft', problem: 'is-esr-down' };
const told = (...reported: ProblemReport[]) => ({ reported, ended: [], forgotten: false });

function startWatch(look = vi.fn(async (_report: ProblemReport) => true)) {
  const dispatchSoon = vi.fn();
  const watch = new IncidentWatch(
    { look } as unknown as IncidentStore,
    pino({ level: 'silent' }),
    dispatchSoon,
  );
  watch.start();
  return { watch, look, dispatchSoon };
}

it('looks once at what a thousand people report together', async () => {
  const { watch, look, dispatchSoon } = startWatch();
  for (let person = 0; person < 500; person += 1) watch.lookSoon(told(LOCKED, DOWN));
  await watch.drain();
  expect(look.mock.calls.length).toBeLessThanOrEqual(4);
  expect(look.mock.calls.slice(-2)).toEqual([[LOCKED], [DOWN]]);
  expect(dispatchSoon).toHaveBeenCalledTimes(look.mock.calls.length);
  await watch.stop();
});

it('has looked at what was reported before it stops', async () => {
  const { watch, look } = startWatch();
  await watch.drain();
  watch.lookSoon(told(LOCKED));
  await watch.stop();
  expect(look.mock.calls).toEqual([[LOCKED]]);
});

it('looks at the next report where the database failed', async () => {
  const look = vi.fn(async (_report: ProblemReport) => true).mockRejectedValueOnce(new Error('no database'));
  const { watch, dispatchSoon } = startWatch(look);
  watch.lookSoon(told(LOCKED));
  await watch.drain();
  expect(dispatchSoon).not.toHaveBeenCalled();
  watch.lookSoon(told(LOCKED));
  await watch.drain();
  expect(dispatchSoon).toHaveBeenCalledTimes(1);
  await watch.stop();
});
