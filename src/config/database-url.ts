import { isIPv4 } from 'node:net';

/** Where the database is, as DATABASE_URL says it. */
export type DatabaseAddress =
  | { readonly kind: 'sqlite'; readonly file: string }
  | ({ readonly kind: 'postgres' } & PostgresAddress);

export interface PostgresAddress {
  /** A host's name, an address, or the folder of a socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly database: string | undefined;
  /** On this machine: no network in between, and never a server in Azure. */
  readonly local: boolean;
  /** Over TLS, with the server's certificate and name checked. */
  readonly tls: boolean;
  /** A file with the certificates to trust instead of the usual ones. */
  readonly rootCertificates: string | undefined;
}

const FORM = 'write sqlite:FILE or postgres://USER@HOST/DATABASE';
const SPECIAL =
  'this is not a valid address; in a name or password write %40 for @, %3A for :, %2F for /, %23 for #, %3F for ? and %25 for %';
const AFTER =
  'after the ? only sslmode=verify-full, sslrootcert=FILE and host=/FOLDER are known; remove the rest';
const CHECKED =
  'write sslmode=verify-full or leave it out: a connection to another machine always uses TLS and checks the certificate';

/** Reads DATABASE_URL. If it is invalid, says what to write; never quotes it: it holds a password. */
export function readDatabaseUrl(text: string): DatabaseAddress | { readonly problem: string } {
  if (text.startsWith('sqlite:')) {
    const file = text.slice('sqlite:'.length);
    return file === '' ? { problem: FORM } : { kind: 'sqlite', file };
  }
  if (!/^postgres(ql)?:\/\/./.test(text)) return { problem: FORM };
  const url = URL.parse(text);
  if (url === null || url.hash !== '' || url.pathname.includes('@')) return { problem: SPECIAL };
  const [user, password, database] = [url.username, url.password, url.pathname.slice(1)].map(decoded);
  if (user === null || password === null || database === null) return { problem: SPECIAL };
  const { host: folder, sslmode, sslrootcert, ...others } = Object.fromEntries(url.searchParams);
  if (Object.keys(others).length > 0 || (folder !== undefined && !folder.startsWith('/')))
    return { problem: AFTER };
  const host = folder ?? (url.hostname.replace(/^\[|\]$/g, '') || 'localhost');
  const local = host.startsWith('/') || isLoopback(host);
  if (sslmode !== undefined && sslmode !== 'verify-full' && !(local && sslmode === 'disable'))
    return { problem: CHECKED };
  const tls = !local || sslmode === 'verify-full' || (sslrootcert !== undefined && sslmode === undefined);
  const port = Number(url.port) || 5432;
  return {
    kind: 'postgres',
    host,
    port,
    user,
    password,
    database,
    local,
    tls,
    rootCertificates: sslrootcert,
  };
}

/** Undefined for nothing, null for invalid encoding. */
function decoded(text: string): string | null | undefined {
  try {
    return decodeURIComponent(text) || undefined;
  } catch {
    return null;
  }
}

const isLoopback = (host: string) =>
  host.toLowerCase() === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
