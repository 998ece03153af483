import { vi } from 'vitest';

/** Waits until the check throws no more, and answers what it answers. A busy machine may take its time. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 120_000, interval: 5 });
