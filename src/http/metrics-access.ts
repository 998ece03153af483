import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Whether a request brings the token for the figures; none does where none is set. Where it comes from says nothing: a proxy
 * on this machine need not say that it passes on what came from elsewhere.
 */
export function hasMetricsToken({ headers }: Pick<IncomingMessage, 'headers'>, token?: string): boolean {
  const given = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
  return given !== undefined && token !== undefined && timingSafeEqual(digest(given), digest(token));
}

const digest = (text: string) => createHash('sha256').update(text).digest();
