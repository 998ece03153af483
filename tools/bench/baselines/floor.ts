import { Agent, createServer, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

// The floor: takes a message and sends a fixed reply, with nothing but Node. No program that answers can cost less. The
// self-test makes it slow, busy or wrong on purpose, by known amounts.

const delayMs = Number(process.env.DELAY_MS ?? 0);
const burnMs = Number(process.env.BURN_MS ?? 0);
const failEvery = Number(process.env.FAIL_EVERY ?? 0);
const forgetEvery = Number(process.env.FORGET_EVERY ?? 0);
let turns = 0;

const agent = new Agent({ keepAlive: true });
const REPLY = JSON.stringify({ type: 'message', text: 'Please enter your mode of transport.' });

function reply(serviceUrl: string, conversation: string, activity: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(serviceUrl);
    const path = `/v3/conversations/${encodeURIComponent(conversation)}/activities/${activity}`;
    const headers = { 'content-type': 'application/json', 'content-length': REPLY.length };
    const sent = request({ agent, hostname, port, path, method: 'POST', headers }, (response) => {
      response.resume();
      response.on('end', resolve);
    });
    sent.on('error', reject);
    sent.end(REPLY);
  });
}

function usedSince(from: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

const server = createServer((incoming, response) => {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', async () => {
    const { serviceUrl, conversation, id } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    turns += 1;
    // Its own number: while it waits, others come.
    const turn = turns;
    const due = (every: number) => every > 0 && turn % every === 0;
    if (delayMs > 0) await wait(delayMs);
    for (const from = process.cpuUsage(); usedSince(from) < burnMs; ) turns += 0;
    if (!due(forgetEvery)) await reply(serviceUrl, conversation.id, id);
    response.writeHead(due(failEvery) ? 500 : 200);
    response.end();
  });
});
server.listen(Number(process.env.PORT), '127.0.0.1', () => {
  console.log(JSON.stringify({ msg: 'ready', port: (server.address() as { port: number }).port }));
});
process.on('SIGTERM', () => process.exit(0));
