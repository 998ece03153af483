import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { anActivity } from '../support/activity.ts';
import type { KeyName } from '../support/authority.ts';
import type { Json } from '../support/json.ts';
import { rawRequest } from '../support/raw-http.ts';
import { type Served, startServed } from '../support/serve.ts';

let served: Served;
let activity: Json;
const printed = vi.spyOn(console, 'error');
beforeAll(async () => {
  served = await startServed();
  activity = await anActivity({ serviceUrl: served.teams.serviceUrl });
});
afterAll(() => served.close());

const TENANT = '11111111-2222-3333-4444-555555555555';

let count = 0;
function post(authorization: string | undefined, overrides: Json = {}) {
  count += 1;
  const body = JSON.stringify({ ...activity, id: `door-${count}`, ...overrides });
  const headers = {
    'content-type': 'application/json',
    ...(authorization !== undefined && { authorization }),
  };
  return rawRequest(served.app.port, { headers, body });
}
const signed = async (claims: JWTPayload = {}, header: Json = {}, key: KeyName = 'teams') =>
  `Bearer ${await served.authority.sign(served.claims(claims), header, key)}`;
const without = async (name: string) => {
  const { [name]: _, ...claims } = served.claims();
  return `Bearer ${await served.authority.sign(claims)}`;
};
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
function hs256(secret: string) {
  const text = `${part({ alg: 'HS256', kid: 'teams' })}.${part(served.claims())}`;
  return `Bearer ${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}
const seconds = (fromNow: number) => Math.floor(Date.now() / 1000) + fromNow;

describe('in production', () => {
  it('an activity with a token of Teams is answered, with a token of our own', async () => {
    const { people, chats } = served.teams.cast;
    expect(await served.teams.say(people.amara, chats.amara, 'hello')).toMatchObject({ status: 200 });
    const sent = served.teams.calls.filter((call) => call.operation === 'send' || call.operation === 'reply');
    expect(sent.map((call) => call.status)).toEqual([201]);
    expect(served.logins).toBeGreaterThan(0);
  });

  it.each([
    ['that expired within the five minutes clocks may differ', () => signed({ exp: seconds(-240) })],
    ['that is valid from four minutes on', () => signed({ nbf: seconds(240) })],
    ['of a key that names no channels', () => signed({}, {}, 'plain')],
    ['with claims nobody knows', () => signed({ more: { a: [1] } })],
  ])('a token %s is good', async (_, make) => {
    expect((await post(await make())).status).toBe(200);
  });

  const tokens: [string, () => Promise<string | undefined> | string | undefined][] = [
    ['no token', () => undefined],
    ['an empty header', () => ''],
    ['a scheme alone', () => 'Bearer'],
    ['a scheme and a space', () => 'Bearer '],
    ['no scheme', async () => (await signed()).slice(7)],
    ['another scheme', async () => (await signed()).replace('Bearer', 'Basic')],
    ['a scheme in small letters', async () => (await signed()).replace('Bearer', 'bearer')],
    ['two tokens', async () => `${await signed()} ${(await signed()).slice(7)}`],
    ['nonsense', () => 'Bearer a.b.c'],
    ['two parts of three', async () => (await signed()).split('.').slice(0, 2).join('.')],
    ['an empty signature', async () => `${(await signed()).split('.').slice(0, 2).join('.')}.`],
    [
      'a signature of other claims',
      async () =>
        `Bearer ${part({ alg: 'RS256', kid: 'teams' })}.${part(served.claims({ more: 1 }))}.${(await signed()).split('.')[2]}`,
    ],
    ['a signature that is cut', async () => (await signed()).slice(0, -8)],
    ['a key that is not published', () => signed({}, {}, 'stranger')],
    [
      'a key that is not published, under the name of one that is',
      () => signed({}, { kid: 'teams' }, 'stranger'),
    ],
    ['a key of another channel', () => signed({}, {}, 'skype')],
    ['no name of a key', () => signed({}, { kid: undefined })],
    ['a key’s name without end', () => signed({}, { kid: 'k'.repeat(300) })],
    ['no algorithm', () => `Bearer ${part({ alg: 'none', kid: 'teams' })}.${part(served.claims())}.`],
    [
      'no algorithm and some signature',
      () => `Bearer ${part({ alg: 'none', kid: 'teams' })}.${part(served.claims())}.AAAA`,
    ],
    ['a shared secret', () => hs256('teams')],
    ['a published key as a shared secret', async () => hs256(await served.authority.publicKey('teams'))],
    [
      'another algorithm named',
      async () =>
        `Bearer ${part({ alg: 'RS512', kid: 'teams' })}.${(await signed()).split('.').slice(1).join('.')}`,
    ],
    ['another issuer', () => signed({ iss: 'https://evil.example' })],
    [
      'an issuer of the emulator',
      () =>
        signed({
          iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
          ver: '1.0',
          appid: '99999999-8888-7777-6666-555555555555',
        }),
    ],
    ['an issuer with a slash more', () => signed({ iss: 'https://api.botframework.com/' })],
    ['no issuer', () => without('iss')],
    ['another bot’s token', () => signed({ aud: '00000000-8888-7777-6666-555555555555' })],
    ['a token for several bots', () => signed({ aud: ['99999999-8888-7777-6666-555555555555', 'x'] })],
    ['no audience', () => without('aud')],
    ['no end', () => without('exp')],
    ['an end in words', () => signed({ exp: 'never' as unknown as number })],
    ['a token that has expired', () => signed({ exp: seconds(-600) })],
    ['no beginning', () => without('nbf')],
    ['a token that is not valid yet', () => signed({ nbf: seconds(600) })],
    ['no service URL', () => without('serviceurl')],
    ['another service URL', () => signed({ serviceurl: 'https://smba.trafficmanager.net/uk/' })],
    ['a service URL with one slash less', () => signed({ serviceurl: served.teams.serviceUrl.slice(0, -1) })],
    ['the token of a skill', () => signed({ ver: '1.0', appid: '00000000-8888-7777-6666-555555555555' })],
    ['a token too long to be one', () => signed({ more: 'a'.repeat(9000) })],
    ['a key’s name that every object has', () => signed({}, { kid: '__proto__' })],
    ['a header that must be understood', () => signed({}, { crit: ['b64'], b64: true })],
    ['an issuer of a government’s cloud', () => signed({ iss: 'https://api.botframework.us' })],
    ['an issuer of the directory, version 1', () => signed({ iss: `https://sts.windows.net/${TENANT}/` })],
    [
      'an issuer of the directory, version 2',
      () => signed({ iss: `https://login.microsoftonline.com/${TENANT}/v2.0` }),
    ],
    ['several issuers', () => signed({ iss: ['https://api.botframework.com'] as unknown as string })],
    ['the connector’s own audience', () => signed({ aud: 'https://api.botframework.com' })],
    ['this bot alone in a list of bots', () => signed({ aud: ['99999999-8888-7777-6666-555555555555'] })],
    ['a token that has expired a second too long ago', () => signed({ exp: seconds(-301) })],
    ['a token that is valid from a second too late on', () => signed({ nbf: seconds(302) })],
    [
      'the service URL under another name',
      async () => {
        const { serviceurl, ...claims } = served.claims();
        return `Bearer ${await served.authority.sign({ ...claims, serviceUrl: serviceurl })}`;
      },
    ],
    ['claims that are a list', () => `Bearer ${part({ alg: 'RS256', kid: 'teams' })}.${part([1])}.AAAA`],
  ];

  const activities: [string, () => Json, (() => JWTPayload)?][] = [
    ['another tenant', () => tenants('22222222-2222-3333-4444-555555555555')],
    ['no tenant', () => tenants(undefined)],
    [
      'a tenant that the two places disagree on',
      () => ({ channelData: { tenant: { id: '22222222-2222-3333-4444-555555555555' } } }),
    ],
    ['the emulator’s channel', () => ({ channelId: 'emulator' })],
    ['another channel', () => ({ channelId: 'directline' })],
    ['Teams in capitals', () => ({ channelId: 'MSTEAMS' })],
    [
      'a service URL of another host, signed for it',
      () => ({ serviceUrl: 'https://evil.example/' }),
      () => ({ serviceurl: 'https://evil.example/' }),
    ],
    [
      'a service URL of a host below ours, signed for it',
      () => ({ serviceUrl: 'https://127.0.0.1.evil.example/' }),
      () => ({ serviceurl: 'https://127.0.0.1.evil.example/' }),
    ],
    [
      'a service URL that hides its host, signed for it',
      () => ({ serviceUrl: 'https://127.0.0.1@evil.example/' }),
      () => ({ serviceurl: 'https://127.0.0.1@evil.example/' }),
    ],
    ['a service URL of another port, signed for ours', () => ({ serviceUrl: 'http://127.0.0.1:1/' })],
  ];
  const tenants = (id: string | undefined): Json => ({
    conversation: { ...(activity.conversation as Json), tenantId: id },
    channelData: id === undefined ? {} : { tenant: { id } },
  });

  async function expectRefusal(answering: ReturnType<typeof post>) {
    const calls = served.teams.calls.length;
    const answer = await answering;
    expect([401, 403]).toContain(answer.status);
    expect(answer.text).toBe('{"error":"not allowed"}');
    expect(served.teams.calls).toHaveLength(calls);
  }

  it.each(tokens)('%s is turned away, without a word why', async (_, make) => {
    await expectRefusal(post(await make()));
  });

  it.each(activities)(
    '%s is turned away with the best of tokens, without a word why',
    async (_, change, claims) => {
      // A key without endorsements, so that the channel is not checked by the key alone.
      await expectRefusal(post(await signed(claims?.(), {}, 'plain'), change()));
    },
  );

  it('a token that is not for this bot is turned away before anything that came with it is read', async () => {
    const send = (authorization: string) =>
      rawRequest(served.app.port, {
        headers: { 'content-type': 'application/json', authorization },
        body: '{"not json',
      });
    expect((await send('Bearer a.b.c')).status).toBe(401);
    expect((await send(await signed({ aud: 'another' }))).status).toBe(401);
    expect((await send(await signed())).status).toBe(400);
  });

  it('a token that brings or names keys of its own is turned away, and they are not fetched', async () => {
    let fetched = 0;
    const strangers = createServer((_, response) => {
      fetched += 1;
      response.end('{"keys":[]}');
    });
    await new Promise<void>((resolve) => strangers.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(strangers.address() as AddressInfo).port}/keys`;
    try {
      for (const header of [
        { jku: url },
        { x5u: url },
        { jwk: { kty: 'RSA', n: 'AQAB', e: 'AQAB' } },
        { x5c: ['AAAA'] },
      ]) {
        await expectRefusal(post(await signed({}, header, 'stranger')));
        await expectRefusal(post(await signed({}, { ...header, kid: 'teams' }, 'stranger')));
        await expectRefusal(post(await signed({}, { ...header, kid: url }, 'stranger')));
      }
    } finally {
      strangers.close();
    }
    expect(fetched).toBe(0);
  });

  it('of two headers only the first counts', async () => {
    const [good, bad] = [await signed(), await signed({}, {}, 'stranger')];
    const send = (...authorization: string[]) => {
      count += 1;
      const body = JSON.stringify({ ...activity, id: `door-${count}` });
      return rawRequest(served.app.port, {
        headers: { 'content-type': 'application/json', authorization },
        body,
      });
    };
    expect((await send(good, bad)).status).toBe(200);
    await expectRefusal(send(bad, good));
  });

  it('nobody who is turned away writes to the log but through the counted lines', async () => {
    for (let again = 0; again < 50; again += 1)
      await post(await signed({ more: again }, {}, 'plain').then((it) => `${it.slice(0, -9)}AAAAAAAAA`));
    expect(printed).not.toHaveBeenCalled();
  });

  it('what was turned away has cost one look at the keys, and changed nothing for Teams', async () => {
    expect(served.authority.fetched).toBe(1);
    const { people, chats } = served.teams.cast;
    expect(await served.teams.say(people.amara, chats.amara, 'start over')).toMatchObject({ status: 200 });
  });
});

describe('when the keys cannot be had', () => {
  it.each([
    ['because the authority cannot be reached', () => 'http://127.0.0.1:9/openid'],
    ['because the authority is out of order', () => served.authority.brokenUrl],
  ])('%s, Teams is told to try again rather than that it is not allowed', async (_, url) => {
    const cut = await startServed({ ToBotFromChannelOpenIdMetadataUrl: url() });
    try {
      const { people, chats } = cut.teams.cast;
      expect(await cut.teams.say(people.amara, chats.amara, 'hello')).toMatchObject({ status: 500 });
      expect(cut.teams.calls).toEqual([]);
    } finally {
      await cut.close();
    }
  });
});
