import type { ServerResponse } from 'node:http';
import type { Teams } from './teams.ts';
import type { TeamsEvents } from './teams-options.ts';

/** Tells open pages what happens, as Server-Sent Events. The page then asks for what it shows. */
export class LiveFeed {
  readonly #teams: Teams;
  readonly #pages = new Set<ServerResponse>();
  readonly #stop: () => void;

  constructor(teams: Teams) {
    this.#teams = teams;
    const changed = (...[chat]: TeamsEvents['changed']) => this.#tell('changed', { chat });
    const typing = (...[chat]: TeamsEvents['typing']) => this.#tell('typing', { chat });
    const traffic = () => this.#tell('traffic', {});
    const { events } = this.#teams;
    events.on('changed', changed).on('typing', typing);
    events.on('delivered', traffic).on('called', traffic);
    this.#stop = () => {
      events.off('changed', changed).off('typing', typing);
      events.off('delivered', traffic).off('called', traffic);
    };
  }

  /** Keeps this page told until it goes. */
  join(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write('retry: 500\n\n');
    this.#pages.add(response);
    response.on('close', () => this.#pages.delete(response));
  }

  close(): void {
    this.#stop();
    for (const page of this.#pages) page.end();
  }

  #tell(event: string, data: unknown): void {
    for (const page of this.#pages) page.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }
}
