import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Poller } from '../../src/outbox/poller.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Looks that end when they are told to, and then wait a second. */
function looks() {
  const open: (() => void)[] = [];
  let begun = 0;
  const poll = () =>
    new Promise<number>((end) => {
      begun += 1;
      open.push(() => end(1000));
    });
  return {
    poll,
    begun: () => begun,
    async end() {
      open.shift()?.();
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

it('looks once at a time, however often it is nudged, and once more afterwards', async () => {
  const { poll, begun, end } = looks();
  const poller = new Poller(poll);
  poller.start();
  poller.pollSoon();
  poller.pollSoon();
  expect(begun()).toBe(1);
  await end();
  expect(begun()).toBe(2);
  await end();
  expect(begun()).toBe(2);
});

it('looks by itself after the time that the last look gave', async () => {
  const { poll, begun, end } = looks();
  const poller = new Poller(poll);
  poller.start();
  await end();
  await vi.advanceTimersByTimeAsync(999);
  expect(begun()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(begun()).toBe(2);
});

it('answers nudges that come close together with one look', async () => {
  const { poll, begun, end } = looks();
  const poller = new Poller(poll, 20);
  poller.start();
  await end();
  poller.pollSoon();
  poller.pollSoon();
  expect(begun()).toBe(1);
  await vi.advanceTimersByTimeAsync(20);
  expect(begun()).toBe(2);
});

it('waits for the look that is under way when it is stopped, and looks no more', async () => {
  const { poll, begun, end } = looks();
  const poller = new Poller(poll);
  poller.start();
  poller.pollSoon();
  let stopped = false;
  const stopping = poller.stop().then(() => {
    stopped = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  expect(stopped).toBe(false);
  await end();
  await stopping;
  poller.pollSoon();
  await vi.advanceTimersByTimeAsync(5000);
  expect(begun()).toBe(1);
});

it('looks at once when asked to, and shares a look that is under way', async () => {
  const { poll, begun, end } = looks();
  const poller = new Poller(poll, 20);
  const both = Promise.all([poller.now(), poller.now()]);
  expect(begun()).toBe(1);
  await end();
  await both;
});

it.each([
  [50, 200],
  [100, 200],
  [250, 250],
])(
  'rests after a look of %i ms for %i ms, so that looks take only a part of the time',
  async (took, rest) => {
    const { poll, begun, end } = looks();
    const poller = new Poller(poll, 20, 300);
    poller.start();
    await vi.advanceTimersByTimeAsync(took);
    await end();
    poller.pollSoon();
    await vi.advanceTimersByTimeAsync(rest - 1);
    expect(begun()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(begun()).toBe(2);
  },
);
