import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startRelay } from '../../examples/signing-relay.ts';
import { readAloud } from '../support/cards.ts';
import { type CaseBot, startCaseBot } from '../support/case-bot.ts';
import { newSecret } from './desk-bot.ts';

// Stand-ins of ours: each takes, answers and sends what the product's documentation says that it can, and nothing more.

interface Product {
  /** Of the address that the product gives. */
  readonly query?: string;
  readonly header?: string;
  readonly secret: string;
  readonly inbound: string;
  /** Whether the product lets this request in. */
  readonly admits: (request: IncomingMessage, body: string) => boolean;
  /** What it answers to an event that made this ticket. */
  readonly answer: (number: string) => object | undefined;
  /** The headers with which it signs; without, it goes through the relay. */
  readonly sign?: (id: string, seconds: string, body: string) => string;
}

const keyOf = (secret: string) => secret.replace('whsec_', '');
/** ServiceNow's `GlideCertificateEncryption.generateMac`: its key is base64, and so is what it gives. */
const generateMac = (key: string, data: string) =>
  createHmac('sha256', Buffer.from(key, 'base64')).update(data).digest('base64');
/** Deluge's `zoho.encryption.hmacsha256`: its key is text; it gives base64. */
const hmacsha256 = (key: string, data: string) => createHmac('sha256', key).update(data).digest('base64');

const [secret, inbound] = [newSecret(), newSecret()];
const zohoKey = 'f3a1c09b77d24e5c9a60b1d2e3f40516aa77bb88';

const PRODUCTS: readonly (readonly [name: string, product: Product])[] = [
  [
    'Power Automate',
    {
      query: '?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=a-b_c',
      secret,
      inbound,
      admits: ({ url = '' }) => new URL(url, 'http://x').searchParams.get('sig') === 'a-b_c',
      answer: (number) => ({ ticket: { number, url: `https://desk.example/${number}` } }),
    },
  ],
  [
    'ServiceNow',
    {
      header: 'x-sn-apikey: now_abc',
      secret,
      inbound,
      admits: ({ headers }, body) =>
        headers['x-sn-apikey'] === 'now_abc' &&
        headers['webhook-signature'] ===
          `v1,${generateMac(keyOf(secret), `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`)}`,
      answer: (number) => ({
        result: { ticket: { number, url: `https://now.example/nav_to.do?id=${number}` } },
      }),
      sign: (id, seconds, body) => generateMac(keyOf(inbound), `${id}.${seconds}.${body}`),
    },
  ],
  [
    'Jira Service Management',
    {
      header: 'X-Automation-Webhook-Token: jira-secret',
      secret,
      inbound,
      admits: ({ headers }) => headers['x-automation-webhook-token'] === 'jira-secret',
      answer: () => undefined,
    },
  ],
  [
    'Zoho Desk',
    {
      query: '?zapikey=1001.abc&isdebug=false',
      secret,
      inbound: `whsec_${Buffer.from(zohoKey).toString('base64')}`,
      admits: ({ url = '' }) => new URL(url, 'http://x').searchParams.get('zapikey') === '1001.abc',
      answer: () => ({ status: 'success' }),
      sign: (id, seconds, body) => hmacsha256(zohoKey, `${id}.${seconds}.${body}`),
    },
  ],
  [
    'Halo',
    {
      header: `Authorization: Basic ${Buffer.from('bot:word').toString('base64')}`,
      secret,
      inbound,
      admits: ({ headers }) =>
        headers.authorization === `Basic ${Buffer.from('bot:word').toString('base64')}`,
      answer: () => ({ id: 5 }),
    },
  ],
];

let server: Server;
let bot: CaseBot | undefined;
let relay: Awaited<ReturnType<typeof startRelay>> | undefined;
/** Tickets by the case's reference: what a product keeps in a field of its own. */
let tickets: Map<string, { number: string; subject: string; caller: string; state: string }>;
let turnedAway: number;
let product: Product;

beforeEach(async () => {
  tickets = new Map();
  turnedAway = 0;
  server = createServer(async (request, response) => {
    const body = await text(request);
    if (!product.admits(request, body)) {
      turnedAway += 1;
      response.statusCode = 401;
      return response.end();
    }
    const { type, data } = JSON.parse(body);
    const made = tickets.get(data.reference) ?? {
      number: `ESR-${tickets.size + 1}`,
      subject: data.title,
      caller: data.requesters[0].name,
      state: '',
    };
    tickets.set(data.reference, { ...made, state: data.state });
    const answer = type === 'case.raised' ? product.answer(made.number) : undefined;
    response.end(answer === undefined ? '' : JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  relay?.close();
  relay = undefined;
  await bot?.close();
  server.closeAllConnections();
  server.close();
});

/** The product's own way to post JSON: signed by itself, or to the relay. */
async function post(it: { case: string; type: string }): Promise<{ done: boolean }> {
  const body = JSON.stringify(it);
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  const at = `http://127.0.0.1:${bot?.app.port}`;
  if (product.sign === undefined) {
    relay ??= await startRelay(at, inbound, 'relay-token');
    headers['x-relay-token'] = 'relay-token';
    return (await fetch(relay.url, { method: 'POST', headers, body })).json() as Promise<{ done: boolean }>;
  }
  const [id, seconds] = [`evt-${randomUUID()}`, String(Math.floor(Date.now() / 1000))];
  headers['webhook-id'] = id;
  headers['webhook-timestamp'] = seconds;
  headers['webhook-signature'] = `v1,${product.sign(id, seconds, body)}`;
  const answer = await fetch(`${at}/api/cases/${it.case}/events`, { method: 'POST', headers, body });
  return answer.json() as Promise<{ done: boolean }>;
}

it.each(PRODUCTS)(
  '%s: a case becomes a ticket, its number comes back, and what is resolved there is told here',
  async (_, one) => {
    product = one;
    const { port } = server.address() as AddressInfo;
    bot = await startCaseBot(undefined, {
      WEBHOOK_ESNEFT_URL: `http://127.0.0.1:${port}/in${one.query ?? ''}`,
      WEBHOOK_ESNEFT_SECRET: one.secret,
      WEBHOOK_ESNEFT_INBOUND_SECRET: one.inbound,
      ...(one.header && { WEBHOOK_ESNEFT_HEADER: one.header }),
    });
    const { people, chats } = bot.teams.cast;
    const reference = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    await bot.settled();
    const ticket = tickets.get(reference);
    expect(ticket).toMatchObject({
      caller: 'Amara Okafor',
      subject: `${reference}: Help with ESR`,
      state: 'open',
    });
    const isNamed = JSON.stringify(one.answer('x') ?? {}).includes('ticket');
    if (!isNamed) {
      const named = await post({
        type: 'ticket',
        case: reference,
        ticket: { number: ticket?.number },
      } as never);
      expect(named.done).toBe(true);
    }
    await bot.settled();
    await bot.shows(chats.esrTeam, reference, 'ESR-1');

    const resolve = { type: 'resolve', case: reference, outcome: 'password-reset-sent', takeOver: true };
    expect((await post(resolve)).done).toBe(true);
    await bot.settled();
    await bot.shows(chats.amara, 'The service desk has dealt with this');
    // Told by Teams alone, the ticket goes along; by the desk, it has that already.
    expect(tickets.get(reference)?.state).toBe('open');
    const card = await bot.shows(chats.esrTeam, reference, 'resolved');
    expect(readAloud(card)).toContain('The service desk resolved it');
    expect(turnedAway).toBe(0);
  },
);

it('the relay passes on nothing without its token', async () => {
  bot = await startCaseBot(undefined, { WEBHOOK_ESNEFT_INBOUND_SECRET: inbound });
  relay = await startRelay(`http://127.0.0.1:${bot.app.port}`, inbound, 'relay-token');
  const answer = await fetch(relay.url, {
    method: 'POST',
    headers: { 'x-relay-token': 'guess' },
    body: '{}',
  });
  expect(answer.status).toBe(401);
});
