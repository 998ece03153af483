import { setTimeout as wait } from 'node:timers/promises';
import { backoff, sendProblem } from '../outbox/send-errors.ts';

/** Waits between the tries of a turn: Teams asks for exponential backoff with jitter. */
export const PAUSES = { first: 400, most: 4000 } as const;

type CallResult<T> = { readonly sent: T } | { readonly error: unknown };

/** Calls until Teams accepts it, refuses it for good, or the time (by `performance.now()`) runs out: then `slow` is the call that goes on. */
export async function tryUntil<T>(
  until: number,
  post: () => Promise<T>,
  first: Promise<T> = post(),
): Promise<
  { readonly sent: T } | { readonly error: unknown; readonly tries: number } | { readonly slow: Promise<T> }
> {
  let call = first;
  for (let tries = 1; ; tries += 1) {
    const outcome = await resultBy(until, call);
    if (outcome === undefined) return { slow: call };
    if ('sent' in outcome) return outcome;
    const problem = sendProblem(outcome.error);
    const pause = problem.kind === 'retry' ? (problem.afterMs ?? backoff(tries, PAUSES)) : Infinity;
    if (performance.now() + pause >= until) return { error: outcome.error, tries };
    await wait(pause);
    call = post();
  }
}

export const resultOf = <T>(call: Promise<T>): Promise<CallResult<T>> =>
  call.then(
    (sent) => ({ sent }),
    (error: unknown) => ({ error }),
  );

/** The result of a call; undefined when there is none by then. */
export async function resultBy<T>(until: number, call: Promise<T>): Promise<CallResult<T> | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, Math.max(0, until - performance.now()), undefined);
  try {
    return await Promise.race([resultOf(call), late]);
  } finally {
    clearTimeout(timer);
  }
}
