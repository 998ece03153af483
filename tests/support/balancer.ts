import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One address in front of several bots: each request goes to the next one that is there. */
export interface Balancer {
  readonly url: string;
  /** The addresses of the bots that are up. */
  readonly bots: ReadonlySet<string>;
  up(bot: string): void;
  down(bot: string): void;
  /** Resolves as soon as one is up. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** Answers 502 when the bot it chose is gone, as a load balancer does, and sends nothing twice. */
export async function startBalancer(): Promise<Balancer> {
  const bots = new Set<string>();
  let count = 0;
  let waiting: (() => void)[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    count += 1;
    const bot = [...bots][count % Math.max(1, bots.size)];
    try {
      if (bot === undefined) throw new Error('no bot is up');
      const answer = await fetch(bot, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: Buffer.concat(chunks),
      });
      const body = await answer.text();
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(body);
    } catch {
      response.writeHead(502).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`,
    bots,
    up(bot) {
      bots.add(bot);
      for (const go of waiting) go();
      waiting = [];
    },
    down: (bot) => bots.delete(bot),
    async ready() {
      if (bots.size === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
