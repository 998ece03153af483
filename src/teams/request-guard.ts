import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { ServeConfig } from '../config/config.ts';
import type { RefusalReason } from '../monitoring/refusal-reasons.ts';
import { type Inbound, tenantOf } from './activity-schema.ts';

/** Why a request was refused. Counted and logged; the sender only learns the status. */
export class RequestRefused extends Error {
  readonly code = 'REFUSED';
  readonly status: 401 | 403 | 500;
  readonly reason: RefusalReason;
  constructor(status: 401 | 403 | 500, reason: RefusalReason) {
    super(reason);
    this.status = status;
    this.reason = reason;
  }
}

/** A request whose token is for this bot; nothing else is checked yet. */
export interface Caller {
  readonly authorization: string;
  /** Where the token says that the bot may write to. */
  readonly serviceUrl?: string;
}

/** Decides what reaches the bot; throws RequestRefused. */
export interface RequestGuard {
  /** Uses only the token, before reading anything else: requests not signed for this bot cost almost nothing. */
  checkToken(authorization: string, now: number): Caller;
  /** By the token and its activity. */
  checkActivity(caller: Caller, activity: Inbound): void;
  /** Why nothing may be sent to a service URL; undefined where it may. Everything the bot sends carries its own token. */
  checkServiceUrl(serviceUrl: string): RefusalReason | undefined;
}

/** Longer than any token the connector service sends, shorter than what would cost something to keep. */
const MAX_TOKEN = 8192;
const LEEWAY_SECONDS = 300;
/** More service URLs than Teams has regions. */
const MOST_URLS = 100;

const Header = z.object({
  alg: z.literal('RS256'),
  kid: z.string().min(1).max(200),
  typ: z.string().optional(),
  /** Must be understood, says RFC 7515: none of it is. */
  crit: z.never().optional(),
});
const Claims = z.object({
  iss: z.string(),
  aud: z.string(),
  exp: z.number(),
  nbf: z.number(),
  serviceurl: z.string(),
});

/**
 * Production: what the SDK does not check, checked before the SDK sees the token. It verifies the signature and
 * endorsements afterwards. Without this an activity with no service URL, a token with no end, or a token of an
 * emulator's issuer would run the bot, and forged tokens would fill memory.
 */
export function teamsOnly(config: ServeConfig): RequestGuard {
  /** A region's service URL comes with every turn. */
  const allowed = new LRUCache<string, true>({ max: MOST_URLS });
  const checkServiceUrl = (serviceUrl: string) => {
    if (allowed.has(serviceUrl)) return undefined;
    const isKnown = config.serviceHosts.includes(new URL(serviceUrl).hostname);
    const problem = isKnown ? problemOf(serviceUrl) : 'service-url-host';
    if (problem === undefined) allowed.set(serviceUrl, true);
    return problem;
  };
  return {
    checkToken(authorization, now) {
      const claims = readToken(authorization);
      if (claims.iss !== config.tokenIssuer) throw new RequestRefused(401, 'issuer');
      if (claims.aud !== config.appId) throw new RequestRefused(401, 'audience');
      const seconds = now / 1000;
      if (claims.exp < seconds - LEEWAY_SECONDS) throw new RequestRefused(401, 'expired');
      if (claims.nbf > seconds + LEEWAY_SECONDS) throw new RequestRefused(401, 'not-yet-valid');
      return { authorization, serviceUrl: claims.serviceurl };
    },
    checkActivity(caller, activity) {
      if (activity.channelId !== 'msteams') throw new RequestRefused(403, 'channel');
      const tenant = tenantOf(activity)?.toLowerCase();
      if (tenant === undefined || !config.allowedTenants.includes(tenant))
        throw new RequestRefused(403, 'tenant');
      const problem = checkServiceUrl(activity.serviceUrl);
      if (problem !== undefined) throw new RequestRefused(403, problem);
      if (caller.serviceUrl !== activity.serviceUrl) throw new RequestRefused(401, 'service-url');
    },
    checkServiceUrl,
  };
}

/** Trial: any sender on this machine, if the replies stay on it. */
export const loopbackOnly: RequestGuard = {
  checkToken: (authorization) => ({ authorization }),
  checkActivity(_, { serviceUrl }) {
    const problem = loopbackOnly.checkServiceUrl(serviceUrl);
    if (problem !== undefined) throw new RequestRefused(403, problem);
  },
  checkServiceUrl: (serviceUrl) =>
    isLoopback(new URL(serviceUrl).hostname) ? problemOf(serviceUrl) : 'service-url-host',
};

const isLoopback = (hostname: string) =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);

/** Teams' own is `https://HOST/PATH/`: never in the clear over a network, and without anything that could mislead. */
function problemOf(serviceUrl: string): RefusalReason | undefined {
  const { protocol, hostname, host, port, pathname, href } = new URL(serviceUrl);
  const local = isLoopback(hostname);
  if (protocol !== 'https:' && !(local && protocol === 'http:')) return 'service-url-scheme';
  const plain = href === `${protocol}//${host}${pathname}` && (local || port === '');
  return plain ? undefined : 'service-url-shape';
}

/** Teams sends the same token for an hour: it need not be parsed again, only judged. */
let lastRead: { readonly authorization: string; readonly claims: z.infer<typeof Claims> } | undefined;

function readToken(authorization: string): z.infer<typeof Claims> {
  if (lastRead?.authorization === authorization) return lastRead.claims;
  const match = /^Bearer ([\w-]+)\.([\w-]+)\.[\w-]+$/i.exec(authorization.slice(0, MAX_TOKEN));
  if (authorization.length > MAX_TOKEN || match === null) throw new RequestRefused(401, 'token-shape');
  const header = Header.safeParse(decode(match[1]));
  const claims = Claims.safeParse(decode(match[2]));
  if (!header.success || !claims.success) throw new RequestRefused(401, 'token-claims');
  lastRead = { authorization, claims: claims.data };
  return claims.data;
}

function decode(part: string | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
