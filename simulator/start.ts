import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BotProcess } from './bot-process.ts';
import { freePort } from './free-port.ts';
import { linkChats } from './link-chats.ts';
import { PageServer } from './page-server.ts';
import { createTeams } from './teams.ts';

// The whole trial in one command: a small local Teams, its page, and the bot, all on this machine alone.

const { data, 'page-port': wantedPagePort } = parseArgs({
  options: {
    data: { type: 'string', default: 'data' },
    'page-port': { type: 'string', default: '3979' },
  },
}).values;
mkdirSync(data, { recursive: true });

const botPort = await freePort(Number(process.env.PORT ?? 3978));
// The bot is not listening yet: its port looks free.
const pagePort = await freePort(Math.max(Number(wantedPagePort), botPort + 1));
// The bot keeps the connector's address with its cases: stay on one port, so that a restart finds them.
const connectorPort = await freePort(pagePort + 1);

const teams = await createTeams({
  botUrl: `http://127.0.0.1:${botPort}/api/messages`,
  port: connectorPort,
  dataFile: join(data, 'simulator.jsonl'),
});
const page = new PageServer(teams);
const bot = new BotProcess(botPort, join(data, 'bot.log'), {
  DATABASE_URL: `sqlite:${join(data, 'esr-bot.db')}`,
  ...process.env,
});

let stopping = false;
async function stop(exitCode: number, reason?: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  if (reason !== undefined) console.error(reason);
  await bot.stop();
  await page.close();
  await teams.close();
  process.exitCode = exitCode;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void stop(0));
void bot.ended.then((ended) => stop(1, bot.explain(ended)));

try {
  await bot.ready();
  await linkChats(teams, bot);
  const address = await page.listen(pagePort);
  console.log(`\nThe ESR Access Bot is ready: ${address}`);
  console.log('Open that page, and say hello as Amara. Ctrl+C stops everything; what happened is kept.\n');
} catch (error) {
  await stop(1, error instanceof Error ? error.message : String(error));
}
