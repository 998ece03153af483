import { X509Certificate } from 'node:crypto';

/** Where Azure takes telemetry in: the hosts that a connection string may name. */
const INGESTION =
  /^[a-z0-9.-]+\.(applicationinsights\.azure\.(com|us|cn)|monitor\.azure\.(com|us|cn)|services\.visualstudio\.com)$/;
const KEY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Whether an Application Insights connection string names a key and, over https, one of Azure's own hosts: figures go
 * nowhere else.
 */
export function isConnectionString(text: string): boolean {
  const parts = new Map(
    text
      .split(';')
      .filter((part) => part.trim() !== '')
      .map((part) => {
        const [name = '', ...value] = part.split('=');
        return [name.trim().toLowerCase(), value.join('=').trim()];
      }),
  );
  const endpoint = parts.get('ingestionendpoint') ?? '';
  if (!KEY.test(parts.get('instrumentationkey') ?? '') || !URL.canParse(endpoint)) return false;
  const { protocol, hostname, port, username, pathname } = new URL(endpoint);
  const plain = port === '' && username === '' && pathname === '/';
  return protocol === 'https:' && plain && INGESTION.test(hostname);
}

/** The last day of the certificate stored with its key, `YYYY-MM-DD`; undefined if there is none to read. */
export function certificateEnds(pem: string | undefined): string | undefined {
  if (pem === undefined || !pem.includes('BEGIN CERTIFICATE')) return undefined;
  try {
    return new Date(new X509Certificate(pem.slice(pem.indexOf('-----BEGIN CERTIFICATE'))).validTo)
      .toISOString()
      .slice(0, 10);
  } catch {
    return undefined;
  }
}
