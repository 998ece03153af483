import { AsyncLocalStorage } from 'node:async_hooks';

const quiet = new AsyncLocalStorage<true>();
let prepared = false;

/**
 * Runs work whose `console.error` nobody hears. For the SDK, which prints a published key for each signature that does not
 * verify: strangers could fill a disk with it. Whatever it has to say is in what it throws.
 */
export function withConsoleErrorMuted<T>(work: () => Promise<T>): Promise<T> {
  if (!prepared) {
    prepared = true;
    const { console: out } = globalThis;
    const say = out.error.bind(out);
    out.error = (...words: unknown[]) => {
      if (quiet.getStore() === undefined) say(...words);
    };
  }
  return quiet.run(true, work);
}
