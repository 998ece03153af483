import { Agent, request } from 'node:http';

/** What a program answered to one POST. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

/** One POST over a kept-alive connection. Rejects when the connection breaks, unless it was closing before the POST. */
export function post(url: URL, body: string, authorization: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...(authorization !== '' && { authorization }),
    };
    const { hostname, port, pathname } = url;
    const sent = request({ agent, hostname, port, path: pathname, method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
      response.on('error', reject);
    });
    sent.on('error', (error: NodeJS.ErrnoException) => {
      // The other end closed a connection that it had not used for a while, as this was on its way.
      if (sent.reusedSocket && error.code === 'ECONNRESET') resolve(post(url, body, authorization));
      else reject(error);
    });
    sent.end(body);
  });
}

/** Closes the connections that are kept. */
export function closeConnections(): void {
  agent.destroy();
}
