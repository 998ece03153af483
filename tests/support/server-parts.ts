import type { Logger } from 'pino';
import type { ServerDeps } from '../../src/http/server.ts';
import type { Readiness } from '../../src/monitoring/readiness.ts';
import { Refusals } from '../../src/monitoring/refusals.ts';

export const READY: Readiness = { problems: {}, warnings: [], undelivered: 0, chats: [] };

/** What a server without a bot behind it is made of. */
export const serverDeps = (log: Logger): ServerDeps => ({
  log,
  figures: async () => ({ type: 'text/plain', text: '' }),
  turned: () => undefined,
  refusals: new Refusals({ log, count: () => undefined, keep: async () => undefined }),
  checkToken: (authorization) => ({ authorization }),
  receive: async () => undefined,
  readiness: async () => READY,
});
