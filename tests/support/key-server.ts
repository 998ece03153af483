import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Publishes signing keys, well or badly. */
export interface KeyServer {
  /** Address of its OpenID metadata. */
  readonly url: string;
  /** How it answers whoever fetches the keys; 'hang' never does. */
  answer: 'hang' | ((response: ServerResponse) => void);
  /** The same for the metadata; undefined where it is as it should be. */
  metadata: 'hang' | ((response: ServerResponse) => void) | undefined;
  /** How often its metadata, and its keys, were asked for. */
  readonly fetched: { metadata: number; keys: number };
  close(): Promise<void>;
}

export async function startKeyServer(): Promise<KeyServer> {
  const fetched = { metadata: 0, keys: 0 };
  const it: Pick<KeyServer, 'answer' | 'metadata'> = {
    answer: (response) => response.end('{"keys":[]}'),
    metadata: undefined,
  };
  const server = createServer((request, response) => {
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    if (request.url === '/keys') {
      fetched.keys += 1;
      if (it.answer !== 'hang') it.answer(response);
      return;
    }
    fetched.metadata += 1;
    if (it.metadata === undefined) response.end(JSON.stringify({ jwks_uri: `${base}/keys` }));
    else if (it.metadata !== 'hang') it.metadata(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(it, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/openid`,
    fetched,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
