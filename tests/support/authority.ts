import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export const ISSUER = 'https://api.botframework.com';

/** A local stand-in for the Bot Framework's authority: publishes keys, and signs with them. */
export interface Authority {
  /** Address of its OpenID metadata. */
  readonly metadataUrl: string;
  /** An address at which it says that it is out of order. */
  readonly brokenUrl: string;
  /** Signs claims; by default with the key it publishes for Teams. */
  sign(claims: JWTPayload, header?: Record<string, unknown>, key?: KeyName): Promise<string>;
  /** The public half of a key, as PEM. */
  publicKey(key: KeyName): Promise<string>;
  /** How often its keys were fetched. */
  readonly fetched: number;
  close(): Promise<void>;
}

/** `teams` and `skype` are published, endorsed for that channel; `stranger` is not published. */
export type KeyName = 'teams' | 'skype' | 'plain' | 'stranger';

/** Making keys is most of the work, so every authority of a process has the same. */
let made: ReturnType<typeof makePairs> | undefined;

async function makePairs() {
  const make = () => generateKeyPair('RS256', { extractable: true });
  const [teams, skype, plain, stranger] = await Promise.all([make(), make(), make(), make()]);
  return { teams, skype, plain, stranger };
}

export async function startAuthority(): Promise<Authority> {
  made ??= makePairs();
  const pairs = await made;
  const publish = async (name: KeyName, endorsements?: string[]) => ({
    ...(await exportJWK(pairs[name].publicKey)),
    kid: name,
    use: 'sig',
    ...(endorsements && { endorsements }),
  });
  const keys = [
    await publish('teams', ['msteams']),
    await publish('skype', ['skype']),
    await publish('plain'),
  ];
  let fetched = 0;
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    const metadata = {
      issuer: ISSUER,
      jwks_uri: `http://127.0.0.1:${port}/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
    };
    if (request.url === '/keys') fetched += 1;
    response.setHeader('content-type', 'application/json');
    response.statusCode = request.url === '/broken' ? 503 : 200;
    response.end(JSON.stringify(request.url === '/keys' ? { keys } : metadata));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    metadataUrl: `http://127.0.0.1:${port}/openid`,
    brokenUrl: `http://127.0.0.1:${port}/broken`,
    get fetched() {
      return fetched;
    },
    sign: (claims, header = {}, key = 'teams') =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key, ...header })
        .sign(pairs[key].privateKey),
    publicKey: (key) => exportSPKI(pairs[key].publicKey),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
