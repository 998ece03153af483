import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SigningKeys } from '../../src/teams/signing-keys.ts';
import { anActivity } from '../support/activity.ts';
import { eventually } from '../support/eventually.ts';
import type { Json } from '../support/json.ts';
import { type KeyServer, startKeyServer } from '../support/key-server.ts';
import { rawRequest } from '../support/raw-http.ts';
import { type Served, startServed } from '../support/serve.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const jwk = (bits = 2048) =>
  generateKeyPairSync('rsa', { modulusLength: bits }).publicKey.export({ format: 'jwk' }) as Json;
const FIRST = { ...jwk(), kid: 'first', endorsements: ['msteams'] };
const SECOND = { ...jwk(), kid: 'second' };
const publish =
  (...keys: unknown[]): KeyServer['answer'] =>
  (response) =>
    response.end(JSON.stringify({ keys }));

let server: KeyServer;
let now = 0;
let keys: SigningKeys;
const failures: unknown[] = [];
beforeEach(async () => {
  server = await startKeyServer();
  server.answer = publish(FIRST);
  now = 0;
  failures.length = 0;
  keys = new SigningKeys({ url: server.url, clock: () => now, failed: (error) => failures.push(error) });
});
afterEach(() => server.close());

// restify's writeHead, which takes the place of every server's, returns nothing.
const outOfOrder: KeyServer['answer'] = (response) => {
  response.statusCode = 503;
  response.end();
};
const unavailable = { code: 'SIGNING_KEYS_UNAVAILABLE' };
/** Each kind of document that holds no key. */
const BROKEN: readonly [string, KeyServer['answer']][] = [
  ['an error', outOfOrder],
  ['nothing', (response) => response.end()],
  ['no JSON', (response) => response.end('<html>sign in</html>')],
  ['half of a document', (response) => response.end('{"keys":[{"kid":"fi')],
  ['a document without keys', (response) => response.end('{}')],
  ['an empty list', publish()],
  ['a list of nothing', publish(null, 7, 'key', [], {})],
  ['another shape', (response) => response.end('[]')],
  ['keys without end', publish(...Array(2000).fill(FIRST))],
  ['a key whose number is none', publish({ ...FIRST, n: '*' })],
  ['a key without a number', publish({ ...FIRST, n: undefined })],
  ['a key of another kind', publish({ kty: 'EC', crv: 'P-256', kid: 'first', x: 'AQAB', y: 'AQAB' })],
  ['a shared secret', publish({ kty: 'oct', kid: 'first', k: 'AQAB' })],
  ['a key that is too short', publish({ ...jwk(1024), kid: 'first' })],
  ['endorsements that the SDK would not check', publish({ ...FIRST, endorsements: 'msteams' })],
  ['a key without an id', publish({ ...FIRST, kid: undefined })],
  ['a connection that ends', (response) => response.destroy()],
];

describe('signing keys', () => {
  it('are fetched once for all who ask at the same time, and then not again for a day', async () => {
    const found = await Promise.all(Array.from({ length: 1000 }, () => keys.getKey('first')));
    now = DAY - 1;
    found.push(await keys.getKey('first'));
    expect(server.fetched).toEqual({ metadata: 1, keys: 1 });
    const [one] = found;
    expect(one?.endorsements).toEqual(['msteams']);
    expect(createPublicKey(one?.key ?? '').export({ format: 'jwk' })).toMatchObject({ n: (FIRST as Json).n });
    now = DAY + 1;
    server.answer = publish(SECOND);
    expect(await keys.getKey('first')).toBeNull();
    expect(server.fetched.keys).toBe(2);
    expect(keys.failingSince()).toBeUndefined();
  });

  it('are asked for a new id at once, and at most once a minute', async () => {
    await keys.getKey('first');
    server.answer = publish(FIRST, SECOND);
    now = MINUTE - 1;
    for (let count = 0; count < 100; count += 1) expect(await keys.getKey(`forged-${count}`)).toBeNull();
    expect(server.fetched.keys).toBe(1);
    now = MINUTE;
    expect(await keys.getKey('second')).not.toBeNull();
    for (let count = 0; count < 100; count += 1) expect(await keys.getKey(`forged-${count}`)).toBeNull();
    expect(server.fetched.keys).toBe(2);
  });

  it.each(BROKEN)(
    'that come as %s are no keys, and the right ones are taken seconds later',
    async (_, answer) => {
      server.answer = answer;
      await expect(keys.getKey('first')).rejects.toMatchObject(unavailable);
      await expect(keys.getKey('first')).rejects.toMatchObject(unavailable);
      expect(server.fetched.keys).toBe(1);
      expect(keys.failingSince()).toBeDefined();
      server.answer = publish(FIRST);
      now = 5000;
      expect(await keys.getKey('first')).not.toBeNull();
      expect(keys.failingSince()).toBeUndefined();
    },
  );

  it.each(BROKEN)('that come as %s do not replace good ones, which are used for days', async (_, answer) => {
    await keys.getKey('first');
    server.answer = answer;
    for (const at of [DAY + 1, 2 * DAY, 5 * DAY]) {
      now = at;
      expect(await keys.getKey('first')).not.toBeNull();
    }
    await eventually(() => expect(failures.length).toBeGreaterThan(1));
    expect(keys.failingSince()).toBeDefined();
    // Whether a key that is not among them is one of Teams' cannot be said.
    await expect(keys.getKey('second')).rejects.toMatchObject(unavailable);
    now = 5 * DAY + MINUTE;
    await expect(keys.getKey('first')).rejects.toMatchObject(unavailable);
    server.answer = publish(FIRST);
    now += MINUTE;
    expect(await keys.getKey('first')).not.toBeNull();
  });

  it('are taken without those among them that cannot be used, and of two with one id the first counts', async () => {
    server.answer = publish(null, { ...FIRST, kid: 'bad', n: '' }, FIRST, { ...SECOND, kid: 'first' });
    expect(await keys.getKey('bad')).toBeNull();
    expect(await keys.getKey('first')).toMatchObject({ endorsements: ['msteams'] });
  });

  it.each(['__proto__', 'constructor', 'toString', ''])('have none of the id "%s"', async (id) => {
    expect(await keys.getKey(id)).toBeNull();
  });

  it('are not waited for by each turn while the server is known to be away', async () => {
    await keys.getKey('first');
    now = DAY + 1;
    server.answer = outOfOrder;
    await keys.getKey('first');
    server.answer = 'hang';
    now += HOUR;
    // Would take five seconds, were it waited for.
    const found = await Promise.race([
      Promise.all(Array.from({ length: 100 }, () => keys.getKey('first'))),
      new Promise((resolve) => setTimeout(resolve, 2000, 'late')),
    ]);
    expect(found).not.toBe('late');
    await eventually(() => expect(server.fetched.keys).toBe(3));
  });

  it('are not read further than a megabyte', async () => {
    let sent = 0;
    server.answer = (response) => {
      response.on('error', () => undefined);
      const more = () => {
        while (!response.destroyed && sent < 200_000_000) {
          sent += 65_536;
          if (!response.write(' '.repeat(65_536))) return void response.once('drain', more);
        }
      };
      more();
    };
    await expect(keys.getKey('first')).rejects.toMatchObject(unavailable);
    expect(sent).toBeLessThan(20_000_000);
  });

  it.each(['http://keys.example/keys', 'ftp://127.0.0.1/keys', 'file:///etc/passwd', 'keys', 7])(
    'are not fetched from %s',
    async (jwks_uri) => {
      server.metadata = (response) => response.end(JSON.stringify({ jwks_uri }));
      await expect(keys.getKey('first')).rejects.toMatchObject(unavailable);
      expect(server.fetched.keys).toBe(0);
    },
  );
});

describe('while the server of the keys hangs', () => {
  it('a thousand forged tokens open one fetch, and are answered when it is given up', async () => {
    server.answer = 'hang';
    const served: Served = await startServed({ ToBotFromChannelOpenIdMetadataUrl: server.url });
    try {
      const activity = await anActivity({ serviceUrl: served.teams.serviceUrl });
      const forge = async (count: number) => {
        const token = await served.authority.sign(served.claims({ count }), {}, 'stranger');
        return rawRequest(served.app.port, {
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          body: JSON.stringify({ ...activity, id: `forged-${count}` }),
        });
      };
      const answers = await Promise.all(Array.from({ length: 1000 }, (_, count) => forge(count)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([500]));
      expect(server.fetched).toEqual({ metadata: 1, keys: 1 });
      const ready = await rawRequest(served.app.port, { method: 'GET', path: '/readyz' });
      expect(JSON.parse(ready.text)).toMatchObject({ status: 'ready', warnings: ['signing-keys'] });
      expect(served.teams.calls).toEqual([]);
    } finally {
      await served.close();
    }
  });
});
