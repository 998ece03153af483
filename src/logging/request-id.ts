import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The header that carries a request's id, in and out. */
export const REQUEST_ID_HEADER = 'x-request-id';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const current = new AsyncLocalStorage<string>();

/**
 * The id a proxy gave the request, or one of our own. Only a UUID is accepted: anything else from a stranger would be logged
 * under our name, and could be personal.
 */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers[REQUEST_ID_HEADER];
  return typeof given === 'string' && UUID.test(given) ? given.toLowerCase() : randomUUID();
}

/** Runs what belongs to a request: every line it logs has the id, however deep. */
export const duringRequest = <T>(id: string, run: () => T): T => current.run(id, run);

/** Runs work a request started that does not belong to it: work for many, endless timers. */
export const outsideRequests = <T>(run: () => T): T => current.exit(run);

/** What a log line says of the request it belongs to: for pino's `mixin`. */
export function requestFields(): { readonly requestId?: string } {
  const requestId = current.getStore();
  return requestId === undefined ? {} : { requestId };
}
