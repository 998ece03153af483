import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { inject } from 'vitest';
import { runOn } from '../shared/postgres.ts';

/** The address of a new, empty PostgreSQL database on the server that all test files share. */
export async function newPostgresDatabase(): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  request(inject('newDatabase'), { agent: false }, (response) => {
    text(response).then(
      (answer) => (response.statusCode === 200 ? resolve(answer) : reject(new Error(answer))),
      reject,
    );
  })
    .on('error', reject)
    .end();
  return promise;
}

/** Takes the database with this address away, runs what is to happen without it, and gives it back with all that was in it. */
export async function withoutDatabase(url: string, meanwhile: () => Promise<void>): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  const other = new URL('/postgres', url).href;
  await runOn(other, `alter database ${name} allow_connections false`);
  await runOn(other, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
  try {
    await meanwhile();
  } finally {
    await runOn(other, `alter database ${name} allow_connections true`);
  }
}
