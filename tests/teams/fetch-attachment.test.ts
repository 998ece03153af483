import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { fetchAttachment, MOST_PICTURE_BYTES } from '../../src/teams/fetch-attachment.ts';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`;
}
const get = (url: string, headers = {}, ms = 5000) =>
  fetchAttachment({ url, headers }, AbortSignal.timeout(ms));

it('gets what is there, with what has to be said for it', async () => {
  let said: string | undefined;
  const url = await serve((request, response) => {
    said = request.headers.authorization;
    response.end('picture');
  });
  expect(await get(url, { authorization: 'Bearer x' })).toEqual(Buffer.from('picture'));
  expect(said).toBe('Bearer x');
});

it.each([301, 302, 303, 307, 308])('follows no %i, wherever it leads', async (code) => {
  let followed = 0;
  const elsewhere = await serve((_, response) => {
    followed += 1;
    response.end('picture');
  });
  const url = await serve((_, response) => response.writeHead(code, { location: elsewhere }).end());
  expect(await get(url)).toBe('not-fetched');
  expect(followed).toBe(0);
});

it.each([401, 403, 404, 429, 500])('is told with %i that there is nothing', async (code) => {
  expect(await get(await serve((_, response) => response.writeHead(code).end('no')))).toBe('not-fetched');
});

it('takes nothing of what says it is larger than it may be', async () => {
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-length': MOST_PICTURE_BYTES + 1 });
    response.write('x');
  });
  expect(await get(url)).toBe('too-large');
});

it('lets go of what turns out to be larger than it may be, whatever it said', async () => {
  let sent = 0;
  const url = await serve((_, response) => {
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(100_000))) sent += 100_000;
    };
    response.on('drain', more);
    more();
  });
  expect(await get(url, {}, 15_000)).toBe('too-large');
  expect(sent).toBeLessThan(MOST_PICTURE_BYTES * 3);
});

it('waits no longer than it may for what comes drop by drop', async () => {
  const url = await serve((_, response) => void response.write('x'));
  expect(await get(url, {}, 300)).toBe('no-time');
});

it('fails quietly where nobody answers', async () => {
  expect(await get('http://127.0.0.1:1/x')).toBe('not-fetched');
});
