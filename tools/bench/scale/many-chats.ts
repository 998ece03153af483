import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CHAT_LIMITS,
  CHAT_SEND_LIMITS,
  TENANT_LIMITS,
  TENANT_SEND_LIMITS,
} from '../../../src/outbox/send-limits.ts';
import { ESR, type Ground } from '../contenders.ts';
import { atRate } from '../driver/load.ts';
import { rightSlice, walkers } from '../measure.ts';
import { casesScript } from '../scripts/esr.ts';
import type { Finding } from './finding.ts';
import { owe } from './seed.ts';

const CHATS = 200;
const EACH = 100;
const SECONDS = 20;
/** Less than this of a core, while there is more to send than may be sent, is no busy loop. */
const MOST_CPU = 25;

/** Two hundred chats with more waiting than Teams lets through: how much is sent, how evenly, and at what cost. */
export async function manyChats(ground: Ground, folder: string): Promise<Finding[]> {
  const [chat] = CHAT_SEND_LIMITS;
  const [tenant] = TENANT_SEND_LIMITS;
  const allowed = (pace = { everyMs: 0, burst: 0 }) => pace.burst + (SECONDS * 1000) / pace.everyMs;
  const one = await sent(ground, join(folder, 'one-tenant.db'), `'tenant'`);
  const many = await sent(ground, join(folder, 'tenants.db'), `'tenant-' || i`);
  const tenantLimits = worst(
    [...one.at.values()].flat().sort((a, b) => a - b),
    TENANT_LIMITS,
  );
  const chatLimits = Math.max(
    ...[...many.at.values(), ...one.at.values()].map((at) => worst(at, CHAT_LIMITS)),
  );
  const ofTenant = one.count / allowed(tenant);
  // Bursts aside, Teams' tightest limit of a chat is the one for an hour.
  const hourly = (CHATS * 1800) / 3600;
  const how = `a bot that owes ${CHATS} chats ${EACH} messages each, for ${SECONDS} s`;
  return [
    {
      what: `sent to ${CHATS} chats of one tenant, of what the tenant's pace allows`,
      wanted: 'at least 0.95',
      seen: `${ofTenant.toFixed(2)} (${(one.count / SECONDS).toFixed(1)} a second, ${one.cpuPercent.toFixed(1)} % of a core)`,
      met: ofTenant >= 0.95,
      how,
    },
    {
      what: 'CPU meanwhile, % of a core: no busy loop',
      wanted: `at most ${MOST_CPU}`,
      seen: one.cpuPercent.toFixed(1),
      met: one.cpuPercent <= MOST_CPU,
      how,
    },
    {
      what: `sent a second to ${CHATS} chats of as many tenants`,
      wanted: `at least ${hourly.toFixed(0)}: 1,800 an hour each`,
      seen: `${(many.count / SECONDS).toFixed(0)} (${many.cpuPercent.toFixed(0)} % of a core; ${(many.count / (CHATS * allowed(chat))).toFixed(2)} of what the send limits allow at first)`,
      met: many.count / SECONDS >= hourly,
      how,
    },
    {
      what: "the fullest window of a chat or tenant, of Teams' limit for it",
      wanted: 'at most 1',
      seen: `${Math.max(tenantLimits, chatLimits).toFixed(2)} (tenant ${tenantLimits.toFixed(2)}, chats ${chatLimits.toFixed(2)})`,
      met: Math.max(tenantLimits, chatLimits) <= 1,
      how: `as Teams' side saw them come: 7 in 1 s, 8 in 2 s, 60 in 30 s a chat; 50 in 1 s a tenant`,
    },
  ];
}

interface Sent {
  readonly count: number;
  readonly at: ReadonlyMap<string, readonly number[]>;
  readonly cpuPercent: number;
}

async function sent(ground: Ground, file: string, tenant: string): Promise<Sent> {
  const env = { DATABASE_URL: `sqlite:${file}` };
  const first = await ESR.start(ground, env);
  await first.prepare();
  const cases = { ...first, target: { ...first.target, runDialogs: casesScript } };
  // As fast as a team's chat may be, and no faster.
  await rightSlice(cases, (all) => atRate(all, 30, 5), walkers(cases, 10));
  await wait(2000);
  await first.stop();
  fillOutbox(file, tenant);
  const at = new Map<string, number[]>();
  ground.connector.heard = (chat) => {
    at.set(chat, [...(at.get(chat) ?? []), performance.now()]);
    return true;
  };
  const started = await ESR.start(ground, env);
  const before = started.program.usage().cpuMs;
  await wait(SECONDS * 1000);
  const cpuPercent = (started.program.usage().cpuMs - before) / (SECONDS * 10);
  ground.connector.heard = undefined;
  await started.stop();
  return { count: [...at.values()].flat().length, at, cpuPercent };
}

/** Only these chats have messages waiting, all of them due. */
function fillOutbox(file: string, tenant: string): void {
  const database = new DatabaseSync(file);
  database.exec(
    `PRAGMA synchronous = OFF; BEGIN; UPDATE outbox SET state = 'delivered', run_at = NULL, lock_token = NULL`,
  );
  owe(database, { name: 'notice-over', to: 'a:waiting-', chats: CHATS, each: EACH, tenant });
  database.exec('DELETE FROM send_limits; COMMIT');
  database.close();
}

/** How full the fullest window was, of its limit; `at` ascending, in milliseconds. */
function worst(at: readonly number[], limits: typeof CHAT_LIMITS): number {
  return Math.max(
    0,
    ...limits.map(({ sends, windowMs }) => {
      let from = 0;
      let most = 0;
      at.forEach((time, index) => {
        while (time - (at[from] ?? time) >= windowMs) from += 1;
        most = Math.max(most, index - from + 1);
      });
      return most / sends;
    }),
  );
}
