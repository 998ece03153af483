import { AsyncLocalStorage } from 'node:async_hooks';

const quiet = new AsyncLocalStorage<true>();
let muted: typeof console.error | undefined;

/**
 * Runs work with `console.error` muted. For the SDK, which prints a published key for each signature that does not verify:
 * strangers could fill a disk with it. Its errors say everything anyway.
 */
export function withConsoleErrorMuted<T>(work: () => Promise<T>): Promise<T> {
  const { console: out } = globalThis;
  if (out.error !== muted) {
    const say = out.error.bind(out);
    muted = (...words) => {
      if (quiet.getStore() === undefined) say(...words);
    };
    out.error = muted;
  }
  return quiet.run(true, work);
}
