import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { AppCredentials, ConnectorClient } from 'botframework-connector';

/** Teams answers within seconds or not at all; far less than a delivery's lease, so that nothing is sent twice by two. */
const CALL_TIMEOUT_MS = 15_000;
/** Teams refused a call. Named as the SDK's errors are, so that one place sorts both. */
export class ConnectorError extends Error {
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

/**
 * The SDK's connector, with what a turn does all the time (send, reply, update) as plain calls: the SDK's own pass through
 * twenty layers that cost half a turn. Each is tried once: repeating a POST would post a card twice, and the deliveries
 * know what was sent. Everything else goes through the SDK, and is tried once too.
 */
export function directConnector(connector: ConnectorClient): ConnectorClient {
  const { baseUri, credentials, client } = connector as unknown as Hidden;
  // The SDK ignores its own `noRetryPolicy`.
  client.pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  client.pipeline.addPolicy({
    name: 'timeout',
    sendRequest: (request, next) => {
      request.timeout = CALL_TIMEOUT_MS;
      return next(request);
    },
  });
  const base = new URL(baseUri.endsWith('/') ? baseUri : `${baseUri}/`);
  const call = (method: string, path: readonly string[], activity: object) => {
    const url = new URL(['v3', 'conversations', ...path.map(encodeURIComponent)].join('/'), base);
    return send(url, method, JSON.stringify(activity), credentials);
  };
  Object.assign(connector.conversations, {
    sendToConversation: (chat: string, activity: object) => call('POST', [chat, 'activities'], activity),
    replyToActivity: (chat: string, id: string, activity: object) =>
      call('POST', [chat, 'activities', id], activity),
    updateActivity: (chat: string, id: string, activity: object) =>
      call('PUT', [chat, 'activities', id], activity),
  });
  return connector;
}

async function send(
  url: URL,
  method: string,
  body: string,
  credentials: AppCredentials,
): Promise<{ id: string }> {
  // The SDK keeps the bot's own token until five minutes before its end. A trial has no app and sends none.
  const token = credentials.appId ? await credentials.getToken() : undefined;
  const { statusCode = 0, headers, text } = await exchange(url, method, body, token);
  if (statusCode < 200 || statusCode > 299) throw new ConnectorError(statusCode, text, headers);
  return text === '' ? { id: '' } : (JSON.parse(text) as { id: string });
}

interface Answer extends Pick<IncomingMessage, 'statusCode' | 'headers'> {
  readonly text: string;
}

function exchange(url: URL, method: string, body: string, token: string | undefined): Promise<Answer> {
  const open = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const headers = {
    accept: 'application/json',
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  return new Promise((resolve, reject) => {
    const request = open(url, { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () =>
        done(() => resolve({ statusCode: response.statusCode, headers: response.headers, text })),
      );
      response.on('error', (error) => done(() => reject(error)));
    });
    const timer = setTimeout(
      () => request.destroy(Object.assign(new Error('Teams did not answer'), { code: 'ETIMEDOUT' })),
      CALL_TIMEOUT_MS,
    );
    const done = (settle: () => void) => {
      clearTimeout(timer);
      settle();
    };
    request.on('error', (error) => done(() => reject(error)));
    request.end(body);
  });
}

/** The parts of the SDK's connector that its types hide. */
interface Hidden {
  readonly baseUri: string;
  readonly credentials: AppCredentials;
  readonly client: {
    readonly pipeline: {
      removePolicy(policy: { readonly name: string }): void;
      addPolicy(policy: {
        readonly name: string;
        sendRequest<T extends { timeout: number }, R>(request: T, next: (request: T) => R): R;
      }): void;
    };
  };
}
