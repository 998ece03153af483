import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { HeldPictures } from '../../src/screens/held-pictures.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('a picture is held for an hour, or until it is dropped', () => {
  const held = new HeldPictures();
  const [one, other] = [held.hold(Buffer.from('one')), held.hold(Buffer.from('other'))];
  expect(held.find(one)).toEqual(Buffer.from('one'));
  held.drop(one);
  expect([held.find(one), held.canBeHad(one), held.canBeHad(other)]).toEqual([undefined, false, true]);
  vi.advanceTimersByTime(3_600_000);
  expect(held.find(other)).toBeUndefined();
});

it('where there are too many, the oldest go', () => {
  const held = new HeldPictures();
  const ids = Array.from({ length: 4 }, () => held.hold(Buffer.alloc(10_000_000)));
  expect(ids.map((id) => held.canBeHad(id))).toEqual([false, true, true, true]);
});

it('what Teams has can always be had', () => {
  expect(new HeldPictures().canBeHad('https://x.example/v3/attachments/1/views/original')).toBe(true);
});
