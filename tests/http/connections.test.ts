import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Connections } from '../../src/http/connections.ts';

// What watches over requests to the network takes half a request for one of its own.
beforeAll(() => nock.restore());
afterAll(() => nock.activate());

const open: (Server | Socket)[] = [];
afterEach(() => {
  for (const one of open.splice(0)) 'closeAllConnections' in one ? one.closeAllConnections() : one.destroy();
});

async function serve(answer: RequestListener, maxOpen?: number) {
  const server = createServer(answer);
  open.push(server);
  const connections = new Connections(server, maxOpen);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const dial = async (said = '') => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    open.push(socket);
    socket.on('error', () => undefined);
    const heard = text(socket).catch(() => 'cut off');
    await once(socket, 'connect');
    socket.write(said);
    return { socket, heard, closed: new Promise<void>((resolve) => socket.once('close', () => resolve())) };
  };
  return { server, connections, dial };
}
const GET = 'GET / HTTP/1.1\r\nhost: x\r\n\r\n';
const answerAt = () => {
  const go = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const answer: RequestListener = async (_, response) => {
    asked.resolve();
    await go.promise;
    response.end('done');
  };
  return { answer, asked: asked.promise, go: go.resolve };
};

describe('connections of a server that stops', () => {
  it.each([
    ['said nothing', ''],
    ['said half a header', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-le'],
    ['said half a word', 'GE'],
  ])('are closed at once where they %s', async (_, said) => {
    const { connections, dial } = await serve((_request, response) => response.end());
    const all = await Promise.all(Array.from({ length: 50 }, () => dial(said)));
    await connections.close(60_000);
    await Promise.all(all.map(({ closed }) => closed));
  });

  it('are closed at once where they wait for their next request', async () => {
    const { connections, dial } = await serve((_, response) => response.end('done'));
    const { socket, closed } = await dial(GET);
    await once(socket, 'readable').catch(() => undefined);
    await connections.close(60_000);
    await closed;
  });

  it('are answered first where an answer is under way, and the answer says that it is the last', async () => {
    const { answer, asked, go } = answerAt();
    const { connections, dial } = await serve(answer);
    const { heard } = await dial(GET);
    await asked;
    const closing = connections.close(60_000);
    go();
    expect(await heard).toMatch(/connection: close[\s\S]*done/i);
    await closing;
  });

  it('are answered once where requests wait behind one another', async () => {
    const { answer, asked, go } = answerAt();
    const { connections, dial } = await serve(answer);
    const { heard } = await dial(GET + GET);
    await asked;
    const closing = connections.close(60_000);
    go();
    await closing;
    expect((await heard).match(/done/g)).toHaveLength(1);
  });

  it('are cut off where the answer takes longer than there is time', async () => {
    const { answer, asked } = answerAt();
    const { connections, dial } = await serve(answer);
    const { closed } = await dial(GET);
    await asked;
    await connections.close(20);
    await closed;
  });

  it('take nothing new', async () => {
    const { server, connections } = await serve((_, response) => response.end());
    const { port } = server.address() as AddressInfo;
    await connections.close(0);
    const [error] = await once(connect(port, '127.0.0.1'), 'error').catch((thrown: unknown) => [thrown]);
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('more connections than there may be', () => {
  it('cost the oldest that says nothing its place, and nobody who is being answered', async () => {
    const { answer, asked, go } = answerAt();
    const { dial } = await serve(answer, 3);
    const busy = await dial(GET);
    await asked;
    const [first, second] = [await dial(), await dial()];
    const last = await dial(GET);
    await first.closed;
    go();
    expect(second.socket.destroyed).toBe(false);
    // Both are kept open for more.
    for (const { socket } of [busy, last]) socket.end();
    expect(await busy.heard).toContain('done');
    expect(await last.heard).toContain('done');
  });

  it('are turned away while all others are being answered', async () => {
    const { answer, go } = answerAt();
    const { server, dial } = await serve(answer, 2);
    const busy: Awaited<ReturnType<typeof dial>>[] = [];
    for (const _ of [1, 2]) {
      const asked = once(server, 'request');
      busy.push(await dial(GET));
      await asked;
    }
    const another = await dial();
    await another.closed;
    go();
    for (const { socket, heard } of busy) {
      socket.end();
      expect(await heard).toContain('done');
    }
  });

  it('have limits of time that Node watches', async () => {
    const { server } = await serve((_, response) => response.end());
    expect(server.headersTimeout).toBeLessThanOrEqual(10_000);
    expect(server.requestTimeout).toBeLessThanOrEqual(20_000);
    expect(server.keepAliveTimeout).toBeLessThanOrEqual(10_000);
  });
});
