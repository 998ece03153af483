import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { anActivity } from '../support/activity.ts';
import { rawRequest } from '../support/raw-http.ts';
import { type Served, startServed } from '../support/serve.ts';

/** Where a call went that nothing here answers. */
const strayed: string[] = [];
const onStray = ({ url }: { url: string }) => {
  const { hostname } = new URL(url);
  if (hostname !== '127.0.0.1') strayed.push(hostname);
};
beforeAll(() => void nock.emitter.on('no match', onStray));
afterAll(() => void nock.emitter.off('no match', onStray));
afterEach(() => {
  strayed.length = 0;
});

/** One message of Amara's with this service URL, and a token that was signed for it. */
async function from(served: Served, serviceUrl: string, overrides: object = {}) {
  const token = await served.authority.sign(served.claims({ serviceurl: serviceUrl }));
  const body = JSON.stringify({ ...(await anActivity({ serviceUrl })), ...overrides });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return rawRequest(served.app.port, { headers, body });
}

describe('where an activity asks to be answered', () => {
  let served: Served;
  beforeAll(async () => {
    served = await startServed({ SERVICE_URL_HOSTS: 'smba.trafficmanager.net' }, { replyWithinMs: 500 });
  });
  afterAll(() => served.close());

  it.each([
    ['in the clear', 'http://smba.trafficmanager.net/uk/'],
    ['by another protocol', 'ftp://smba.trafficmanager.net/uk/'],
    ['by a script', 'javascript:alert(1)'],
    ['in a file', 'file:///etc/passwd'],
    ['at another port', 'https://smba.trafficmanager.net:8443/uk/'],
    ['as somebody', 'https://user:word@smba.trafficmanager.net/uk/'],
    ['as somebody without a name', 'https://:word@smba.trafficmanager.net/uk/'],
    ['with a query', 'https://smba.trafficmanager.net/uk/?x=1'],
    ['with a fragment', 'https://smba.trafficmanager.net/uk/#x'],
    ['at a user of that name elsewhere', 'https://smba.trafficmanager.net@evil.example/'],
    ['at a user with a backslash', 'https://evil.example\\@smba.trafficmanager.net/'],
    ['at a host that ends in a dot', 'https://smba.trafficmanager.net./uk/'],
    ['at a host below', 'https://evil.smba.trafficmanager.net/'],
    ['at a host that begins like it', 'https://smba.trafficmanager.net.evil.example/'],
    ['at a host that ends like it', 'https://evilsmba.trafficmanager.net/'],
    ['at a host with a letter of another alphabet', 'https://smb\u0430.trafficmanager.net/uk/'],
    ['at the same host, spelt out', 'https://xn--smb-8cd.trafficmanager.net/uk/'],
    ['at an address', 'https://20.38.104.1/uk/'],
    ['at an address as one number', 'https://2130706433/'],
    ['at an address in parts of sixteen', 'https://0x7f.0x0.0x0.0x1/'],
    ['at this machine', 'https://127.0.0.1/'],
    ['at this machine, by the longer address', 'https://[::1]/'],
    ['at this machine, by an address in disguise', 'https://[::ffff:127.0.0.1]/'],
    ['at the cloud’s own door', 'http://169.254.169.254/metadata/instance'],
  ])('%s: it is turned away, whoever signed it, and nothing goes out', async (_, serviceUrl) => {
    expect([400, 403]).toContain((await from(served, serviceUrl)).status);
    expect(strayed).toEqual([]);
  });

  it('is Teams’ own host, and only there does the answer go', async () => {
    await from(served, 'https://smba.trafficmanager.net/uk/');
    expect(new Set(strayed)).toEqual(new Set(['smba.trafficmanager.net']));
  });
});

describe('an answer that points elsewhere', () => {
  let served: Served;
  let pointing: Server;
  let elsewhere: Server;
  let followed = 0;
  beforeAll(async () => {
    served = await startServed();
    elsewhere = createServer((_, response) => {
      followed += 1;
      response.end('{}');
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const { port } = elsewhere.address() as AddressInfo;
    pointing = createServer((request, response) => {
      request.resume();
      asked.add(request.method);
      response.writeHead(Number(/status=(\d+)/.exec(status)?.[1]), { location: `http://127.0.0.1:${port}/` });
      response.end();
    });
    await new Promise<void>((resolve) => pointing.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await served.close();
    pointing.close();
    elsewhere.close();
  });
  let status = '';
  const asked = new Set<string | undefined>();

  it.each([301, 302, 303, 307, 308])('with %i is not followed', async (code) => {
    status = `status=${code}`;
    const { port } = pointing.address() as AddressInfo;
    const serviceUrl = `http://127.0.0.1:${port}/`;
    // What the bot says goes by one way, what it asks about people by another.
    await from(served, serviceUrl, { id: `said-${code}` });
    const ask = { type: 'invoke', name: 'composeExtension/fetchTask', value: { commandId: 'escalate' } };
    await from(served, serviceUrl, { id: `asked-${code}`, ...ask });
    expect([...asked].sort()).toEqual(['GET', 'POST']);
    expect(followed).toBe(0);
  });
});

it('a chat kept from before is written to no more when its host is not allowed', async () => {
  const served = await startServed({ TRUSTS: 'esneft' });
  try {
    const { teams, app } = served;
    const { people, chats } = teams.cast;
    await teams.install(chats.esrTeam);
    await teams.say(
      people.elena,
      chats.esrTeam,
      `link ${await app.linkCode({ trust: 'esneft', role: 'esr-team' })}`,
    );
    await app.database.db
      .updateTable('chats')
      .set({ service_url: 'https://evil.example/' })
      .where('conversation_id', '=', chats.esrTeam.id)
      .execute();
    const press = (button: string, inputs = {}) =>
      teams.press(people.amara, chats.amara, teams.activities(chats.amara).at(-1)?.id ?? '', button, inputs);
    await teams.say(people.amara, chats.amara, 'talk to someone');
    await press('Check my answers', {
      username: '432OKAFORA01',
      email: 'amara.okafor@nhs.net',
      words: 'It does not let me in',
    });
    await press('Yes, send to the ESR Team');
    const failed = () =>
      app.database.db
        .selectFrom('outbox')
        .select('last_error')
        .where('conversation_id', '=', chats.esrTeam.id)
        .where('last_error', 'is not', null)
        .executeTakeFirst();
    await expect.poll(failed).toEqual({ last_error: 'SERVICE_URL_NOT_ALLOWED' });
    expect(strayed).toEqual([]);
  } finally {
    await served.close();
  }
});
