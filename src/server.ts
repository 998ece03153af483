import type { IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import type { Logger } from 'pino';
import { errorFields } from './error-fields.ts';
import type { HttpServer, Request, Response } from './restify.ts';
import { Refused } from './teams/front-door.ts';
import { type Inbound, readInbound } from './teams/inbound.ts';

const restify = createRequire(import.meta.url)('restify') as { createServer(options: object): HttpServer };

/** Teams' own limit for a message is about 100 KB; anything near this is not from Teams. */
const MAX_BODY = 256 * 1024;

export interface ServerParts {
  readonly log: Logger;
  /** Takes one activity; its result is the answer to an invoke. Throws Refused. */
  readonly receive: (
    authorization: string,
    activity: Inbound,
  ) => Promise<{ status: number; body?: unknown } | undefined>;
  /** What stands in the way of serving, by name; empty when ready. */
  readonly notReady: () => Promise<Readonly<Record<string, string>>>;
}

/** The HTTP face: POST /api/messages for Teams, GET /healthz and /readyz for whoever runs it. */
export function createServer(parts: ServerParts): HttpServer {
  const server = restify.createServer({ name: 'esr-access-bot', ignoreTrailingSlash: true });
  server.post('/api/messages', async (request, response) => {
    const { status, body } = await messages(parts, request);
    answer(response, status, body);
  });
  server.get('/healthz', async (_, response) => answer(response, 200, { status: 'alive' }));
  server.get('/readyz', async (_, response) => {
    const problems = await parts.notReady();
    const ready = Object.keys(problems).length === 0;
    answer(response, ready ? 200 : 503, ready ? { status: 'ready' } : { status: 'not ready', problems });
  });
  return server;
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

async function messages(parts: ServerParts, request: Request): Promise<Answer> {
  const refuse = (status: number, reason: string): Answer => {
    parts.log.warn({ status, reason }, 'request refused');
    return { status, body: { error: reason } };
  };
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    return refuse(415, 'send JSON, with content type application/json');
  }
  const raw = await readBody(request);
  if (raw === undefined) return refuse(413, `the body is larger than ${MAX_BODY} bytes`);
  const activity = readInbound(parseJson(raw));
  if ('reason' in activity) return refuse(400, activity.reason as string);
  try {
    return (await parts.receive(request.headers.authorization ?? '', activity)) ?? { status: 200 };
  } catch (error) {
    if (error instanceof Refused) {
      parts.log.warn({ status: error.status, reason: error.message }, 'activity refused');
      return { status: error.status, body: { error: 'not allowed' } };
    }
    parts.log.error({ ...errorFields(error), type: activity.type }, 'turn failed');
    return { status: 500, body: { error: 'the turn failed; it is safe to send the activity again' } };
  }
}

/** The body, or undefined when it is too large: then the rest is not read. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function answer(response: Response, status: number, body: unknown): void {
  if (body === undefined) {
    response.writeHead(status);
    response.end();
    return;
  }
  const json = JSON.stringify(body);
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    // Without it the answer goes out in chunks, which is a second write to the socket.
    'content-length': Buffer.byteLength(json),
    ...(status === 413 ? { connection: 'close' } : {}),
  };
  // restify's writeHead returns nothing, unlike Node's.
  response.writeHead(status, headers);
  response.end(json);
}
