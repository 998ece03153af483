import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { trialConfig } from '../../src/config/config.ts';
import { sendProblem } from '../../src/outbox/send-errors.ts';
import { TeamsAdapter } from '../../src/teams/adapter.ts';
import type { Turn } from '../../src/teams/turn.ts';

let host: Server;
let answer: (response: ServerResponse) => void;
let sent: number;
let closed: Promise<void>;
beforeEach(async () => {
  sent = 0;
  const gone = Promise.withResolvers<void>();
  closed = gone.promise;
  host = createServer((request, response) => {
    request.resume();
    response.on('error', () => undefined).on('close', gone.resolve);
    answer(response);
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  host.closeAllConnections();
  host.close();
});

/** JSON that does not end, as fast as it is taken. */
const endless = (status: number) => (response: ServerResponse) => {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json');
  response.write('{"id":"');
  const more = () => {
    while (!response.destroyed) {
      sent += 65_536;
      if (!response.write('a'.repeat(65_536))) return void response.once('drain', more);
    }
  };
  more();
};

const write = (logic: (turn: Turn) => Promise<unknown>) => {
  const serviceUrl = `http://127.0.0.1:${(host.address() as AddressInfo).port}/`;
  const chat = { id: '19:a', serviceUrl, tenantId: 'tenant', bot: { id: '28:bot', name: 'Bot' } };
  return new TeamsAdapter(trialConfig({})).write(chat, async (turn) => void (await logic(turn)));
};
const CALLS: readonly [string, (turn: Turn) => Promise<unknown>][] = [
  ['a message', (turn) => turn.reply('hello')],
  ['an update', (turn) => turn.update('m1', { type: 'message', text: 'hello' })],
  ['a page of members', (turn) => turn.members(200)],
  ['a member', (turn) => turn.member('aad-amara')],
];

it.each(CALLS.flatMap(([what, logic]) => [200, 500].map((status) => [what, status, logic] as const)))(
  'an answer without end to %s is cut off, with status %i',
  async (_, status, logic) => {
    answer = endless(status);
    await expect(write(logic)).rejects.toMatchObject({ code: 'ANSWER_TOO_LONG' });
    await closed;
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  },
);

it('an answer of a few hundred kilobytes is read as before', async () => {
  const members = Array.from({ length: 200 }, (_, index) => ({ id: `29:${index}`, name: 'ä'.repeat(500) }));
  answer = (response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ members }));
  };
  let found: unknown;
  await write(async (turn) => {
    found = (await turn.members(200)).members;
  });
  expect(found).toMatchObject(members);
});

it('a refusal is still told by its status and code', async () => {
  answer = (response) => {
    response.statusCode = 403;
    response.setHeader('content-type', 'application/json');
    response.end('{"error":{"code":"BotNotInConversationRoster"}}');
  };
  for (const [, logic] of CALLS) {
    const error: unknown = await write(logic).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(sendProblem(error).reason).toBe('403 BotNotInConversationRoster');
  }
});
