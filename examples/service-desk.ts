// A small service desk: it takes signed events of cases, makes a ticket of each case, and can act on cases. Beside a trial that has
// WEBHOOK_ESNEFT_URL=http://127.0.0.1:8080 and WEBHOOK_ESNEFT_SECRET: WEBHOOK_SECRET=(the same) npx node examples/service-desk.ts
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

/** An event; `data` is the case, as docs/service-desk.md has it. A test is about none. */
export type Event = { id: string; type: string; data: { reference?: string; [field: string]: unknown } };

/** Starts the desk on loopback. `took` hears each event once, in order. */
export async function startServiceDesk(secret: string, took: (event: Event) => void, port = 0) {
  const webhook = new Webhook(secret);
  /** What was answered to each event: one that comes again is answered the same, and does nothing. */
  const answers = new Map<string, object>();
  let tickets = 0;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const headers = request.headers as Record<string, string>;
    try {
      webhook.verify(body, headers);
    } catch {
      response.statusCode = 401;
      return response.end();
    }
    const id = headers['webhook-id'] ?? '';
    if (!answers.has(id)) {
      const event: Event = { id, ...JSON.parse(body) };
      const number = event.type === 'case.raised' ? `INC${String(++tickets).padStart(7, '0')}` : undefined;
      answers.set(id, number ? { ticket: { number, url: `https://desk.example/tickets/${number}` } } : {});
      took(event);
    }
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answers.get(id)));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { url, close: () => server.close().closeAllConnections() };
}

/** Acts on a case, as with `{ type: 'resolve', case: 'K7M-4PT', outcome: 'password-reset-sent' }`; the bot's answer. */
export function actOnCase(bot: string, secret: string, act: { case: string }, id = `msg_${randomUUID()}`) {
  const [body, now] = [JSON.stringify(act), new Date()];
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, now, body),
  };
  return fetch(`${bot}/api/cases/${encodeURIComponent(act.case)}/events`, { method: 'POST', headers, body });
}

const { WEBHOOK_SECRET } = process.env;
if (import.meta.main && WEBHOOK_SECRET)
  await startServiceDesk(WEBHOOK_SECRET, ({ type, data }) => console.log(type, data.reference ?? ''), 8080);
