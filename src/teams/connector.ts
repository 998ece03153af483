import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import type { AppCredentials, ConnectorClient } from 'botframework-connector';
import { readUpTo } from '../http/read-up-to.ts';
import { targetedForms, updateForm } from './targeted.ts';

/** Teams answers within seconds or not at all; far less than a delivery's lease, so that nothing is sent twice by two. */
const CALL_TIMEOUT_MS = 15_000;

/** Far more than a page of a chat's members, the longest of Teams' answers, takes. */
const MAX_ANSWER = 4 * 1024 * 1024;

/** Teams refused a call. Named as the SDK's errors are, so that one place sorts both. */
class ConnectorError extends Error {
  readonly code = 'CONNECTOR_REFUSED';
  readonly statusCode: number;
  readonly body: string;
  readonly response: { readonly headers: { get(name: string): string | undefined } };
  constructor(statusCode: number, body: string, headers: IncomingMessage['headers']) {
    super(`Teams answered ${statusCode}`);
    this.statusCode = statusCode;
    this.body = body;
    this.response = { headers: { get: (name) => headers[name]?.toString() } };
  }
}

type Conversations = ConnectorClient['conversations'];
type Sent = Promise<{ id: string }>;

/**
 * Teams as the SDK's client. Frequent calls of a turn (send, reply, update) are plain: the SDK's own pass through twenty layers
 * that cost a third of a turn. Everything else is the SDK's, created on first use. Each call is tried once: repeating a POST
 * would post a card twice, and the deliveries record what was sent.
 */
export function directConnector(
  serviceUrl: string,
  credentials: AppCredentials,
  sdk: () => Promise<ConnectorClient>,
): ConnectorClient {
  const call = caller(serviceUrl, credentials);
  const post = async (path: readonly string[], activity: object) => {
    const [first, ifRefused] = targetedForms(activity);
    const sent = call('POST', path, first.body, first.query);
    return ifRefused === undefined
      ? sent
      : sent.catch(unlessRefused(() => call('POST', path, ifRefused.body)));
  };
  const direct: Readonly<Record<string, unknown>> = {
    sendToConversation: (chat: string, activity: object) => post([chat, 'activities'], activity),
    replyToActivity: (chat: string, id: string, activity: object) => post([chat, 'activities', id], activity),
    react: (method: string, chat: string, id: string, reaction: string) =>
      call(method, [chat, 'activities', id, 'reactions', reaction], {}),
    updateActivity: (chat: string, id: string, activity: object) => {
      const { body, query } = updateForm(activity);
      return call('PUT', [chat, 'activities', id], body, query);
    },
  };
  let made: Promise<ConnectorClient> | undefined;
  const others = () => {
    made ??= sdk().then(tryOnce);
    return made;
  };
  const conversations = new Proxy(direct, {
    get: (_, name) =>
      direct[String(name)] ??
      (async (...values: unknown[]) => {
        const { conversations: sdks } = await others();
        const method = sdks[name as keyof Conversations] as (...values: unknown[]) => unknown;
        return method.apply(sdks, values);
      }),
  });
  return { conversations } as unknown as ConnectorClient;
}

/** Handles an error of a call: does it otherwise where Teams refused it for good, and throws the error again where not. */
const unlessRefused =
  (otherwise: () => Sent) =>
  (error: unknown): Sent => {
    const status = error instanceof ConnectorError ? error.statusCode : 0;
    const isRefused =
      status === 501 || (status >= 400 && status < 500 && ![401, 412, 413, 429].includes(status));
    return isRefused ? otherwise() : Promise.reject(error);
  };

type Call = (method: string, path: readonly string[], activity: object, query?: string) => Sent;

/** By Node's own `request`, which follows no redirect: `fetch` costs three times its CPU, a third of a turn. */
function caller(serviceUrl: string, credentials: AppCredentials): Call {
  const root = `${serviceUrl.replace(/\/$/, '')}/v3/conversations/`;
  const open = serviceUrl.startsWith('https:') ? httpsRequest : httpRequest;
  return async (method, path, activity, query = '') => {
    // The SDK keeps the bot's own token until five minutes before its end. A trial has no app and sends none.
    const token = credentials.appId ? await credentials.getToken() : undefined;
    const body = Buffer.from(JSON.stringify(activity));
    const headers = {
      accept: 'application/json',
      'content-type': 'application/json; charset=utf-8',
      'content-length': body.length,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    };
    const signal = AbortSignal.timeout(CALL_TIMEOUT_MS);
    const request = open(root + path.map(encodeURIComponent).join('/') + query, { method, headers, signal });
    // Until the answer comes `once` gets any error, and then the reader of the answer.
    request.on('error', () => undefined).end(body);
    try {
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      const { statusCode = 0 } = response;
      const text = await readText(response);
      if (statusCode < 200 || statusCode > 299) throw new ConnectorError(statusCode, text, response.headers);
      return text === '' ? { id: '' } : (JSON.parse(text) as { id: string });
    } catch (error) {
      throw signal.aborted ? Object.assign(new Error('Teams did not answer'), { code: 'ETIMEDOUT' }) : error;
    }
  };
}

/** An answer's text. Throws where it is too long to be one of Teams'. */
async function readText(stream: Readable): Promise<string> {
  const content = await readUpTo(MAX_ANSWER, stream);
  if (content === undefined)
    throw Object.assign(new Error('Teams’ answer is too long'), { code: 'ANSWER_TOO_LONG' });
  return content.toString('utf8');
}

/** The SDK ignores its own `noRetryPolicy`, and reads an answer without end. */
function tryOnce(connector: ConnectorClient): ConnectorClient {
  const { pipeline } = (connector as unknown as Piped).client;
  pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  const limits: Policy = {
    name: 'limits',
    async sendRequest(request, next) {
      request.timeout = CALL_TIMEOUT_MS;
      request.streamResponseStatusCodes = new Set([Number.POSITIVE_INFINITY]);
      const response = await next(request);
      request.streamResponseStatusCodes = new Set();
      const { readableStreamBody: stream } = response;
      if (stream === undefined) return response;
      delete response.readableStreamBody;
      response.bodyAsText = await readText(stream);
      return response;
    },
  };
  // The last before the call: those before it read the answer as text.
  pipeline.addPolicy(limits, { phase: 'Sign' });
  return connector;
}

interface Policy {
  readonly name: string;
  sendRequest(
    request: PipedRequest,
    next: (request: PipedRequest) => Promise<PipedResponse>,
  ): Promise<PipedResponse>;
}
interface PipedRequest {
  timeout: number;
  /** Whose bodies come as streams. */
  streamResponseStatusCodes?: Set<number>;
}
interface PipedResponse {
  bodyAsText?: string;
  readableStreamBody?: Readable | undefined;
}

/** The parts of the connector's HTTP pipeline (Azure's) that are used; the SDK's types hide it. */
interface Piped {
  readonly client: {
    readonly pipeline: {
      removePolicy(policy: { readonly name: string }): void;
      addPolicy(policy: Policy, options: { readonly phase: 'Sign' }): void;
    };
  };
}
