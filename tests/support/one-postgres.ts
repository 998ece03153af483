import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { type Postgres, startPostgres } from '../shared/postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Each request is answered with the address of a new, empty database. */
    readonly newDatabase: string;
  }
}

/** One PostgreSQL server for all test files, started when the first of them asks for a database. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let postgres: Promise<Postgres> | undefined;
  const server = createServer(async (_, response) => {
    try {
      postgres ??= startPostgres();
      response.end(await (await postgres).createDatabase());
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  project.provide('newDatabase', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return async () => {
    server.close();
    server.closeAllConnections();
    await (await postgres)?.stop();
  };
}
