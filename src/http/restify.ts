import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** The few parts of restify 12 that are used; its published types are of version 8. */
export type Request = IncomingMessage & { readonly params?: Readonly<Record<string, string>> };
export type Response = ServerResponse;
type Handler = (request: Request, response: Response) => Promise<void>;

export interface HttpServer {
  readonly server: Server;
  post(path: string, handler: Handler): void;
  get(path: string, handler: Handler): void;
  /** Runs before anything is looked for, for every request. */
  pre(handler: (request: Request, response: Response, next: () => void) => void): void;
  listen(port: number, host: string, listening: () => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  address(): { readonly port: number };
  close(closed: () => void): void;
}
