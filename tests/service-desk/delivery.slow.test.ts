import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { subjectOf } from '../../src/privacy/subject.ts';
import { erase } from '../../src/store/privacy/erase.ts';
import { readAloud } from '../support/cards.ts';
import { type CaseBot, startCaseBot } from '../support/case-bot.ts';
import { readFigures } from '../support/metrics.ts';
import { newSecret } from './desk-bot.ts';

interface Call {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly event: { type: string; origin: string; data: Record<string, unknown> };
}

const secret = newSecret();
let server: Server;
let calls: Call[];
/** How the desk answers. */
let answers: (response: ServerResponse, call: Call) => void;
let bot: CaseBot;
let url: string;

const ok = (response: ServerResponse) => void response.end('{}');
const withStatus =
  (status: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse) => {
    response.writeHead(status, headers);
    response.end('no');
  };

async function start(settings: Record<string, string> = {}) {
  bot = await startCaseBot(undefined, {
    WEBHOOK_ESNEFT_URL: url,
    WEBHOOK_ESNEFT_SECRET: secret,
    ...settings,
  });
}

beforeEach(async () => {
  calls = [];
  answers = ok;
  server = createServer(async (request, response) => {
    const body = await text(request);
    const call = { headers: request.headers, body, event: JSON.parse(body) };
    calls.push(call);
    answers(response, call);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(async () => {
  await bot.close();
  server.closeAllConnections();
  server.close();
});

const raise = async (username = '432OKAFORA01') => {
  const { people, chats } = bot.teams.cast;
  const reference = await bot.raise(people.amara, chats.amara, username);
  await bot.settled();
  return reference;
};
const work = async (reference: string, button: string) => {
  const { people, chats } = bot.teams.cast;
  const card = await bot.shows(chats.esrTeam, reference, 'ESR username');
  await bot.teams.press(people.elena, chats.esrTeam, card.id, button);
  await bot.settled();
};
const types = () => calls.map(({ event }) => event.type);
const rows = () =>
  bot.app.database.db
    .selectFrom('outbox')
    .select(['name', 'state', 'last_error', 'attempts'])
    .where('kind', '=', 'webhook')
    .orderBy('id')
    .execute();
const ready = async () => {
  const response = await fetch(`http://127.0.0.1:${bot.app.port}/readyz`);
  return (await response.json()) as { warnings?: string[] };
};

describe('an event', () => {
  it('is signed as the specification says, and its row is gone once the desk has it', async () => {
    await start();
    await raise();
    const [call] = calls;
    expect(new Webhook(secret).verify(call?.body ?? '', call?.headers as Record<string, string>)).toEqual(
      call?.event,
    );
    expect(await rows()).toEqual([]);
  });

  it('leaves out what the Trust does not want to send', async () => {
    await start({ WEBHOOK_ESNEFT_LEAVE_OUT: 'requesters,correctEmail,words,officers' });
    const reference = await raise();
    await work(reference, 'Claim');
    const sent = calls.map(({ body }) => body).join();
    for (const text of ['Amara', 'someone@nhs.net', 'let me in', 'Elena']) expect(sent).not.toContain(text);
    expect(sent).toContain('432OKAFORA01');
  });

  it('brings the header that the desk asks for', async () => {
    await start({ WEBHOOK_ESNEFT_HEADER: 'X-Automation-Webhook-Token: abc' });
    await raise();
    expect(calls[0]?.headers['x-automation-webhook-token']).toBe('abc');
  });
});

describe('a desk that does not answer', () => {
  it('gets everything later, in order, each under the id of its first try', async () => {
    await start();
    answers = withStatus(503);
    const reference = await raise();
    await work(reference, 'Claim');
    await work(reference, 'Put back');
    expect(new Set(types())).toEqual(new Set(['case.raised']));
    const { length } = calls;
    answers = ok;
    await bot.forward({ minutes: 10 });
    expect(types().slice(length)).toEqual(['case.raised', 'case.claimed', 'case.changed']);
    expect(calls[0]?.headers['webhook-id']).toBe(calls[length]?.headers['webhook-id']);
    // Made of the case as it is now.
    expect(calls[length]?.event.data).toMatchObject({ state: 'open', version: 3 });
    expect(await rows()).toEqual([]);
  });

  it('is tried for a day; operations are told, and the next event of the case tells it all', async () => {
    await start();
    answers = withStatus(500);
    const reference = await raise();
    for (let hour = 0; hour < 25; hour += 1) await bot.forward({ minutes: 60 });
    expect(await rows()).toMatchObject([{ state: 'failed', last_error: '500' }]);
    expect((await ready()).warnings).toContain('service-desk');
    const figures = (await readFigures(bot.app.port)).text;
    expect(figures).toMatch(/esr_bot_service_desk_events\{trust="esneft",state="failing"\} 1/);
    const { length } = calls;
    await bot.forward({ days: 1 });
    expect(calls).toHaveLength(length);
    answers = ok;
    await work(reference, 'Claim');
    expect(types().at(-1)).toBe('case.claimed');
    expect(await rows()).toEqual([]);
    expect((await ready()).warnings ?? []).not.toContain('service-desk');
  });

  it('says when to come again', async () => {
    await start();
    answers = withStatus(429, { 'retry-after': '1200' });
    await raise();
    const { length } = calls;
    await bot.forward({ minutes: 15 });
    expect(calls).toHaveLength(length);
    answers = ok;
    await bot.forward({ minutes: 6 });
    expect(calls).toHaveLength(length + 1);
  });

  it('is not asked again and again where it says "at once"', async () => {
    await start();
    answers = withStatus(503, { 'retry-after': '0' });
    await raise();
    expect(calls).toHaveLength(1);
  });

  it('holds up no other case, and no chat', async () => {
    await start();
    let first = '';
    answers = (response, { event }) =>
      event.data.reference === first || first === '' ? withStatus(500)(response) : ok(response);
    first = await raise();
    const { people, chats } = bot.teams.cast;
    const second = await bot.raise(people.ben, chats.ben, '432HUGHESB01');
    await bot.settled();
    expect(calls.some(({ event }) => event.data.reference === second)).toBe(true);
    expect(await rows()).toMatchObject([{ name: 'case.raised', state: 'pending' }]);
  });
});

describe('410', () => {
  it('pauses the Trust’s events until the next start, and is seen', async () => {
    await start();
    answers = withStatus(410);
    const reference = await raise();
    await work(reference, 'Claim');
    await bot.forward({ days: 3 });
    expect(types()).toEqual(['case.raised']);
    expect((await ready()).warnings).toContain('service-desk');
    expect(await rows()).toMatchObject([{ state: 'paused' }, { state: 'pending' }]);
  });
});

describe('an answer', () => {
  it.each([301, 302, 303, 307, 308])('that points elsewhere, with %i, is not followed', async (status) => {
    let followed = 0;
    const elsewhere = createServer((_, response) => {
      followed += 1;
      response.end();
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    await start();
    answers = withStatus(status, {
      location: `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`,
    });
    await raise();
    expect(followed).toBe(0);
    expect(await rows()).toMatchObject([{ last_error: String(status) }]);
    elsewhere.close();
  });

  it.each([
    ['without end', () => 'x'.repeat(1_000_000)],
    ['that is not JSON', () => '<html>'],
    ['with a number that is no number', () => '{"ticket":{"number":"<script>"}}'],
    ['with a list', () => '[]'],
  ])('%s counts as taken, and names no ticket', async (_, body) => {
    await start();
    answers = (response) => void response.end(body());
    const reference = await raise();
    expect(await rows()).toEqual([]);
    expect(readAloud(await bot.shows(bot.teams.cast.chats.esrTeam, reference))).not.toContain('ticket');
  });

  it.each([
    'http://desk.example/1',
    'javascript:alert(1)',
    'https://a:b@desk.example/1',
    'https://desk.example/) [x',
  ])('with the address %s gives the number without a link', async (address) => {
    await start();
    answers = (response) => void response.end(JSON.stringify({ ticket: { number: 7001, url: address } }));
    const reference = await raise();
    const card = await bot.shows(bot.teams.cast.chats.esrTeam, reference, '7001');
    expect(JSON.stringify(card)).not.toContain(address);
  });
});

describe('a person who is erased', () => {
  it('is sent no more: what waits goes too', async () => {
    await start();
    answers = withStatus(500);
    await raise();
    expect(await rows()).toHaveLength(1);
    const subject = subjectOf('432OKAFORA01');
    if (subject === undefined) throw new Error('no subject');
    await erase(bot.app.database, subject, bot.now());
    expect(await rows()).toEqual([]);
    const { length } = calls;
    answers = ok;
    await bot.forward({ days: 2 });
    expect(calls).toHaveLength(length);
  });
});

it('a Trust without a service desk has no event, and no way in', async () => {
  bot = await startCaseBot();
  await raise();
  expect(await rows()).toEqual([]);
  const response = await fetch(`http://127.0.0.1:${bot.app.port}/api/cases/K7M-4PT/events`, {
    method: 'POST',
  });
  expect(response.status).toBe(404);
});
