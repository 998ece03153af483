import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import type { Logger } from 'pino';
import { errorFields } from '../logging/error-fields.ts';
import { duringRequest, REQUEST_ID_HEADER, requestIdOf } from '../logging/request-id.ts';
import type { Watcher } from '../monitoring/metrics.ts';
import type { Readiness } from '../monitoring/readiness.ts';
import type { RefusalReason } from '../monitoring/refusal-reasons.ts';
import type { Refusals } from '../monitoring/refusals.ts';
import type { DeskRequests } from '../service-desk/desk-requests.ts';
import { type Inbound, parseBody, readInbound } from '../teams/activity-schema.ts';
import { type Caller, RequestRefused } from '../teams/request-guard.ts';
import type { HttpServer, Request, Response } from './restify.ts';

const restify = createRequire(import.meta.url)('restify') as { createServer(options: object): HttpServer };

/** Teams' own limit for a message is about 100 KB; anything near this is not from Teams. */
const MAX_BODY = 256 * 1024;
/** A service desk sends a few lines. */
const MAX_DESK_BODY = 16 * 1024;

export interface ServerDeps {
  readonly log: Logger;
  /** The figures, and their content type. */
  readonly figures: () => Promise<{ readonly type: string; readonly text: string }>;
  readonly turned: Watcher['turned'];
  /** Grants access to figures and details; without it there is none. */
  readonly metricsToken?: string | undefined;
  readonly refusals: Refusals;
  /** Throws RequestRefused where the token alone says that it is not Teams: then nothing more is read. */
  readonly checkToken: (authorization: string) => Caller;
  /** Takes one activity; its result is the answer to an invoke. Throws RequestRefused. */
  readonly receive: (
    caller: Caller,
    activity: Inbound,
  ) => Promise<{ status: number; body?: unknown } | undefined>;
  readonly readiness: () => Promise<Readiness>;
  /** Takes service desks' requests, where a Trust has set that up. */
  readonly deskRequests?: DeskRequests | undefined;
}

/**
 * The HTTP server: POST /api/messages for Teams, POST /api/cases/{reference}/events for service desks, and for operators what
 * {@link createMonitoringServer} has.
 */
export function createServer(deps: ServerDeps): HttpServer {
  const server = createMonitoringServer(deps, (request) => hasMetricsToken(request, deps.metricsToken));
  server.post('/api/messages', async (request, response) => {
    const { status, body } = await messages(deps, request);
    answer(response, status, body);
  });
  const { deskRequests } = deps;
  if (deskRequests !== undefined)
    server.post('/api/cases/:reference/events', async (request, response) => {
      const { status, body, retryAfterSeconds } = await deskEvent(deps, deskRequests, request);
      if (retryAfterSeconds !== undefined) response.setHeader('retry-after', retryAfterSeconds);
      answer(response, status, body);
    });
  return server;
}

/**
 * GET /healthz, /readyz and /metrics alone. Everybody may read all of it unless `mayReadAll` says otherwise: by itself it is for a
 * port that only this machine can reach.
 */
export function createMonitoringServer(
  deps: ServerDeps,
  mayReadAll: (request: Request) => boolean = () => true,
): HttpServer {
  const server = restify.createServer({ name: 'esr-access-bot', ignoreTrailingSlash: true });
  server.pre((request, response, next) => {
    const id = requestIdOf(request);
    response.setHeader(REQUEST_ID_HEADER, id);
    duringRequest(id, next);
  });
  server.get('/healthz', async (_, response) => answer(response, 200, { status: 'alive' }));
  server.get('/readyz', async (request, response) => {
    const { status, body } = readiness(await deps.readiness(), mayReadAll(request));
    answer(response, status, body);
  });
  server.get('/metrics', async (request, response) => {
    if (!mayReadAll(request)) return answer(response, 403, { error: 'not allowed' });
    try {
      const { type, text } = await deps.figures();
      response.writeHead(200, { 'content-type': type });
      response.end(text);
    } catch (error) {
      deps.log.error(errorFields(error), 'the metrics could not be read');
      answer(response, 503, { error: 'the database cannot be read' });
    }
  });
  return server;
}

const TRY_AGAIN = 'the turn failed; it is safe to send the activity again';

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly retryAfterSeconds?: number | undefined;
}

/** 503 only if no request should be sent here. Strangers learn only what it is about. */
function readiness(found: Readiness, mayReadAll: boolean): Answer {
  const problems = Object.keys(found.problems);
  const warnings = [...new Set(found.warnings.map((one) => one.about))];
  const ready = problems.length === 0;
  const body = {
    status: ready ? 'ready' : 'not ready',
    ...(!ready && { problems }),
    ...(warnings.length > 0 && { warnings }),
    ...(mayReadAll && { details: found }),
  };
  return { status: ready ? 200 : 503, body };
}

async function messages(deps: ServerDeps, request: Request): Promise<Answer> {
  if (!isJson(request)) return refuse(deps, 415, 'send JSON, with content type application/json');
  let caller: Caller;
  try {
    caller = deps.checkToken(request.headers.authorization ?? '');
  } catch (error) {
    return denied(deps, error);
  }
  const raw = await readBody(request);
  if (raw === undefined) return refuse(deps, 413, 'the body is too large');
  const read = readInbound(parseBody(raw));
  if (!read.ok) return refuse(deps, 400, read.problem);
  const { activity } = read;
  const started = performance.now();
  const turned = (result: 'ok' | 'failed') =>
    deps.turned(activity.type, result, (performance.now() - started) / 1000);
  try {
    const answered = await deps.receive(caller, activity);
    turned('ok');
    return answered ?? { status: 200 };
  } catch (error) {
    if (error instanceof RequestRefused) return denied(deps, error);
    turned('failed');
    deps.log.error({ ...errorFields(error), type: activity.type }, 'turn failed');
    return { status: 500, body: { error: TRY_AGAIN } };
  }
}

async function deskEvent(deps: ServerDeps, desk: DeskRequests, request: Request): Promise<Answer> {
  if (!isJson(request)) return refuse(deps, 415, 'send JSON, with content type application/json');
  const headers = desk.readHeaders(request.headers);
  if ('refused' in headers) return refuse(deps, headers.status, headers.refused);
  const raw = await readBody(request, MAX_DESK_BODY);
  if (raw === undefined) return refuse(deps, 413, 'the body is too large');
  try {
    const answered = await desk.receive(request.params?.reference ?? '', headers, raw);
    if ('refused' in answered) deps.refusals.add(answered.status, answered.refused);
    return answered;
  } catch (error) {
    deps.log.error(errorFields(error), 'a service desk request failed');
    return { status: 500, body: { error: 'it failed; it is safe to send the same again' } };
  }
}

const isJson = ({ headers }: Request) => /^application\/json\b/i.test(headers['content-type'] ?? '');

function refuse({ refusals }: ServerDeps, status: number, reason: RefusalReason): Answer {
  refusals.add(status, reason);
  return { status, body: { error: reason } };
}

/** The sender learns only that access is denied, or cannot be checked now. */
function denied({ refusals }: ServerDeps, error: unknown): Answer {
  if (!(error instanceof RequestRefused)) throw error;
  refusals.add(error.status, error.reason);
  return { status: error.status, body: { error: error.status === 500 ? TRY_AGAIN : 'not allowed' } };
}

/** The body, or undefined when it is too large: then the rest is not read. */
function readBody(request: IncomingMessage, most = MAX_BODY): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > most) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= most) return;
      request.pause();
      resolve(undefined);
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.on('error', reject);
  });
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

/**
 * Whether a request brings the token for the figures; none does where none is set. Where it comes from says nothing: a proxy
 * on this machine need not say that it passes on what came from elsewhere.
 */
function hasMetricsToken({ headers }: Pick<IncomingMessage, 'headers'>, token?: string): boolean {
  const given = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
  return given !== undefined && token !== undefined && timingSafeEqual(digest(given), digest(token));
}

const digest = (text: string) => createHash('sha256').update(text).digest();
