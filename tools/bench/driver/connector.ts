import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message that a program sent to a chat. */
export interface Reply {
  readonly type?: string;
  readonly text?: string;
  readonly attachments?: readonly { readonly content?: unknown }[];
}

/** Stands in for Teams' connector: takes what programs send, gives it an id, and keeps replies until they are collected. */
export class Connector {
  /** Everything that was sent to it, replies or not. */
  calls = 0;
  /** Set it to see messages to each chat as they arrive; what it answers `false` to is refused with 429. */
  heard: ((chat: string, read: () => Reply) => boolean | undefined) | undefined;
  /** Who is in each chat with several people. */
  readonly members: unknown[] = [];
  readonly #server: Server;
  /** By the id of the activity they answer. */
  readonly #replies = new Map<string, Reply[]>();

  constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.calls += 1;
        const { url = '' } = request;
        const chat = decodeURIComponent(/\/conversations\/([^/?]+)/.exec(url)?.[1] ?? '');
        // Members are asked for without a body.
        const isTaken = chunks.length === 0 || this.heard?.(chat, () => replyIn(chunks)) !== false;
        if (isTaken && request.method === 'POST') this.#keep(url, chunks);
        const answer = url.includes('/pagedmembers') ? { members: this.members } : { id: `${this.calls}` };
        const body = isTaken ? JSON.stringify(answer) : '{"error":{"code":"TooManyRequests"}}';
        response.writeHead(isTaken ? 200 : 429, {
          'content-type': 'application/json',
          'content-length': body.length,
        });
        response.end(body);
      });
    });
    this.#server.keepAliveTimeout = 600_000;
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** The replies to an activity that have arrived; they are forgotten here. */
  collect(activityId: string): readonly Reply[] {
    const replies = this.#replies.get(activityId) ?? [];
    this.#replies.delete(activityId);
    return replies;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  /** A reply has the id it answers at the end of its path; other messages (deliveries) are only counted. */
  #keep(url: string, chunks: readonly Buffer[]): void {
    const answered = /\/activities\/([^/?]+)/.exec(url)?.[1];
    if (answered === undefined) return;
    const reply = replyIn(chunks);
    const key = decodeURIComponent(answered);
    const known = this.#replies.get(key);
    if (known === undefined) this.#replies.set(key, [reply]);
    else known.push(reply);
  }
}

const replyIn = (chunks: readonly Buffer[]) => JSON.parse(Buffer.concat(chunks).toString('utf8')) as Reply;
