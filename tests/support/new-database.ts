import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { inject } from 'vitest';

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
