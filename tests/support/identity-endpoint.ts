import nock from 'nock';
import { vi } from 'vitest';

/** App Service's endpoint for managed identities, faked at the network; it answers only to this machine's header. */
export interface IdentityEndpoint {
  /** What was asked for, oldest first. */
  readonly asked: readonly { readonly resource?: string; readonly client_id?: string }[];
}

/** Until `vi.unstubAllEnvs` and `nock.cleanAll`. Answers each request with what `answer` returns: status and body. */
export function fakeIdentityEndpoint(answer: () => [number, object]): IdentityEndpoint {
  const asked: Record<string, string>[] = [];
  vi.stubEnv('IDENTITY_ENDPOINT', 'http://identity.test:8081/msi/token');
  vi.stubEnv('IDENTITY_HEADER', 'header-of-this-machine');
  nock('http://identity.test:8081')
    .persist()
    .get('/msi/token')
    .matchHeader('x-identity-header', 'header-of-this-machine')
    .query(true)
    .reply((request: Request) => {
      asked.push(Object.fromEntries(new URL(request.url).searchParams));
      return answer();
    });
  return { asked };
}

/** A token as the endpoint gives it, good for so many seconds. */
export const identityToken = (text: string, seconds: number): [number, object] => [
  200,
  {
    access_token: text,
    expires_on: String(Math.floor(Date.now() / 1000) + seconds),
    token_type: 'Bearer',
  },
];
