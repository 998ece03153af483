import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MicrosoftAppCredentials } from 'botframework-connector';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { directConnector } from '../../src/teams/connector.ts';

let host: Server;
let answers: { status: number; headers?: Record<string, string>; body?: string }[];
let asked: string[];
let connections: number;
beforeEach(async () => {
  [answers, asked, connections] = [[], [], 0];
  host = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    asked.push(`${request.method} ${request.url} ${body}`);
    const answer = answers.shift();
    // No answer: the call is left hanging.
    if (answer === undefined) return;
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  host.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  vi.restoreAllMocks();
  host.closeAllConnections();
  host.close();
});

const origin = () => `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
const send = (text = 'hello', serviceUrl = `${origin()}/emea/`) =>
  directConnector(serviceUrl, new MicrosoftAppCredentials('', ''), () =>
    Promise.reject(new Error('not the SDK’s')),
  ).conversations.sendToConversation('19:a/b@thread', { text });

it('calls go to the chat’s own address, one after another on one connection', async () => {
  answers = [
    { status: 201, body: '{"id":"1"}' },
    { status: 404, body: '{"error":{"code":"Gone"}}' },
    { status: 200 },
  ];
  expect(await send('grüße')).toEqual({ id: '1' });
  await expect(send()).rejects.toMatchObject({ statusCode: 404, body: '{"error":{"code":"Gone"}}' });
  expect(await send()).toEqual({ id: '' });
  expect(asked[0]).toBe('POST /emea/v3/conversations/19%3Aa%2Fb%40thread/activities {"text":"grüße"}');
  expect(connections).toBe(1);
});

it('a refusal says when to try again', async () => {
  answers = [{ status: 429, headers: { 'retry-after': '7' } }];
  const error = await send().catch((it) => it);
  expect(error.response.headers.get('retry-after')).toBe('7');
});

it('a redirect is not followed', async () => {
  answers = [{ status: 307, headers: { location: `${origin()}/elsewhere` } }];
  await expect(send()).rejects.toMatchObject({ statusCode: 307 });
  expect(asked).toHaveLength(1);
});

it('a call without an answer ends after its time', async () => {
  const real = AbortSignal.timeout.bind(AbortSignal);
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => real(50));
  await expect(send()).rejects.toMatchObject({ code: 'ETIMEDOUT' });
});

it('a host that is not there is said by its code', async () => {
  const gone = origin();
  await new Promise((resolve) => host.close(resolve));
  await expect(send('hello', gone)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
