// For desks that cannot sign: takes a request with a token of its own, and passes it on to the bot, signed. Keep it on a network
// that only the desk reaches, behind TLS: BOT=https://… INBOUND_SECRET=whsec_… TOKEN=… npx node examples/signing-relay.ts
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { actOnCase } from './service-desk.ts';

const digest = (value: string) => createHash('sha256').update(value).digest();

/** Starts the relay. What is posted is passed on as it is; the bot's answer comes back. */
export async function startRelay(bot: string, secret: string, token: string, port = 0, host = '127.0.0.1') {
  const server = createServer(async (request, response) => {
    const given = String(request.headers['x-relay-token'] ?? '');
    if (!timingSafeEqual(digest(given), digest(token))) response.statusCode = 401;
    else {
      const body = await text(request);
      // The same body is the same request: a desk that tries again does nothing twice. Add anything to do it again.
      const id = `relay_${createHash('sha256').update(body).digest('hex').slice(0, 40)}`;
      try {
        const answer = await actOnCase(bot, secret, JSON.parse(body), id);
        response.statusCode = answer.status;
        response.write(await answer.text());
      } catch {
        response.statusCode = 502;
      }
    }
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  const url = `http://${host}:${(server.address() as AddressInfo).port}/`;
  return { url, close: () => server.close().closeAllConnections() };
}

const { BOT, INBOUND_SECRET, TOKEN } = process.env;
if (import.meta.main && BOT && INBOUND_SECRET && TOKEN)
  await startRelay(BOT, INBOUND_SECRET, TOKEN, 8081, '0.0.0.0');
