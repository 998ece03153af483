import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { answerFaults } from './faults-api.ts';
import { close, listen, readBody, sendJson } from './http.ts';
import { LiveFeed } from './live-feed.ts';
import { pageCalls, pageQueries } from './page-api.ts';
import { pageFile } from './page-files.ts';
import { SimulatorError } from './simulator-error.ts';
import type { Teams } from './teams.ts';
import { Traffic } from './traffic.ts';

/** The web page with the chats side by side, and what it needs to know and do. */
export class PageServer {
  readonly #teams: Teams;
  readonly #traffic: Traffic;
  readonly #feed: LiveFeed;
  readonly #server: Server;

  constructor(teams: Teams) {
    this.#teams = teams;
    this.#traffic = new Traffic(teams);
    this.#feed = new LiveFeed(teams);
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((error: Error) => {
        const status =
          error instanceof SimulatorError || error instanceof z.ZodError || error instanceof SyntaxError
            ? 400
            : 500;
        if (!response.headersSent) sendJson(response, status, { error: { message: error.message } });
      });
    });
  }

  /** Listens on loopback, and answers the page's address. */
  async listen(port: number): Promise<string> {
    return `http://127.0.0.1:${await listen(this.#server, port)}/`;
  }

  close(): Promise<void> {
    this.#feed.close();
    return close(this.#server);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isOwnPage(request))
      return sendJson(response, 403, { error: { message: 'Only for the page on this machine.' } });
    const url = new URL(request.url ?? '/', 'http://page');
    if (url.pathname.startsWith('/sim/faults')) return answerFaults(this.#teams.faults, request, response);
    if (url.pathname === '/api/events') return this.#feed.join(response);
    const query = pageQueries[url.pathname];
    if (request.method === 'GET' && query) {
      return sendJson(
        response,
        200,
        query({ teams: this.#teams, traffic: this.#traffic }, url.searchParams),
        { 'cache-control': 'no-store' },
      );
    }
    const call = pageCalls[url.pathname];
    if (request.method === 'POST' && call) {
      return sendJson(
        response,
        200,
        await call(this.#teams, JSON.parse((await readBody(request, largestBody)) ?? '')),
      );
    }
    const picture = this.#teams.world.pictures.find(url.pathname);
    const file = picture ? { type: picture.type, content: picture.bytes } : await pageFile(url.pathname);
    if (!file) return sendJson(response, 404, { error: { message: 'There is no such page.' } });
    response.writeHead(200, { 'content-type': file.type, ...pageHeaders });
    response.end(file.content);
  }
}

/** In bytes: a message with pictures. */
const largestBody = 24 * 1024 * 1024;

/** The renderers draw hostile text for us to see; this keeps what slips through from doing harm. */
const pageHeaders = {
  'cache-control': 'no-cache',
  'content-security-policy':
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** A site elsewhere may make the browser call this machine: refuse its name (rebinding) and its forms and scripts. */
function isOwnPage({ method, headers }: IncomingMessage): boolean {
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? '')) return false;
  if (method === 'GET' || headers.origin === undefined) return true;
  return headers.origin === `http://${headers.host}`;
}
