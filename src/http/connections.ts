import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Limits for a request's headers, and for all of it. Teams and proxies send both together. */
const HEADERS_MS = 10_000;
const REQUEST_MS = 20_000;
/** Far more than a proxy keeps open. */
const MAX_OPEN = 2000;

/** A server's open connections: limited in number and time, and closed without cutting off an answer. */
export class Connections {
  readonly #server: Server;
  readonly #maxOpen: number;
  /** The pending answers of each connection, the oldest first. */
  readonly #open = new Map<Socket, Set<ServerResponse>>();
  #closing = false;

  constructor(server: Server, maxOpen = MAX_OPEN) {
    this.#server = server;
    this.#maxOpen = maxOpen;
    server.headersTimeout = HEADERS_MS;
    server.requestTimeout = REQUEST_MS;
    server.on('connection', (socket) => this.#opened(socket));
    // A request with `Expect: 100-continue` has the second event alone.
    server.prependListener('request', (request, response) => this.#asked(request, response));
    server.prependListener('checkContinue', (request, response) => this.#asked(request, response));
  }

  /**
   * Accepts no new connection, closes those without a pending answer, also silent ones and those with half a request, and the
   * others after their answer. After `graceMs` it cuts off the rest. Never rejects.
   */
  async close(graceMs: number): Promise<void> {
    this.#closing = true;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const [socket, answers] of this.#open) {
      if (answers.size === 0) socket.destroy();
      for (const answer of answers) sayClose(answer);
    }
    const timer = setTimeout(() => {
      for (const socket of this.#open.keys()) socket.destroy();
    }, graceMs);
    await closed.finally(() => clearTimeout(timer));
  }

  #opened(socket: Socket): void {
    this.#open.set(socket, new Set());
    socket.once('close', () => this.#open.delete(socket));
    if (this.#open.size <= this.#maxOpen) return;
    // The oldest idle one gives way, so that opening many keeps no one else out.
    for (const [other, answers] of this.#open) {
      if (answers.size === 0) return void other.destroy();
    }
    socket.destroy();
  }

  #asked({ socket }: IncomingMessage, response: ServerResponse): void {
    const answers = this.#open.get(socket);
    if (answers === undefined) return;
    answers.add(response);
    if (this.#closing) sayClose(response);
    response.once('close', () => {
      answers.delete(response);
      if (this.#closing && answers.size === 0) socket.destroySoon();
    });
  }
}

const sayClose = (response: ServerResponse) => {
  if (!response.headersSent) response.setHeader('connection', 'close');
};
