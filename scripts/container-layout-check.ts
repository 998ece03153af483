import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Image } from './container-layout-dockerfile.ts';
import { start } from './container-layout-run.ts';
import { listing } from './container-layout-tree.ts';

/** User `node` of the base image. */
const NODE_USER = { uid: 1000, gid: 1000 };
const TENANT = '66666666-7777-4888-9999-aaaaaaaaaaaa';
/** Made up: enough to start, not to talk to Teams. */
const SETTINGS = {
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppId: '11111111-2222-4333-8444-555555555555',
  MicrosoftAppTenantId: TENANT,
  MicrosoftAppPassword: 'made-up',
  ALLOWED_TENANTS: TENANT,
};
/** Well formed, and from nobody. */
const ACTIVITY = {
  type: 'message',
  id: '1',
  channelId: 'msteams',
  serviceUrl: 'https://smba.trafficmanager.net/uk/',
  conversation: { id: 'a:1', tenantId: TENANT, conversationType: 'personal' },
  from: { id: '29:1' },
  recipient: { id: '28:1' },
  channelData: { tenant: { id: TENANT } },
  text: 'hello',
};

export interface Check {
  readonly what: string;
  readonly good: boolean;
  /** What was seen instead, or how long it took. */
  readonly seen?: string | number;
}

/** Is the bundle all the code that is there? */
export function checkTree(app: string): Check[] {
  const paths = readdirSync(app, { recursive: true, encoding: 'utf8' });
  const packages = paths.filter((path) => basename(path) === 'node_modules');
  const sources = paths.filter((path) => path.endsWith('.ts'));
  return [
    { what: 'no installed package is there', good: packages.length === 0, seen: packages.join(', ') },
    { what: 'no source is there', good: sources.length === 0, seen: sources.join(', ') },
  ];
}

/** Runs the service from the tree as the image would, looks at it from outside, and stops it. */
export async function checkService(folder: string, app: string, image: Image): Promise<Check[]> {
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  const user = process.getuid?.() === 0 ? NODE_USER : undefined;
  if (user !== undefined) chownSync(data, user.uid, user.gid);
  const before = listing(app);
  const service = await start({ image, app, data, env: SETTINGS, user });
  const status = async (path: string, init?: RequestInit) => (await fetch(service.url + path, init)).status;
  const headers = { 'content-type': 'application/json' };
  const alive = await status('/healthz');
  const ready = (await (await fetch(`${service.url}/readyz`)).json()) as { problems?: string[] };
  // The app id is nobody's, so that Entra ID, where it can be reached at all, gives no token for it.
  const lacking = (ready.problems ?? []).filter((one) => one !== 'credentials').join(', ');
  const stranger = await status('/api/messages', { method: 'POST', headers, body: JSON.stringify(ACTIVITY) });
  const health = await service.health();
  const linked = await service.command('link', 'esneft', 'esr-team');
  const { code, ms } = await service.terminate();
  return [
    { what: 'GET /healthz answers 200', good: alive === 200, seen: alive },
    { what: 'GET /readyz lacks nothing but credentials', good: lacking === '', seen: lacking },
    { what: 'a message without a token is refused', good: [401, 403].includes(stranger), seen: stranger },
    { what: "the image's health check passes", good: health === 0 },
    { what: 'an operator gets a link code beside it', good: linked === 0 },
    {
      what: 'SIGTERM ends it with exit code 0 within 10 s',
      good: code === 0 && ms < 10_000,
      seen: `${code}, ${ms} ms`,
    },
    { what: 'nothing was written outside the data folder', good: listing(app).join() === before.join() },
    { what: 'the database is in the data folder', good: existsSync(join(data, 'esr-bot.db')) },
  ];
}
