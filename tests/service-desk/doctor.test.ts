import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkServiceDesks } from '../../src/commands/doctor/check-service-desk.ts';
import { newSecret, startDesk } from './desk-bot.ts';

const NOW = '2026-11-23T10:00:00.000Z';
let server: Server;
let status: number;
let url: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    response.statusCode = status;
    response.end('something that nobody may see');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => void server.close().closeAllConnections());

const check = (at: string, secret = newSecret()) =>
  checkServiceDesks(
    { out: new Map([['esneft', { url: at, secrets: [secret], leaveOut: [] }]]), inboundSecrets: new Map() },
    NOW,
  );

describe('doctor', () => {
  it('sends a test event about nobody, and says that it was taken', async () => {
    const desk = await startDesk();
    const [finding] = await check(desk.url, desk.secret);
    expect(finding).toMatchObject({
      level: 'ok',
      what: expect.stringContaining('esneft: it took a test event'),
    });
    expect(desk.events).toMatchObject([{ type: 'service-desk.test', data: { trust: 'esneft' } }]);
    desk.close();
  });

  it.each([
    [401, 'the same secret'],
    [404, 'nothing answers there'],
    [410, 'restart the bot'],
    [302, 'write that one'],
    [500, 'its own log'],
  ])('says what to do about %i, and nothing of the answer', async (code, fix) => {
    status = code;
    const [finding] = await check(url);
    expect(finding).toMatchObject({ level: 'problem', what: expect.stringContaining(`(${code})`) });
    expect(JSON.stringify(finding)).toContain(fix);
    expect(JSON.stringify(finding)).not.toContain('nobody may see');
  });

  it('says what to do about a desk that is not there', async () => {
    const gone = await startDesk();
    gone.close();
    const [finding] = await check(gone.url);
    expect(finding).toMatchObject({ level: 'problem', what: expect.stringContaining('ECONNREFUSED') });
  });

  it('warns of a desk that may act and is told of nothing', async () => {
    const findings = await checkServiceDesks(
      { out: new Map(), inboundSecrets: new Map([['yas', [newSecret()]]]) },
      NOW,
    );
    expect(findings).toMatchObject([{ level: 'warning', what: expect.stringContaining('yas') }]);
  });
});
