import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type Account, isRecord } from './activity.ts';
import { type Answer, type Ask, ConnectorError, operations } from './connector-operations.ts';
import type { Fault, Faults, Operation } from './faults.ts';
import { answerFaults } from './faults-api.ts';
import { close, listen, parseJson, readBody, sendJson } from './http.ts';
import type { Pictures } from './pictures.ts';
import type { World } from './world.ts';

/** One call the bot made, once it was answered. */
export interface ConnectorCall {
  /** When it arrived, in milliseconds since 1970. */
  at: number;
  method: string;
  path: string;
  operation: Operation;
  chat?: string;
  activityId?: string;
  /** 0 when the connection was dropped without an answer. */
  status: number;
  /** Size of the request's body. */
  bytes: number;
  body: unknown;
  /** The fault that struck. */
  fault?: number;
}

/** Whom the connector serves, and whom it tells. */
export interface ConnectorHost {
  world: World;
  faults: Faults;
  bot: Account;
  now: () => Date;
  onCall: (call: ConnectorCall) => void;
  onChanged: (chat: string) => void;
  onTyping: (chat: string) => void;
}

/** Teams limits a message to about 100 KB, counted as UTF-16. */
const largestMessage = 100 * 1024;
/** Pictures in base64 do not count towards it. */
const withoutPictures = (body: string) => body.replace(/"data:image\/\w+;base64,[\w+/=]*"/g, '""');

const routes: { method: string; path: RegExp; operation: Operation }[] = [
  { method: 'POST', path: /^\/v3\/conversations$/, operation: 'create' },
  { method: 'POST', path: /^\/v3\/conversations\/([^/]+)\/activities$/, operation: 'send' },
  { method: 'POST', path: /^\/v3\/conversations\/([^/]+)\/activities\/([^/]+)$/, operation: 'reply' },
  { method: 'PUT', path: /^\/v3\/conversations\/([^/]+)\/activities\/([^/]+)$/, operation: 'update' },
  { method: 'DELETE', path: /^\/v3\/conversations\/([^/]+)\/activities\/([^/]+)$/, operation: 'delete' },
  ...['PUT', 'DELETE'].map((method) => ({
    method,
    path: /^\/v3\/conversations\/([^/]+)\/activities\/([^/]+)\/reactions\/([^/]+)$/,
    operation: 'react' as const,
  })),
  { method: 'GET', path: /^\/v3\/conversations\/([^/]+)\/members$/, operation: 'members' },
  { method: 'GET', path: /^\/v3\/conversations\/([^/]+)\/members\/([^/]+)$/, operation: 'member' },
  { method: 'GET', path: /^\/v3\/conversations\/([^/]+)\/pagedmembers$/, operation: 'pagedMembers' },
];

/** The Bot Framework connector's REST API, as far as Teams bots use it. */
export class Connector {
  readonly #host: ConnectorHost;
  readonly #server: Server;

  constructor(host: ConnectorHost) {
    this.#host = host;
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((error: Error) => {
        if (!response.headersSent) sendError(response, 500, 'ServiceError', error.message);
      });
    });
  }

  /** Listens on loopback; port 0 takes any that is free. Answers the port. */
  listen(port: number): Promise<number> {
    return listen(this.#server, port);
  }

  close(): Promise<void> {
    return close(this.#server);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://connector');
    const path = url.pathname.replace(/(?<=.)\/$/, '');
    if (path.startsWith('/sim/faults')) return answerFaults(this.#host.faults, request, response);
    const method = request.method ?? 'GET';
    if (method === 'GET' && path.startsWith('/v3/attachments/')) {
      return sendPicture(this.#host.world.pictures, path, request, response);
    }
    const at = this.#host.now().getTime();
    const route = routes.find((candidate) => candidate.method === method && candidate.path.test(path));
    if (!route)
      return sendError(response, 404, 'ServiceError', `No HTTP resource was found for ${method} ${path}.`);
    const [chat, second, reaction = ''] = (route.path.exec(path) ?? []).slice(1).map(decodeURIComponent);
    const rawBody = (await readBody(request)) ?? 'x'.repeat(largestMessage);
    const call = {
      at,
      method,
      path,
      operation: route.operation,
      bytes: Buffer.byteLength(rawBody),
      body: parseJson(rawBody),
      ...(chat !== undefined && { chat }),
      ...(second !== undefined && { activityId: second }),
    };
    const targeted = url.searchParams.get('isTargetedActivity') === 'true';
    const fault = this.#host.faults.strike({ ...call, targeted, rawBody });
    if (fault?.effect.delayMs) await wait(fault.effect.delayMs);
    const processed = refuses(fault) ? undefined : this.#process(call, reaction, url.searchParams, rawBody);
    const finished = (status: number, activityId = call.activityId) =>
      this.#host.onCall({
        ...call,
        status,
        ...(activityId !== undefined && { activityId }),
        ...(fault && { fault: fault.id }),
      });
    if (fault?.effect.drop) {
      request.socket.destroy();
      return finished(0, processed?.activityId);
    }
    const answer = fault?.effect.status ? faultAnswer(fault) : (processed ?? { status: 200 });
    sendJson(response, answer.status, answer.body, answer.headers);
    finished(answer.status, processed?.activityId);
  }

  #process(
    call: Omit<ConnectorCall, 'status'>,
    reaction: string,
    query: URLSearchParams,
    rawBody: string,
  ): Answer {
    try {
      if (withoutPictures(rawBody).length * 2 > largestMessage) {
        throw new ConnectorError(413, 'MessageSizeTooBig', 'The size of the incoming request is too large.');
      }
      const body = isRecord(call.body) ? call.body : undefined;
      if (call.method !== 'GET' && call.method !== 'DELETE' && !body) {
        throw new ConnectorError(400, 'BadSyntax', 'The request body is missing or is not a JSON object.');
      }
      const { chat = '', activityId = '' } = call;
      const isRemoved = call.method === 'DELETE';
      const at = { chatId: chat, id: activityId, reaction, isRemoved };
      const ask: Ask = { ...this.#host, ...at, body: body ?? {}, query };
      return operations[call.operation](ask);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      const { status, code, message } = error;
      return { status, body: { error: { code, message } } };
    }
  }
}

function sendPicture(pictures: Pictures, path: string, request: IncomingMessage, response: ServerResponse) {
  const picture = pictures.find(path);
  pictures.askedWith.push(request.headers.authorization);
  if (pictures.answer !== undefined) return pictures.answer(response);
  if (picture === undefined) return sendError(response, 404, 'BadArgument', 'Unknown attachment.');
  response.writeHead(200, { 'content-type': picture.type, 'content-length': picture.bytes.length });
  response.end(picture.bytes);
}

function refuses(fault: Fault | undefined): boolean {
  return (
    fault !== undefined && !fault.effect.accept && (fault.effect.drop || fault.effect.status !== undefined)
  );
}

function faultAnswer({ effect }: Fault): Answer & { headers: Record<string, string> } {
  const status = effect.status ?? 500;
  const code = effect.code ?? usualCodes[status] ?? 'ServiceError';
  const headers: Record<string, string> =
    effect.retryAfter === undefined ? {} : { 'retry-after': String(effect.retryAfter) };
  const error = { code, message: effect.message ?? `Simulated ${status}.` };
  return { status, body: effect.body ?? { error }, headers };
}

const usualCodes: Record<number, string> = {
  401: 'Unauthorized',
  403: 'BotNotInConversationRoster',
  404: 'ConversationNotFound',
  412: 'PreconditionFailed',
  413: 'MessageSizeTooBig',
  429: 'TooManyRequests',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
};

function sendError(response: ServerResponse, status: number, code: string, message: string): void {
  sendJson(response, status, { error: { code, message } });
}
