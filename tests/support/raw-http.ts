import { type IncomingHttpHeaders, request as startRequest } from 'node:http';

export interface RawRequest {
  readonly method?: string;
  readonly path?: string;
  /** A list is sent as one header after the other. */
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** Sent as it is; without a content-length header it goes in chunks. */
  readonly body?: string | Buffer;
}

export interface RawResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** One request to this machine, exactly as asked for. Rejects when the connection ends without an answer. */
export function rawRequest(port: number, it: RawRequest): Promise<RawResponse> {
  const { method = 'POST', path = '/api/messages', headers = {}, body } = it;
  return new Promise((resolve, reject) => {
    const request = startRequest({ host: '127.0.0.1', port, method, path, headers, agent: false });
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}
