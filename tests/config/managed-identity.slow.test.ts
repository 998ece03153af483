import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { managedIdentity } from '../../src/config/managed-identity.ts';

let endpoint: Server;
afterEach(async () => {
  vi.unstubAllEnvs();
  endpoint.closeAllConnections();
  await new Promise((done) => endpoint.close(done));
});

/** An endpoint that does this with what it is asked. */
async function listen(answer: RequestListener): Promise<void> {
  endpoint = createServer(answer).listen(0, '127.0.0.1');
  await once(endpoint, 'listening');
  vi.stubEnv('IDENTITY_ENDPOINT', `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/msi/token`);
  vi.stubEnv('IDENTITY_HEADER', 'header');
}
const fetchToken = () => managedIdentity(randomUUID(), 200)('https://example.org/.default');

it('an endpoint for managed identities that never answers is given up, and its connection closed', async () => {
  const closed = Promise.withResolvers<void>();
  await listen((request) => request.socket.on('close', () => closed.resolve()));
  await expect(fetchToken()).rejects.toMatchObject({ code: 'NO_IDENTITY_TOKEN' });
  await closed.promise;
});

it('an endpoint that does not know the identity is asked again for as long as that alone', async () => {
  let asked = 0;
  await listen((_, response) => {
    asked += 1;
    response.writeHead(404).end();
  });
  await expect(fetchToken()).rejects.toMatchObject({ code: 'NO_IDENTITY_TOKEN' });
  expect(asked).toBeLessThanOrEqual(1);
});
